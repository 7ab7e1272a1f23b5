/** Interactions with a model or an agent: made, streamed, run in the background and fetched later. */
import {
  listOf,
  operation,
  type AppendText,
  type FactoryTarget,
  type Fold,
  type Operation,
  type OutputKind,
  type RequestFacts,
  type ResponseFacts,
  type TokenUsage,
} from '@spanwise/core/adapter';
import type {
  Interaction,
  InteractionBody,
  InteractionEvent,
  InteractionQuery,
  InteractionUsage,
  Item,
  ModalityCount,
} from './genai.ts';
import { inputItems, itemsMessage, itemTools } from './items.ts';
import { modelName } from './model-name.ts';
import { tokenUsage } from './usage.ts';

/** More than any interaction has: an index beyond is not believed. */
const MAX_ITEMS = 512;
const FINISH_REASONS: Readonly<Record<string, string | undefined>> = {
  completed: 'stop',
  requires_action: 'tool_call',
  failed: 'error',
  cancelled: 'error',
  // One that goes on has none yet.
  in_progress: undefined,
  queued: undefined,
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type FoldedItem = Mutable<Item> & { content?: string };
type Folded = Mutable<Interaction> & { readonly items: FoldedItem[] };

const stream: Omit<Fold<unknown, Interaction, InteractionEvent>, 'includeUsage'> = {
  start: () => ({ items: [] }) as Interaction,
  add: (reply, event, text) => addEvent(reply as Folded, event, text),
};

/** The method of both: a model answers, or an agent. */
const create = target('create');

/** `client.interactions.create` and `.get`, of a class that is not exported and differs from version to version. */
export const interactions: readonly Operation<never, never, never>[] = [
  operation<InteractionBody, Interaction, InteractionEvent>({
    name: 'generate_content',
    method: create,
    when: (body) => body.agent === undefined,
    request: (body) => ({ ...requestFacts(body), model: modelName(body.model) }),
    response: responseFacts,
    stream,
    input: inputContent,
    output: outputContent,
  }),
  operation<InteractionBody, Interaction, InteractionEvent>({
    name: 'invoke_agent',
    row: 'invoke_agent_client',
    method: create,
    request: (body) => ({ ...requestFacts(body), agentName: body.agent }),
    response: responseFacts,
    stream,
    input: inputContent,
    output: outputContent,
  }),
  operation<InteractionQuery, Interaction, InteractionEvent>({
    name: 'fetch_response',
    method: target('get'),
    body: ([id, query]) => ({ ...(query as InteractionQuery | undefined), id: id as string }),
    request: (query) => ({
      responseId: query.id,
      stream: query.stream,
      streamCursor: query.last_event_id,
    }),
    // Its tokens were counted when it was made.
    response: (reply) => ({ ...responseFacts(reply), usage: undefined, status: reply.status }),
    stream,
    output: outputContent,
  }),
];

function target(name: string): FactoryTarget {
  return {
    kind: 'factory',
    export: 'GoogleGenAI',
    factories: ['interactions'],
    path: `interactions.${name}`,
  };
}

function requestFacts(body: InteractionBody): RequestFacts {
  const { generation_config: config, response_modalities: modalities } = body;
  return {
    stream: body.stream,
    maxTokens: config?.max_output_tokens,
    temperature: config?.temperature,
    topP: config?.top_p,
    seed: config?.seed,
    stopSequences: config?.stop_sequences,
    reasoningLevel: config?.thinking_level,
    previousResponseId: body.previous_interaction_id,
    serviceTier: body.service_tier,
    outputType: listOf(modalities).includes('image')
      ? 'image'
      : listOf(modalities).includes('audio')
        ? 'speech'
        : body.response_mime_type === 'application/json'
          ? 'json'
          : undefined,
  };
}

function responseFacts(reply: Interaction): ResponseFacts {
  const { status, errors } = reply;
  const reason = status === undefined ? undefined : reasonOf(status);
  const error = listOf(errors)[0];
  return {
    id: reply.id,
    model: reply.model,
    finishReasons: reason === undefined ? undefined : [reason],
    usage: usageOf(reply.usage),
    serviceTier: reply.service_tier,
    failure:
      status === 'failed'
        ? { type: error?.code ?? 'failed', message: error?.message ?? undefined }
        : undefined,
  };
}

function reasonOf(status: string): string | undefined {
  return status in FINISH_REASONS ? FINISH_REASONS[status] : status;
}

function usageOf(usage: InteractionUsage | null | undefined): TokenUsage | undefined {
  if (!usage) return undefined;
  const read = tokenUsage(
    {
      promptTokenCount: usage.total_input_tokens,
      promptTokensDetails: counts(usage.input_tokens_by_modality),
      candidatesTokenCount: usage.total_output_tokens,
      candidatesTokensDetails: counts(usage.output_tokens_by_modality),
      thoughtsTokenCount: usage.total_thought_tokens,
      toolUsePromptTokenCount: usage.total_tool_use_tokens,
      toolUsePromptTokensDetails: counts(usage.tool_use_tokens_by_modality),
      cachedContentTokenCount: usage.total_cached_tokens,
      cacheTokensDetails: counts(usage.cached_tokens_by_modality),
      totalTokenCount: usage.total_tokens,
    },
    true,
  );
  const isGrounded = listOf(usage.grounding_tool_count).some(({ count }) => (count ?? 0) > 0);
  return isGrounded ? { ...read, otherBilledTools: 1 } : read;
}

function counts(split: InteractionUsage['input_tokens_by_modality']): ModalityCount[] {
  return listOf(split).map(({ modality, tokens }) => ({ modality, tokenCount: tokens }));
}

function inputContent(body: InteractionBody): ReturnType<NonNullable<Operation['input']>> {
  return {
    system: body.system_instruction
      ? [{ type: 'text', content: body.system_instruction }]
      : undefined,
    messages: inputItems(body.input),
    tools: itemTools(body.tools),
  };
}

function outputContent(reply: Interaction): ReturnType<NonNullable<Operation['output']>> {
  const { steps, outputs, status } = reply;
  const items = listOf(steps ?? outputs);
  const message = itemsMessage(
    items.length > 0 ? items : listOf((reply as Folded).items),
    status === undefined ? undefined : reasonOf(status),
  );
  return { messages: message && [message] };
}

function addEvent(
  reply: Folded,
  event: InteractionEvent,
  text: AppendText | undefined,
): OutputKind | undefined {
  if (event?.interaction != null) {
    // What it says comes in events of its own, where it is bounded.
    for (const name of ['id', 'model', 'status', 'service_tier', 'usage'] as const)
      if (event.interaction[name] != null)
        Object.assign(reply, { [name]: event.interaction[name] });
    return undefined;
  }
  if (event?.event_type === 'error') {
    reply.status = 'failed';
    reply.errors = event.error ? [event.error] : undefined;
    return undefined;
  }
  const item = itemAt(reply.items, event?.index);
  const { delta, step = event?.content } = event ?? {};
  if (item === undefined) return undefined;
  // A copy, without what grows.
  if (step) Object.assign(item, { type: step.type, id: step.id, name: step.name });
  return delta ? addDelta(item, delta, text) : undefined;
}

function addDelta(
  item: FoldedItem,
  delta: NonNullable<InteractionEvent['delta']>,
  text: AppendText | undefined,
): OutputKind | undefined {
  switch (delta.type) {
    case 'text':
      if (text) item.text = text(item.text, delta.text);
      return 'text';
    case 'thought_summary':
      if (text) item.text = text(item.text, delta.content?.text);
      return 'reasoning';
    case 'arguments_delta':
      if (text) item.arguments = text(item.arguments as string, delta.arguments as string);
      return undefined;
    case 'function_call':
      Object.assign(item, { id: delta.id, name: delta.name });
      if (text) item.arguments = delta.arguments;
      return undefined;
    default:
      return undefined;
  }
}

function itemAt(items: FoldedItem[], index: unknown): FoldedItem | undefined {
  if (!Number.isSafeInteger(index)) return undefined;
  const at = index as number;
  if (at < 0 || at >= MAX_ITEMS) return undefined;
  while (items.length <= at) items.push({});
  return items[at];
}
