/** Writes stored traces as OTLP/JSON again. */
import { traceConditions } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import type { Attributes, AttributeValue } from '../api.ts';
import { readStoredSpans, type StoredSpan } from './stored-span.ts';

/** The request that would bring a trace. `undefined` when it is not stored. */
export function exportTrace(store: Store, traceId: string): object | undefined {
  const spans = readStoredSpans(store, 'traces.trace_id = ?', [traceId]);
  return spans.length === 0 ? undefined : requestOf(spans);
}

/** The requests of all traces that match, oldest first, one at a time. Throws `QueryError` when the query cannot be answered. */
export function* exportTraces(
  store: Store,
  query: string,
  from?: number,
  to?: number,
): Generator<object> {
  const { sql, values } = traceConditions(query, from, to);
  const ids = store
    .statement(`SELECT trace_id FROM traces WHERE ${sql} ORDER BY started`)
    .all(...values) as unknown as {
    trace_id: string;
  }[];
  for (const { trace_id: traceId } of ids) {
    const request = exportTrace(store, traceId);
    if (request) yield request;
  }
}

function requestOf(spans: readonly StoredSpan[]): object {
  return {
    resourceSpans: [
      ...Map.groupBy(spans, ({ origin }) =>
        JSON.stringify([origin.resource, origin.scope]),
      ).values(),
    ].map((group) => {
      const { resource, scope } = group[0]!.origin;
      return {
        resource: { attributes: keyValues(resource) },
        scopeSpans: [
          {
            scope: {
              name: scope.name,
              ...(scope.version !== undefined && { version: scope.version }),
              ...(scope.attributes && { attributes: keyValues(scope.attributes) }),
            },
            ...(scope.schemaUrl !== undefined && { schemaUrl: scope.schemaUrl }),
            spans: group.map(spanOf),
          },
        ],
      };
    }),
  };
}

function spanOf(span: StoredSpan): object {
  const { data } = span;
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId !== undefined && { parentSpanId: span.parentSpanId }),
    ...(data.t !== undefined && { traceState: data.t }),
    name: span.name,
    kind: span.kind,
    startTimeUnixNano: data.s,
    endTimeUnixNano: data.e,
    attributes: keyValues(data.a),
    events: (data.v ?? []).map(({ name, nanos, attributes }) => ({
      name,
      timeUnixNano: nanos,
      attributes: keyValues(attributes),
    })),
    links: (data.l ?? []).map((link) => ({
      traceId: link.traceId,
      spanId: link.spanId,
      attributes: keyValues(link.attributes),
    })),
    status: { code: span.status, ...(data.m !== undefined && { message: data.m }) },
  };
}

function keyValues(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: AttributeValue): object {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'number':
      return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
    default:
      if (value === null) return {};
      return Array.isArray(value)
        ? { arrayValue: { values: (value as readonly AttributeValue[]).map(anyValue) } }
        : { kvlistValue: { values: keyValues(value as Attributes) } };
  }
}
