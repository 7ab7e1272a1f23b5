/** The table at the end of the demo. */
import type { ReadableSpan } from '@opentelemetry/sdk-trace';

/** Calls, tokens, percentiles and errors, by operation and by tenant. */
export function summary(spans: readonly ReadableSpan[]): string {
  const known = spans.filter((span) => span.attributes['gen_ai.operation.name'] !== undefined);
  const byOperation = Map.groupBy(known, (span) =>
    String(span.attributes['gen_ai.operation.name']),
  );
  const byTenant = Map.groupBy(
    known.filter(
      (span) =>
        span.attributes['spanwise.tenant.id'] !== undefined &&
        span.attributes['gen_ai.operation.name'] === 'chat',
    ),
    (span) => `tenant ${String(span.attributes['spanwise.tenant.id'])}`,
  );
  const rows = [...byOperation, ...byTenant].map(([name, group]) => [
    name,
    String(group.length),
    tokens(group, 'gen_ai.usage.input_tokens'),
    tokens(group, 'gen_ai.usage.output_tokens'),
    `${percentile(group, 0.5)} ms`,
    `${percentile(group, 0.95)} ms`,
    String(group.filter((span) => span.attributes['error.type'] !== undefined).length),
  ]);
  return table([['', 'calls', 'tokens in', 'tokens out', 'p50', 'p95', 'errors'], ...rows]);
}

function tokens(spans: readonly ReadableSpan[], attribute: string): string {
  const counts = spans
    .map((span) => span.attributes[attribute])
    .filter((count) => typeof count === 'number');
  return counts.length === 0 ? '' : String(counts.reduce((sum, count) => sum + count, 0));
}

function percentile(spans: readonly ReadableSpan[], share: number): number {
  const times = spans
    .map(({ duration }) => duration[0] * 1000 + duration[1] / 1e6)
    .toSorted((a, b) => a - b);
  return Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
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
