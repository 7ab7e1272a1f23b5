/** The neutral shapes: what an adapter says about a request, a reply and a failure, in words of no vendor. */
import type { OperationName } from '@spanwise/semconv';
import type { Message, SystemPart, ToolDefinition } from './content.ts';
import type { StoreRequest, StoreResponse } from './store-facts.ts';

/** Tokens of one kind of input or output. */
export interface ModalityTokens {
  /** Tokens of this modality in the input, cached ones included. */
  readonly input?: number | undefined;
  /** Tokens of this modality in the output. */
  readonly output?: number | undefined;
  /** The part of `input` that was read from a cache. */
  readonly cacheRead?: number | undefined;
}

/** Tokens of one call. Every field is absent when the provider did not say: never 0, never a guess. */
export interface TokenUsage {
  /** Tokens of the input, cached ones included. */
  readonly inputTokens?: number | null | undefined;
  /** Tokens of the output, reasoning included. */
  readonly outputTokens?: number | null | undefined;
  /** The part of `inputTokens` that was read from a provider's cache. */
  readonly cacheReadInputTokens?: number | null | undefined;
  /** The part of `inputTokens` that was written to a provider's cache. */
  readonly cacheWriteInputTokens?: number | null | undefined;
  /** The part of `cacheWriteInputTokens` that is kept for five minutes, where the provider prices it apart. */
  readonly cacheWrite5mInputTokens?: number | null | undefined;
  /** The part of `cacheWriteInputTokens` that is kept for an hour. */
  readonly cacheWrite1hInputTokens?: number | null | undefined;
  /** Searches of the web that the provider made and bills by number. */
  readonly webSearches?: number | null | undefined;
  /** Searches of stored files that the provider made and bills by number. */
  readonly fileSearches?: number | null | undefined;
  /** Uses of further tools that the provider bills beside tokens: with any, no table knows the price. */
  readonly otherBilledTools?: number | null | undefined;
  /** Tokens that the model read, where `inputTokens` are billed ones and another number. */
  readonly processedInputTokens?: number | null | undefined;
  /** Tokens that the model wrote, where `outputTokens` are billed ones and another number. */
  readonly processedOutputTokens?: number | null | undefined;
  /** Searches that the provider bills, in its units. */
  readonly billedSearchUnits?: number | null | undefined;
  /** Pages of documents that the provider bills. */
  readonly billedPages?: number | null | undefined;
  /** The part of `outputTokens` that was spent on reasoning. */
  readonly reasoningOutputTokens?: number | null | undefined;
  /** The totals by modality, where the provider splits them. */
  readonly modalities?:
    | {
        readonly text?: ModalityTokens | undefined;
        readonly image?: ModalityTokens | undefined;
        readonly audio?: ModalityTokens | undefined;
      }
    | undefined;
}

/** How long the parts of a call took at the server, in seconds. Each is absent where the server does not say. */
export interface ServerTimes {
  /** Until the model was loaded. */
  readonly load?: number | null | undefined;
  /** Before the request's turn came. */
  readonly queue?: number | null | undefined;
  /** To read the prompt. */
  readonly prompt?: number | null | undefined;
  /** To make the output. */
  readonly output?: number | null | undefined;
  /** All of it. */
  readonly total?: number | null | undefined;
}

/**
 * What is known when a call starts. All operations share this shape: each reads the fields that its
 * row of the operation table names. A field of the wrong type is dropped and counted, so an adapter
 * copies without checking; `null` reads as absent.
 */
