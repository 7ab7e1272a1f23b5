/** What lists say of traces, conversations and groups. */
import type { ListQuery } from './query.ts';

/** Tokens. Every number is absent when nobody said it; none is guessed. */
export interface Usage {
  /** Cached ones included. */
  readonly inputTokens?: number | undefined;
  /** Reasoning included. */
  readonly outputTokens?: number | undefined;
  /** Part of the input. */
  readonly cacheReadTokens?: number | undefined;
  /** Part of the input. */
  readonly cacheWriteTokens?: number | undefined;
  /** Part of the output. */
  readonly reasoningTokens?: number | undefined;
}

/** Money. */
export interface Cost {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** Who says so: `provider`, `table`, `genai-prices@0.1.8`, … Absent when nobody said or when several did. */
  readonly source?: string | undefined;
  /** Day of the price table. */
  readonly priceDate?: string | undefined;
  /** True: there were calls whose cost nobody knows, so it is at least this. */
  readonly isPartial?: boolean | undefined;
}

/** A piece of text that a search matched. */
export interface Snippet {
  readonly spanId: string;
  /** Of the attribute that has the text, or `name`. */
  readonly attribute: string;
  readonly before: string;
  readonly match: string;
  readonly after: string;
}

/** What lists say of a trace. */
export interface TraceSummary {
  readonly traceId: string;
  /** Name of the root, or of the earliest span while no root has come. */
  readonly name: string;
  readonly service?: string | undefined;
  readonly startedAt: number;
  /** From the earliest start to the latest end. */
  readonly durationMillis: number;
  readonly spanCount: number;
  readonly errorCount: number;
  /** Calls of models. */
  readonly callCount: number;
  readonly toolCount: number;
  readonly retryCount: number;
  /** True until its root has come. */
  readonly isOpen: boolean;
  readonly models: readonly string[];
  readonly agents: readonly string[];
  readonly tools: readonly string[];
  readonly conversationId?: string | undefined;
  readonly userId?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly usage: Usage;
  readonly cost?: Cost | undefined;
  /** Of the first call that says it. */
  readonly timeToFirstChunkMillis?: number | undefined;
  /** First words of what the user said last. Absent without content. */
  readonly question?: string | undefined;
  /** First words of what was answered last. Absent without content. */
  readonly answer?: string | undefined;
  /** Only in the answer to a query with words. */
  readonly snippet?: Snippet | undefined;
}

/** What lists say of a conversation: traces with the same conversation id, or one trace with a model call and no such id. */
export interface ConversationSummary {
  /** Stays the same when the server starts again on the same file. */
  readonly key: string;
  /** Absent when the application gave none. */
  readonly conversationId?: string | undefined;
  /** First words of what the user said first, else the name of its first trace. */
  readonly title: string;
  readonly service?: string | undefined;
  readonly startedAt: number;
  readonly lastAt: number;
  readonly traceCount: number;
  readonly callCount: number;
  readonly toolCount: number;
  readonly errorCount: number;
  readonly models: readonly string[];
  readonly agents: readonly string[];
  readonly userId?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly usage: Usage;
  readonly cost?: Cost | undefined;
  /** Sum of its traces. */
  readonly durationMillis: number;
  /** First words of the latest answer. */
  readonly answer?: string | undefined;
  readonly snippet?: (Snippet & { readonly traceId: string }) | undefined;
}

/** Grouping. Also takes `query`, `from` and `to` of {@link ListQuery}. */
export interface GroupsQuery extends Pick<ListQuery, 'query' | 'from' | 'to'> {
  readonly by:
    | 'conversation'
    | 'user'
    | 'tenant'
    | 'agent'
    | 'model'
    | 'provider'
    | 'service'
    | 'tool';
}

/** Traces with one value. */
export interface Group {
  /** Empty: the traces that have none. */
  readonly value: string;
  /** The filter that shows them, such as `tenant:acme`. Absent for those that have none. */
  readonly filter?: string | undefined;
  readonly traceCount: number;
  readonly errorCount: number;
  readonly callCount: number;
  readonly usage: Usage;
  readonly cost?: Cost | undefined;
  readonly medianMillis: number;
  readonly p95Millis: number;
  readonly lastAt: number;
}
