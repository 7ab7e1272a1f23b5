/** The tables at the end of the demo. */
import { attribute, isRequest, operationOf, textIn, type FinishedSpan } from './spans.ts';

/** Calls, tokens, percentiles and errors: by operation, and by tenant. */
export function summarize(traces: readonly (readonly FinishedSpan[])[]): string {
  const known = traces.flat().filter((span) => operationOf(span) !== undefined);
  const operations = [...Map.groupBy(known, operationOf)].map(([operation, spans]) =>
    createRow(operation ?? '', spans, spans, spans),
  );
  const requests = traces.filter((trace) => trace.some(isRequest));
  const byTenant = Map.groupBy(requests, (trace) => textIn(trace, attribute.tenant) ?? '(none)');
  const tenants = [...byTenant].map(([tenant, of]) => {
    const spans = of.flat();
    const calls = spans.filter((span) => operationOf(span) === 'chat');
    return createRow(tenant, spans.filter(isRequest), calls, spans.filter(isNoHttp));
  });
  return [
    table([['operation', 'calls', ...COLUMNS], ...operations]),
    table([['tenant', 'requests', ...COLUMNS], ...tenants]),
  ].join('\n\n');
}

const COLUMNS = ['tokens in', 'tokens out', 'cost', 'p50', 'p95', 'errors'] as const;

function createRow(
  name: string,
  timed: readonly FinishedSpan[],
  counted: readonly FinishedSpan[],
  judged: readonly FinishedSpan[],
): string[] {
  return [
    name,
    String(timed.length),
    sum(counted, attribute.inputTokens),
    sum(counted, attribute.outputTokens),
    dollars(counted),
    percentile(timed, 0.5),
    percentile(timed, 0.95),
    String(judged.filter((span) => span.attributes[attribute.error] !== undefined).length),
  ];
}

/** An error of HTTP shows again at the operation that it fails, or was mended by a second try. */
function isNoHttp(span: FinishedSpan): boolean {
  return operationOf(span) !== undefined;
}

/** Empty where no span has the count: no value is not 0. */
function sum(spans: readonly FinishedSpan[], name: string): string {
  const counts = spans
    .map(({ attributes }) => attributes[name])
    .filter((count) => typeof count === 'number');
  return counts.length === 0 ? '' : String(counts.reduce((total, count) => total + count, 0));
}

/** The cost of the calls whose price is known; an agent's is the sum of its calls, so only calls count. */
function dollars(spans: readonly FinishedSpan[]): string {
  const total = sum(spans, attribute.cost);
  return total === '' ? '' : `$${Number(total).toFixed(5)}`;
}

/** The nearest rank. */
function percentile(spans: readonly FinishedSpan[], share: number): string {
  const millis = spans
    .map(({ duration: [seconds, nanos] }) => seconds * 1000 + nanos / 1e6)
    .toSorted((left, right) => left - right);
  const rank = millis[Math.ceil(millis.length * share) - 1];
  return rank === undefined ? '' : `${rank < 10 ? rank.toFixed(1) : Math.round(rank)} ms`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