export interface RequestFacts {
  readonly model?: string | null | undefined;
  readonly maxTokens?: number | null | undefined;
  readonly temperature?: number | null | undefined;
  readonly topP?: number | null | undefined;
  readonly topK?: number | null | undefined;
  readonly stopSequences?: readonly string[] | string | null | undefined;
  readonly frequencyPenalty?: number | null | undefined;
  readonly presencePenalty?: number | null | undefined;
  readonly seed?: number | null | undefined;
  /** How many choices were asked for. Recorded when it is not 1. */
  readonly choiceCount?: number | null | undefined;
  /** True when the reply is asked for as a stream. */
  readonly stream?: boolean | null | undefined;
  /** The provider's own word for the reasoning effort. */
  readonly reasoningLevel?: string | null | undefined;
  readonly previousResponseId?: string | null | undefined;
  readonly outputType?: 'text' | 'json' | 'image' | 'speech' | undefined;
  readonly encodingFormats?: readonly string[] | string | null | undefined;
  readonly dimensionCount?: number | null | undefined;
  /** The provider's name for the wire interface, such as `chat_completions`. */
  readonly apiType?: string | undefined;
  readonly serviceTier?: string | null | undefined;
  readonly conversationId?: string | null | undefined;
  readonly promptName?: string | null | undefined;
  readonly promptVersion?: string | null | undefined;
  /** The response that is fetched or continued. */
  readonly responseId?: string | null | undefined;
  /** Where a stream is resumed. */
  readonly streamCursor?: string | null | undefined;
  /** The provider's id of the batch that the call is about. Its span links to that of the batch's submission. */
  readonly batchId?: string | null | undefined;
  /** How many requests are submitted as a batch. */
  readonly batchRequestCount?: number | null | undefined;
  /** What a retrieval searches, as the application knows it. */
  readonly dataSourceId?: string | undefined;
  /** How many documents a retrieval or an ordering asks for. */
  readonly retrievalTopK?: number | null | undefined;
  /** How many documents are to be put in order. */
  readonly documentCount?: number | null | undefined;
  readonly agentName?: string | undefined;
  /** The provider's id of an agent that it runs. */
  readonly agentId?: string | null | undefined;
  readonly agentDescription?: string | undefined;
  readonly agentVersion?: string | undefined;
  /** What the provider checks input and output against. */
  readonly guardrailId?: string | null | undefined;
  /** Where the provider looks for what it answers from. */
  readonly knowledgeBaseId?: string | null | undefined;
  readonly toolName?: string | undefined;
  readonly toolType?: string | undefined;
  readonly toolDescription?: string | undefined;
  readonly toolCallId?: string | undefined;
  readonly workflowName?: string | undefined;
  /** When the call was asked for, in milliseconds of `performance.now()`, where it shows itself later. Default: now. */
  readonly startMillis?: number | undefined;
  readonly cacheName?: string | undefined;
  readonly cacheKind?: string | undefined;
  /** Of a call of a database: the operations `search`, `write`, `delete` and `read`. */
  readonly store?: StoreRequest | undefined;
}

