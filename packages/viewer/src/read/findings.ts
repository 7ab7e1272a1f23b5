/** Checks what is stored against the conventions, by the library that recorded it. */
import {
  check,
  type CheckedLog,
  type CheckedMetric,
  type CheckedSpan,
  type Finding,
} from '@spanwise/conformance';
import type { Attributes, LibraryFindings, Scope, ViewerFinding } from '../api.ts';
import type { Store, StoredLogData } from '../store/store.ts';
import { KINDS, STATUSES, readOrigin, readStoredSpans, type StoredOrigin } from './stored-span.ts';

/** The latest of each signal that are checked. */
const MAX_CHECKED = 5000;

type Example = ViewerFinding['example'];

interface Found {
  readonly scope: Scope;
  readonly dialects: Set<string>;
  spanCount: number;
  readonly findings: Map<string, { finding: Finding; count: number; example: Example }>;
}

/** Findings for one trace, or for what is stored; libraries with most violations first. */
export function readFindings(store: Store, traceId?: string): LibraryFindings[] {
  const libraries = new Map<string, Found>();
  const add = (scope: Scope, findings: readonly Finding[], example: Example): Found => {
    const key = `${scope.name}@${scope.version ?? ''}`;
    const library = libraries.get(key) ?? {
      scope,
      dialects: new Set(),
      spanCount: 0,
      findings: new Map(),
    };
    libraries.set(key, library);
    for (const finding of findings) {
      const same = JSON.stringify(finding);
      const found = library.findings.get(same) ?? { finding, count: 0, example };
      found.count += 1;
      library.findings.set(same, found);
    }
    return library;
  };
  const spans = readStoredSpans(
    store,
    traceId === undefined
      ? `spans.id IN (SELECT id FROM spans ORDER BY id DESC LIMIT ${MAX_CHECKED})`
      : 'traces.trace_id = ?',
    traceId === undefined ? [] : [traceId],
  );
  for (const span of spans) {
    const { scope } = span.origin;
    const checked: CheckedSpan = {
      name: span.name,
      kind: KINDS[span.kind] ?? 'internal',
      status: STATUSES[span.status] ?? 'unset',
      statusMessage: span.data.m,
      attributes: span.data.a,
      scope,
      events: span.data.v,
    };
    const library = add(scope, check({ spans: [checked] }, { nameSet: nameSetOf(scope) }), span);
    library.spanCount += 1;
    if (span.facts.dialect !== undefined) library.dialects.add(span.facts.dialect);
  }
  for (const { log, origin, example } of storedLogs(store, traceId)) {
    add(
      origin.scope,
      check({ logs: [{ ...log, scope: origin.scope }] }, { nameSet: nameSetOf(origin.scope) }),
      example,
    );
  }
  if (traceId === undefined) {
    for (const { metric, origin } of storedMetrics(store)) {
      add(
        origin.scope,
        check(
          { metrics: [{ ...metric, scope: origin.scope }] },
          { nameSet: nameSetOf(origin.scope) },
        ),
        undefined,
      );
    }
  }
  return [...libraries.values()]
    .map(({ scope, dialects, spanCount, findings }): LibraryFindings => ({
      library: { name: scope.name, version: scope.version },
      dialects: [...dialects],
      spanCount,
      findings: [...findings.values()]
        .map(({ finding, count, example }): ViewerFinding => ({
          rule: finding.rule,
          level: finding.level,
          message: finding.message,
          fix: finding.fix,
          signal: finding.where.signal,
          name: finding.where.name,
          attribute: finding.where.attribute,
          count,
          example: example && { traceId: example.traceId, spanId: example.spanId },
        }))
        .toSorted(
          (left, right) =>
            LEVELS.indexOf(left.level) - LEVELS.indexOf(right.level) || right.count - left.count,
        ),
    }))
    .toSorted((left, right) => violations(right) - violations(left));
}

const LEVELS: readonly ViewerFinding['level'][] = ['violation', 'improvement', 'information'];

function violations({ findings }: LibraryFindings): number {
  return findings.filter(({ level }) => level === 'violation').length;
}

/** The set of names that the library says it writes; either, when it says nothing. */
function nameSetOf({ schemaUrl }: StoredOrigin['scope']): '2026-10' | '1.41' | 'both' {
  if (schemaUrl === undefined) return 'both';
  return schemaUrl.endsWith('/1.41.0') ? '1.41' : '2026-10';
}

function storedLogs(
  store: Store,
  traceId: string | undefined,
): { log: CheckedLog; origin: StoredOrigin; example: Example }[] {
  const rows = store
    .statement(
      `SELECT event, severity, trace_id, span_id, origin, data FROM logs WHERE ${traceId === undefined ? 'event IS NOT NULL' : 'trace_id = ? AND event IS NOT NULL'} ORDER BY id DESC LIMIT ${MAX_CHECKED}`,
    )
    .all(...(traceId === undefined ? [] : [traceId])) as unknown as {
    event: string;
    severity: number;
    trace_id: string | null;
    span_id: string | null;
    origin: number;
    data: string;
  }[];
  const originOf = remembered((id: number) => readOrigin(store, id));
  return rows.map((row) => {
    const { a, b } = JSON.parse(row.data) as StoredLogData;
    return {
      log: { eventName: row.event, severityNumber: row.severity, body: b, attributes: a },
      origin: originOf(row.origin),
      example:
        row.trace_id === null || row.span_id === null
          ? undefined
          : { traceId: row.trace_id, spanId: row.span_id },
    };
  });
}

function storedMetrics(store: Store): { metric: CheckedMetric; origin: StoredOrigin }[] {
  const rows = store
    .statement(
      `SELECT metrics.name AS name, type, unit, origin, attributes, (SELECT buckets FROM points WHERE points.series = series.id LIMIT 1) AS buckets
       FROM series JOIN metrics ON metrics.id = series.metric LIMIT ${MAX_CHECKED}`,
    )
    .all() as unknown as {
    name: string;
    type: CheckedMetric['instrument'];
    unit: string;
    origin: number;
    attributes: string;
    buckets: string | null;
  }[];
  const originOf = remembered((id: number) => readOrigin(store, id));
  return rows.map((row) => ({
    origin: originOf(row.origin),
    metric: {
      name: row.name,
      unit: row.unit,
      instrument: row.type,
      buckets:
        row.buckets === null ? undefined : (JSON.parse(row.buckets) as [number[], number[]])[0],
      points: [{ attributes: JSON.parse(row.attributes) as Attributes }],
    },
  }));
}

function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = make(key)));
    return value;
  };
}
