/** The Responses API: made, streamed, run in the background and fetched later. */
import {
  type AppendText,
  type HttpFacts,
  listOf,
  operation,
  type Operation,
  type OutputKind,
  type ResponseFacts,
} from '@spanwise/core/adapter';
import { outputType } from './chat.ts';
import { itemMessages, outputMessage, toolDefinitions } from './messages.ts';
import type {
  ResponseBody,
  ResponseEvent,
  ResponseItem,
  ResponseReply,
  RetrieveBody,
} from './openai.ts';
import { serverFacts } from './servers.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] | undefined };
/** What is kept of a stream: the last state of the response, and text that was never part of one. */
interface Folded extends Mutable<ResponseReply> {
  text?: string | undefined;
}

const FINISH_REASONS: Readonly<Record<string, string>> = {
  completed: 'stop',
  failed: 'error',
  cancelled: 'error',
  max_output_tokens: 'length',
  content_filter: 'content_filter',
};

/** `client.responses.create`, which `.parse` and `.stream` call, and its beta. */
export const responses: readonly Operation<never, never, never>[] = [
  'responses.create',
  'beta.responses.create',
].map((method) =>
  operation<ResponseBody, ResponseReply, ResponseEvent>({
    name: 'chat',
    method,
    versions: method.startsWith('beta') ? '>=6' : '>=4.87',
    request: (body) => ({
      model: body.model,
      stream: body.stream,
      maxTokens: body.max_output_tokens,
      temperature: body.temperature,
      topP: body.top_p,
      reasoningLevel: body.reasoning?.effort,
      previousResponseId: body.previous_response_id,
      conversationId:
        typeof body.conversation === 'string' ? body.conversation : body.conversation?.id,
      promptName: body.prompt?.id,
      promptVersion: body.prompt?.version,
      serviceTier: body.service_tier,
      apiType: 'responses',
      outputType: outputType(body.text?.format?.type),
    }),
    response: responseFacts,
    stream: { start: () => ({}), add: addEvent },
    input: (body) => ({
      system: body.instructions ? [{ type: 'text', content: body.instructions }] : undefined,
      messages: itemMessages(body.input),
      tools: toolDefinitions(body.tools),
    }),
    output: responseContent,
  }),
);

/** `client.responses.retrieve`, and its beta: a stored response, or the stream of one that is resumed. */
export const retrieve: readonly Operation<never, never, never>[] = [
  'responses.retrieve',
  'beta.responses.retrieve',
].map((method) =>
  operation<RetrieveBody, ResponseReply, ResponseEvent>({
    name: 'fetch_response',
    method,
    versions: method.startsWith('beta') ? '>=6' : '>=4.87',
    body: ([id, query]) => ({ id: id as string, query: query ?? {} }),
    request: ({ id, query }) => ({
      responseId: id,
      apiType: 'responses',
      stream: query.stream,
      streamCursor: query.starting_after === undefined ? undefined : String(query.starting_after),
    }),
    // Its tokens were counted when it was made.
    response: (reply, body, http) => ({
      ...responseFacts(reply, body, http),
      usage: undefined,
      status: reply.status,
    }),
    stream: { start: () => ({}), add: addEvent },
    output: responseContent,
  }),
);

function responseFacts(reply: ResponseReply, _?: unknown, http?: HttpFacts): ResponseFacts {
  const { usage, status, error } = reply;
  const reason = finishReason(reply);
  return {
    id: reply.id,
    model: reply.model,
    finishReasons: reason === undefined ? undefined : [reason],
    usage: usage && {
      inputTokens: usage.input_tokens,
      outputTokens: usage.output_tokens,
      cacheReadInputTokens: usage.input_tokens_details?.cached_tokens,
      cacheWriteInputTokens: usage.input_tokens_details?.cache_write_tokens,
      reasoningOutputTokens: usage.output_tokens_details?.reasoning_tokens,
      webSearches: countItems(reply, isSearch),
      fileSearches: countItems(reply, ({ type }) => type === 'file_search_call'),
      otherBilledTools: countItems(reply, ({ type }) => BILLED_TOOLS.has(type ?? undefined)),
    },
    ...serverFacts(reply, http),
    serviceTier: reply.service_tier,
    conversationId: reply.conversation?.id,
    failure:
      status === 'failed'
        ? { type: error?.code ?? 'failed', message: error?.message ?? undefined }
        : undefined,
  };
}

/** Billed by container or by the tokens of another model (OpenAI's pricing, 2026-11). */
const BILLED_TOOLS: ReadonlySet<string | undefined> = new Set([
  'code_interpreter_call',
  'image_generation_call',
  'shell_call',
]);

/** Opening a page and looking in it are not billed; older replies do not say what was done. */
function isSearch({ type, action }: ResponseItem): boolean {
  const { type: kind = 'search' } = (action ?? {}) as { type?: unknown };
  return type === 'web_search_call' && kind === 'search';
}

function countItems({ output }: ResponseReply, is: (item: ResponseItem) => boolean): number {
  return listOf(output).filter(is).length;
}

/** A response in the background has none yet. */
function finishReason(reply: ResponseReply): string | undefined {
  const { status, output } = reply;
  if (status === 'completed' && listOf(output).some((item) => item.type === 'function_call')) {
    return 'tool_call';
  }
  const reason = status === 'incomplete' ? reply.incomplete_details?.reason : status;
  return reason === undefined ? undefined : FINISH_REASONS[reason];
}

function responseContent(reply: ResponseReply): { messages: ReturnType<typeof outputMessage> } {
  const { text } = reply as Folded;
  const messages = outputMessage(reply.output, finishReason(reply));
  return {
    messages:
      messages.length > 0 || text === undefined
        ? messages
        : [{ role: 'assistant', parts: [{ type: 'text', content: text }] }],
  };
}

function addEvent(
  reply: ResponseReply,
  event: ResponseEvent,
  text: AppendText | undefined,
): OutputKind | undefined {
  const folded = reply as Folded;
  const response = event?.response;
  if (response != null) {
    // The last event of a stream holds the whole response; those before repeat its beginning.
    Object.assign(folded, response);
    if (!isLast(event.type)) delete folded.output;
    if (event.timings != null) folded.timings = event.timings;
    return undefined;
  }
  switch (event?.type) {
    case 'response.output_text.delta':
      if (text && typeof event.delta === 'string') folded.text = text(folded.text, event.delta);
      return 'text';
    case 'response.reasoning_text.delta':
    case 'response.reasoning_summary_text.delta':
      return 'reasoning';
    default:
      return undefined;
  }
}

function isLast(type: string | undefined): boolean {
  return (
    type === 'response.completed' || type === 'response.incomplete' || type === 'response.failed'
  );
}