/** What is known when the reply is there. The same rules as for {@link RequestFacts}. */
export interface ResponseFacts {
  /** The provider, where the reply itself shows it. Only believed where neither options, client nor address name one. */
  readonly provider?: string | undefined;
  readonly id?: string | null | undefined;
  readonly model?: string | null | undefined;
  /** One per choice, in the provider's order: the conventions' word where they have one (`stop`, `length`, `content_filter`, `tool_call`), else the provider's; `null` where one was expected and never came. */
  readonly finishReasons?: readonly (string | null | undefined)[] | null | undefined;
  readonly usage?: TokenUsage | null | undefined;
  readonly serverTimes?: ServerTimes | null | undefined;
  readonly serviceTier?: string | null | undefined;
  readonly systemFingerprint?: string | null | undefined;
  readonly conversationId?: string | null | undefined;
  readonly status?: string | null | undefined;
  /** How many documents a retrieval found. */
  readonly retrievedDocumentCount?: number | null | undefined;
  /** Length of an embedding's vector. */
  readonly dimensionCount?: number | null | undefined;
  /** How many images came back. */
  readonly imageCount?: number | null | undefined;
  /** Seconds of audio that were read or made. */
  readonly audioSeconds?: number | null | undefined;
  /** What the provider says that the call cost, in whole units of a currency of ISO 4217; not believed of another `provider`. */
  readonly cost?:
    | {
        readonly amount: number;
        readonly currency: string;
        readonly provider?: string | undefined;
      }
    | null
    | undefined;
  /** The provider's word for what changes the price beside the service tier, such as a faster mode. Absent at the usual price. */
  readonly priceVariant?: string | null | undefined;
  /** How many tokens a request would have, when that is what was asked. They are not used, so they are no usage. */
  readonly countedInputTokens?: number | null | undefined;
  /**
   * The provider's id of a batch of requests. `usage` is then that of all its requests together, which is recorded
   * once for each batch in a process; to be left out while the batch has more to come.
   */
  readonly batchId?: string | null | undefined;
  /** The provider's word for how far the batch is. */
  readonly batchStatus?: string | null | undefined;
  readonly batchRequestCount?: number | null | undefined;
  /** Requests of the batch that have a reply so far. */
  readonly batchSucceededCount?: number | null | undefined;
  /** Requests of the batch that failed, expired or were cancelled so far. */
  readonly batchFailedCount?: number | null | undefined;
  /** Names of the functions that the model called in a turn of a session. */
  readonly toolNames?: readonly string[] | undefined;
  /** True when a moderation flagged any of its inputs. */
  readonly flagged?: boolean | null | undefined;
  /**
   * A failure that the reply itself reports, such as a response whose status is `failed`: the span
   * ends as an error though the client's promise was fulfilled.
   */
  readonly failure?: FailureFacts | null | undefined;
  /** Of a call of a database. */
  readonly store?: StoreResponse | undefined;
}

/** How a failure reads. */
export interface FailureFacts {
  /** A word of few values: the provider's error code, else the class of the error. */
  readonly type: string;
  readonly message?: string | undefined;
  /** A database's own code. Default: the status of an HTTP reply, where the store has no other. */
  readonly statusCode?: string | number | undefined;
  /** Of a database: what was done before it failed, as of a batch that was written in part. */
  readonly store?: StoreResponse | undefined;
}

/** What is read of a request only when content is captured. */
export interface InputContent {
  readonly system?: readonly SystemPart[] | undefined;
  readonly messages?: readonly Message[] | undefined;
  readonly tools?: readonly ToolDefinition[] | undefined;
  readonly toolArguments?: unknown;
  readonly query?: string | undefined;
}

/** What is read of a reply only when content is captured. */
export interface OutputContent {
  readonly messages?: readonly Message[] | undefined;
  /** What was sent, where it is not known before: of a turn in which somebody speaks. */
  readonly input?: InputContent | undefined;
  readonly toolResult?: unknown;
  readonly documents?: readonly unknown[] | undefined;
}

/** Where a client sends its calls. */
export interface ClientFacts {
  /** The client's base address. Absent when the client does not say. */
  readonly baseURL?: string | URL | null | undefined;
  /** Overrides the adapter's provider, for clients that speak to several. */
  readonly provider?: string | undefined;
}

/** What the raw HTTP reply says, where a client shows it. */
export interface HttpFacts {
  readonly status?: number | undefined;
  readonly headers?: HeaderReader | Readonly<Record<string, string | undefined>> | undefined;
}

/** Anything that gives a header by its name in lower case, as `Headers` does. */
export interface HeaderReader {
  readonly get: (name: string) => string | null | undefined;
}

/** A header of a raw reply by its name in lower case; `undefined` where it is not there or empty. */
export function headerOf(http: HttpFacts | undefined, name: string): string | undefined {
  const headers = http?.headers;
  if (headers === undefined) return undefined;
  const value: unknown =
    typeof headers.get === 'function'
      ? (headers as HeaderReader).get(name)
      : (headers as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What content capture is asked about, and what a capture policy may look at. */
export interface OperationInfo {
  readonly operation: OperationName;
  readonly provider: string | undefined;
  readonly model: string | undefined;
}
