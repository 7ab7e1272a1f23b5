/** What is known of a call before the client runs, and what its row of the operation table says. */
import type { Attributes } from '@opentelemetry/api';
import * as names from '@spanwise/semconv';
import { OPERATIONS, type MetricSpec, type OperationSpec } from '@spanwise/semconv';
import type { Adapter, CallKind, Operation } from '../adapter/adapter.ts';
import type { RequestFacts } from '../adapter/facts.ts';
import type { AgentScope } from '../context/scopes.ts';
import type { Settings } from '../settings.ts';
import type { Scope } from './telemetry.ts';

/** How a stream was left. */
export type StreamOutcome = 'completed' | 'cancelled' | 'aborted' | 'failed' | 'abandoned';

/** What records a reply besides what all operations do. */
export interface Recording {
  /** Sets an attribute of the span and of the metrics that have it. */
  readonly know: (attribute: string, value: string) => void;
  /** Sets an attribute of the span. */
  readonly put: (attribute: string, value: string | number) => void;
  /** Records a metric, with those of its attributes that are known. */
  readonly record: (metric: MetricSpec, value: number, more?: Attributes) => void;
  /** When the call started, on the clock of `performance.now()`. */
  readonly startMillis: number;
}

/** Everything that is known before the client runs. */
export interface CallDescription {
  readonly scope: Scope;
  readonly settings: Settings;
  readonly operation: Operation;
  readonly body: unknown;
  readonly facts: RequestFacts;
  /** The row of the operation table, when it is not the one of the operation's name. */
  readonly row?: keyof typeof OPERATIONS | undefined;
  readonly provider?: string | undefined;
  /** True when nobody named the provider: it is the adapter's own, until the reply shows another. */
  readonly providerIsGuessed?: boolean | undefined;
  /** True when the options name the provider. */
  readonly providerIsNamed?: boolean | undefined;
  readonly serverAddress?: string | undefined;
  readonly serverPort?: number | undefined;
  readonly store?: Adapter['store'];
  readonly failure?: Adapter['failure'];
  readonly isOwnRequest?: Adapter['isOwnRequest'];
  readonly requestId?: Adapter['requestId'];
  readonly rateLimits?: Adapter['rateLimits'];
  /** Hides the chunks that the caller did not ask for. */
  readonly isExtraChunk?: ((chunk: unknown) => boolean) | undefined;
  /** What the caller aborts the call by, when it said so. */
  readonly signal?: AbortSignal | undefined;
  /** Records what this operation alone has, by code that comes with it. Runs when it has ended without a failure. */
  readonly besides?: ((reply: unknown, recording: Recording) => void) | undefined;
  /** Counts the work of the agent that this call is. */
  readonly agent?: AgentScope | undefined;
  /**
   * True for a function of the application: what it does, the steps of a generator too, is work of its own, which
   * belongs under this span, and is made of calls that are counted themselves.
   */
  readonly runsIteration?: boolean | undefined;
  /** True when somebody else makes the span: what is recorded besides is still ours. */
  readonly withoutSpan?: boolean | undefined;
  /** True when somebody else records the call as we do: what is known is added to the active span, if it is that one. */
  readonly yields?: boolean | undefined;
  /** True when the work is done in this process though calls of its kind are sent to a server. */
  readonly inProcess?: boolean | undefined;
}

/** The row of the operation table that an operation is recorded by. */
export function rowOf({ row, name }: Operation): OperationSpec {
  return OPERATIONS[row ?? name];
}

/** What calls of a row are to those that run in them. */
export function kindOf({ name, operationAttribute }: OperationSpec): CallKind {
  if (operationAttribute !== names.ATTR_GEN_AI_OPERATION_NAME) return 'store';
  return name === 'retrieval' ? 'retrieval' : 'model';
}

/** True for what looks for documents: a retrieval, or the search of a store. */
export function isSearch(spec: OperationSpec): boolean {
  return spec.name === 'retrieval' || spec.name === 'search';
}

/** Model calls and embeddings: an agent has only the sum of theirs. */
export function hasPrice(spec: OperationSpec): boolean {
  return names.ATTR_SPANWISE_COST_SOURCE in spec.attributes;
}

/** Submitting a batch or looking at one has no price: what has one is the usage that is read with it, once. */
export function isAboutBatch(spec: OperationSpec): boolean {
  return names.ATTR_SPANWISE_BATCH_ID in spec.attributes;
}
