/** Reads stored spans back, in the newest names and with what events add. */
import { EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS } from '@spanwise/semconv';
import { normalize } from '@spanwise/dialects';
import type { Attributes, Scope } from '../api.ts';
import type { SpanFacts } from '../store/span-facts.ts';
import type { Store, StoredLogData, StoredSpanData } from '../store/store.ts';

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
    if (!events) details.set(row.trace_id, (events = readDetails(store, row.trace_id)));
    return new Loaded(row, origin, events.get(row.span_id));
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

/** What the events of the calls of a trace say, by span: content may be recorded there alone. */
function readDetails(store: Store, traceId: string): ReadonlyMap<string, Attributes> {
  const rows = store
    .statement(
      'SELECT span_id, data FROM logs WHERE trace_id = ? AND event = ? AND span_id IS NOT NULL',
    )
    .all(traceId, EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS) as unknown as {
    span_id: string;
    data: string;
  }[];
  return new Map(rows.map(({ span_id: id, data }) => [id, (JSON.parse(data) as StoredLogData).a]));
}

class Loaded implements StoredSpan {
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
  readonly #details: Attributes | undefined;
  #changes: Attributes | undefined;
  #attributes: Attributes | undefined;

  constructor(row: Row, origin: StoredOrigin, details: Attributes | undefined) {
    this.traceId = row.trace_id;
    this.spanId = row.span_id;
    this.parentSpanId = row.parent_id ?? undefined;
    this.name = row.name;
    this.kind = row.kind;
    this.status = row.status;
    this.started = row.started;
    this.ended = row.ended;
    this.facts = row.facts === null ? NO_FACTS : (JSON.parse(row.facts) as SpanFacts);
    this.data = JSON.parse(row.data) as StoredSpanData;
    this.origin = origin;
    this.#details = details;
  }

  get changes(): Attributes {
    if (this.#changes) return this.#changes;
    const attributes = { ...this.#details, ...this.data.a };
    const { changes } = normalize({ attributes, events: this.data.v });
    return (this.#changes = changes as Attributes);
  }

  get attributes(): Attributes {
    return (this.#attributes ??= { ...this.#details, ...this.data.a, ...this.changes });
  }
}
