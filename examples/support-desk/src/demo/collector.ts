/** Keeps what the demo recorded, up to a bound, so that it can be shown and checked. */
import type { FinishedSpan, LogRecordProcessor, SpanProcessor } from './spans.ts';

const MAX_TRACES = 1000;

/** A processor of spans and of log records. */
export class Collector implements SpanProcessor, LogRecordProcessor {
  /** Finished spans by trace id. */
  readonly traces: Map<string, FinishedSpan[]> = new Map();
  started = 0;
  ended = 0;
  evaluations = 0;
  /** Hears of each trace whose root has ended. */
  onTrace: (trace: readonly FinishedSpan[]) => void = () => {};

  onStart(): void {
    this.started += 1;
  }

  onEnd(span: FinishedSpan): void {
    this.ended += 1;
    const { traceId } = span.spanContext();
    const trace = this.traces.get(traceId) ?? [];
    trace.push(span);
    this.traces.set(traceId, trace);
    const [oldest] = this.traces.keys();
    if (this.traces.size > MAX_TRACES && oldest !== undefined) this.traces.delete(oldest);
    if (span.parentSpanContext === undefined) this.onTrace(trace);
  }

  onEmit({ eventName }: Parameters<LogRecordProcessor['onEmit']>[0]): void {
    if (eventName === 'gen_ai.evaluation.result') this.evaluations += 1;
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}
}
