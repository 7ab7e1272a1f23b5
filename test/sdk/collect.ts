/** Keeps what is recorded in memory, and what is said through `diag`. */
import { diag, DiagLogLevel, type DiagLogger } from '@opentelemetry/api';
import { MetricReader } from '@opentelemetry/sdk-metrics';
import type { LogRecordProcessor } from '@opentelemetry/sdk-logs';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';

/** A processor and the spans that ended. */
export function collectSpans(): SpanProcessor & { readonly spans: ReadableSpan[] } {
  const spans: ReadableSpan[] = [];
  return {
    spans,
    onStart: () => {},
    onEnd: (span) => {
      spans.push(span);
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}

type LogRecord = Parameters<LogRecordProcessor['onEmit']>[0];

/** A processor and the log records that were emitted. */
export function collectLogs(): LogRecordProcessor & { readonly records: LogRecord[] } {
  const records: LogRecord[] = [];
  return {
    records,
    onEmit: (record) => {
      records.push(record);
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}

/** A reader and the names of the metrics that have values. */
export class CollectMetrics extends MetricReader {
  async names(): Promise<string[]> {
    const { resourceMetrics } = await this.collect();
    return resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
      metrics.map(({ descriptor }) => descriptor.name),
    );
  }
  protected async onForceFlush(): Promise<void> {}
  protected async onShutdown(): Promise<void> {}
}

/** Registers a logger of the application's own. What was said once may be said again. */
export function listen(): string[] {
  const lines: string[] = [];
  const write = (line: string): void => {
    lines.push(line);
  };
  const logger: DiagLogger = {
    error: write,
    warn: write,
    info: write,
    debug: write,
    verbose: write,
  };
  diag.disable();
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN });
  const shared = globalThis as Record<symbol, { readonly said?: Set<string> } | undefined>;
  shared[Symbol.for('spanwise.core.v1')]?.said?.clear();
  return lines;
}
