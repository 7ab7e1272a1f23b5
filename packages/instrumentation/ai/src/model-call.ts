/** A call of a model: one span with its tokens for each, whatever the SDK does around it. */
import {
  listOf,
  operation,
  toolArguments,
  type AppendText,
  type Operation,
  type OutputKind,
  type Part,
  type RequestFacts,
} from '@spanwise/core/adapter';
import type { Event, ModelReply, SdkPart, StreamPart, Told } from './ai.ts';
import { told } from './channel.ts';
import { readFailure } from './failure.ts';
import { finishWord } from './finish-word.ts';
import { messagesOf, partsOf, systemOf, toolsOf } from './messages.ts';
import { usageOf } from './usage.ts';

/** Outputs that are texts. */
const TEXTS: ReadonlySet<string | undefined> = new Set([undefined, 'text']);

/** The settings of a call of a model, which an agent has too. */
export function settingsOf(event: Event | null | undefined): RequestFacts {
  return {
    model: event?.modelId,
    maxTokens: event?.maxOutputTokens,
    temperature: event?.temperature,
    topP: event?.topP,
    topK: event?.topK,
    presencePenalty: event?.presencePenalty,
    frequencyPenalty: event?.frequencyPenalty,
    stopSequences: event?.stopSequences,
    seed: event?.seed,
    outputType: TEXTS.has(event?.output?.name) ? undefined : 'json',
    reasoningLevel: event?.reasoning === 'provider-default' ? undefined : event?.reasoning,
  };
}

/** `doGenerate` and `doStream` of a model. */
export const modelCall: Operation<never, never, never> = operation<Told, ModelReply, StreamPart>({
  name: 'chat',
  ...told('languageModelCall'),
  request: ({ event }) => settingsOf(event),
  response: (reply, { event }) => {
    const { id, modelId } = reply.response ?? reply.responseData ?? {};
    return {
      id,
      model: modelId,
      finishReasons: [finishWord(reply.finishReason)],
      usage: usageOf(reply, event?.provider),
      failure:
        reply.error == null
          ? undefined
          : (readFailure(reply.error) ?? { type: 'error', message: messageOf(reply.error) }),
    };
  },
  stream: {
    start: () => ({ content: [] }),
    add: addPart,
    within: (result) => (result as ModelReply | undefined)?.stream,
  },
  input: ({ event }) => ({
    system: systemOf(event?.instructions),
    messages: messagesOf(event?.messages),
    tools: toolsOf(event?.tools),
  }),
  output: (reply) => ({ messages: [{ role: 'assistant', parts: outputParts(reply) }] }),
});

type Folded<T> = { -readonly [K in keyof T]: T[K] | undefined };

function addPart(
  reply: ModelReply,
  part: StreamPart | null | undefined,
  text: AppendText | undefined,
): OutputKind | undefined {
  const folded = reply as Folded<ModelReply>;
  switch (part?.type) {
    case 'response-metadata':
      folded.response = {
        ...folded.response,
        ...(part.id !== undefined && { id: part.id }),
        ...(part.modelId !== undefined && { modelId: part.modelId }),
      };
      return undefined;
    case 'text-delta':
      if (text) addText(reply, 'text', part.delta, text);
      return part.delta ? 'text' : undefined;
    case 'reasoning-delta':
      if (text) addText(reply, 'reasoning', part.delta, text);
      return part.delta ? 'reasoning' : undefined;
    case 'tool-call':
      if (text) (folded.content as SdkPart[]).push(part);
      return undefined;
    case 'finish':
      folded.finishReason = part.finishReason;
      folded.usage = part.usage;
      folded.providerMetadata = part.providerMetadata;
      return undefined;
    case 'error':
      folded.error = part.error;
      return undefined;
    default:
      return undefined;
  }
}

function addText(
  { content }: ModelReply,
  type: 'text' | 'reasoning',
  delta: string | undefined,
  text: AppendText,
): void {
  const parts = content as Folded<SdkPart>[];
  let last = parts.at(-1);
  if (last?.type !== type) parts.push((last = { type }));
  last.text = text(last.text, delta);
}

function outputParts({ content }: ModelReply): Part[] {
  return listOf(content).flatMap((part): Part[] =>
    // What a model gives is JSON where an application sends a value.
    part.type === 'tool-call'
      ? partsOf([{ ...part, input: toolArguments(part.input) }])
      : partsOf([part]),
  );
}

function messageOf(error: unknown): string | undefined {
  if (typeof error === 'string') return error;
  const { message } = error as { message?: unknown };
  return typeof message === 'string' ? message : undefined;
}
