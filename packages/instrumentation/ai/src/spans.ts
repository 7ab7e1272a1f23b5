/** How the spans of 5 and 6 read as what 7 tells. */
import type { Attributes } from '@opentelemetry/api';
import type { Event, SdkMessage } from './ai.ts';

const TYPES: Readonly<Record<string, string>> = {
  'ai.generateText': 'generateText',
  'ai.streamText': 'streamText',
  'ai.generateObject': 'generateObject',
  'ai.streamObject': 'streamObject',
  'ai.generateText.doGenerate': 'languageModelCall',
  'ai.streamText.doStream': 'languageModelCall',
  'ai.generateObject.doGenerate': 'languageModelCall',
  'ai.streamObject.doStream': 'languageModelCall',
  'ai.toolCall': 'executeTool',
  'ai.embed': 'embed',
  'ai.embedMany': 'embedMany',
  'ai.rerank': 'rerank',
};

/** What a span of this name stands for. `undefined`: for nothing that is recorded. */
export function typeOf(name: string): string | undefined {
  return TYPES[name];
}

type Settings = Pick<
  Event,
  | 'maxOutputTokens'
  | 'temperature'
  | 'topP'
  | 'topK'
  | 'presencePenalty'
  | 'frequencyPenalty'
  | 'stopSequences'
  | 'seed'
>;
const SETTINGS: readonly (keyof Settings)[] = [
  'maxOutputTokens',
  'temperature',
  'topP',
  'topK',
  'presencePenalty',
  'frequencyPenalty',
  'stopSequences',
  'seed',
];

/** What is known when a span starts. Content is there only where the SDK was asked to record it. */
export function eventOf(attributes: Attributes, agentName: string | undefined): Event {
  const text = (name: string): string | undefined => {
    const value = attributes[name];
    return typeof value === 'string' ? value : undefined;
  };
  const prompt = parsed(text('ai.prompt')) as
    | { system?: Event['instructions']; prompt?: string | SdkMessage[]; messages?: SdkMessage[] }
    | undefined;
  const sent = prompt?.messages ?? prompt?.prompt;
  return {
    provider: text('ai.model.provider'),
    modelId: text('ai.model.id'),
    functionId: text('ai.telemetry.functionId') ?? agentName,
    ...(Object.fromEntries(
      SETTINGS.map((name) => [name, attributes[`ai.settings.${name}`]]),
    ) as Settings),
    instructions: prompt?.system,
    messages:
      (parsed(text('ai.prompt.messages')) as SdkMessage[] | undefined) ??
      (typeof sent === 'string' ? [{ role: 'user', content: sent }] : sent),
    tools: listOf(attributes['ai.prompt.tools']).map((tool) => parsed(tool) as object),
    toolCall: {
      toolCallId: text('ai.toolCall.id'),
      toolName: text('ai.toolCall.name'),
      input: parsed(text('ai.toolCall.args')),
    },
  } as Event;
}

/** What the work of a span gave, or what was said of it where the work does not give it. */
export function replyOf(value: unknown, attributes: Attributes): unknown {
  if (typeof value === 'object' && value !== null)
    // A stream comes with what the SDK keeps beside it.
    return 'doStreamSpan' in value && 'result' in value ? value.result : value;
  const output = attributes['ai.toolCall.result'];
  return {
    finishReason: attributes['ai.response.finishReason'],
    text: attributes['ai.response.text'],
    output: typeof output === 'string' ? parsed(output) : undefined,
  };
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as string[]) : [];
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
