/** Reads stored spans back, in the newest names and with what events add. */
import { normalize } from '@spanwise/dialects';
import type { Attributes, Scope } from '../api.ts';
import type { SpanFacts } from '../store/span-facts.ts';
import { readCallDetails } from '../store/call-details.ts';
import type { Store, StoredSpanData } from '../store/store.ts';

/** Kinds of spans by their number in OTLP; what is not said is internal. */
export const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
/** Statuses by their number in OTLP. */
export const STATUSES = ['unset', 'ok', 'error'] as const;

/** What sent it. */
export interface StoredOrigin {
  readonly service: string | undefined;
  readonly resource: Attributes;
  readonly scope: Scope & {
    readonly schemaUrl?: string | undefined;
    readonly attributes?: Attributes | undefined;
  };
}

/** A span as it is stored. */
export interface StoredSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: number;
  readonly status: number;
  readonly started: number;
  readonly ended: number;
  readonly facts: SpanFacts;
  readonly data: StoredSpanData;
  readonly origin: StoredOrigin;
  /** What the newest names add or change; computed when it is first asked for. */
  readonly changes: Attributes;
  /** All attributes in the newest names. */
  readonly attributes: Attributes;
}

interface Row {
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_id: string | null;
  readonly name: string;
  readonly kind: number;
  readonly status: number;
  readonly started: number;
  readonly ended: number;
  readonly facts: string | null;
  readonly data: string;
  readonly origin: number;
}

const NO_FACTS: SpanFacts = { category: 'other' };

/** Reads the spans that a condition on `spans` and `traces` chooses, by start. */
export function readStoredSpans(
  store: Store,
  where: string,
  values: readonly (string | number)[],
): StoredSpan[] {
  const rows = store
    .statement(
      `SELECT traces.trace_id AS trace_id, span_id, parent_id, spans.name AS name, kind, status, spans.started AS started, ended, facts, data, origin
       FROM spans JOIN traces ON traces.id = spans.trace WHERE ${where} ORDER BY spans.started, spans.id`,
    )
    .all(...values) as unknown as Row[];
  const origins = new Map<number, StoredOrigin>();
  const details = new Map<string, ReadonlyMap<string, Attributes>>();
  return rows.map((row) => {
    let origin = origins.get(row.origin);
    if (!origin) origins.set(row.origin, (origin = readOrigin(store, row.origin)));
    let events = details.get(row.trace_id);
    if (!events) details.set(row.trace_id, (events = readCallDetails(store, row.trace_id)));
    return loaded(row, origin, events.get(row.span_id));
  });
}

/** Reads what sent something. */
export function readOrigin(store: Store, id: number): StoredOrigin {
  const row = store
    .statement('SELECT service, resource, scope FROM origins WHERE id = ?')
    .get(id) as {
    service: string | null;
    resource: string;
    scope: string;
  };
  return {
    service: row.service ?? undefined,
    resource: JSON.parse(row.resource) as Attributes,
    scope: JSON.parse(row.scope) as StoredOrigin['scope'],
  };
}

function loaded(row: Row, origin: StoredOrigin, details: Attributes | undefined): StoredSpan {
  const data = JSON.parse(row.data) as StoredSpanData;
  let changes: Attributes | undefined;
  let attributes: Attributes | undefined;
  return {
    traceId: row.trace_id,
    spanId: row.span_id,
    parentSpanId: row.parent_id ?? undefined,
    name: row.name,
    kind: row.kind,
    status: row.status,
    started: row.started,
    ended: row.ended,
    facts: row.facts === null ? NO_FACTS : (JSON.parse(row.facts) as SpanFacts),
    data,
    origin,
    get changes() {
      changes ??= normalize({ attributes: { ...details, ...data.a }, events: data.v })
        .changes as Attributes;
      return changes;
    },
    get attributes() {
      attributes ??= { ...details, ...data.a, ...this.changes };
      return attributes;
    },
  };
}
