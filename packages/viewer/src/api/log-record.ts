/** Log records. */
import type { ListQuery } from './query.ts';
import type { AttributeValue, Attributes, Scope } from './trace.ts';

/** How log records are asked for: words and `key:value` filters over `service`, `severity`, `event`, `trace`, `span`, or an attribute's name. */
export interface LogsQuery extends Pick<ListQuery, 'query' | 'limit' | 'cursor' | 'from' | 'to'> {
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  /** Lowest severity. */
  readonly severity?: Severity | undefined;
}

/** How bad it is. */
export type Severity = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** A log record. */
export interface LogRecord {
  readonly id: string;
  readonly at: number;
  readonly severity?: Severity | undefined;
  /** As the application wrote it. */
  readonly severityText?: string | undefined;
  readonly eventName?: string | undefined;
  readonly body?: AttributeValue | undefined;
  readonly attributes: Attributes;
  readonly service?: string | undefined;
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  /** True: the trace is stored. */
  readonly hasTrace: boolean;
  readonly scope: Scope;
}
