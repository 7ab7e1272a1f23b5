/** Keeps the spans of the demo, up to a bound, so that they can be shown and checked. */
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';

const MAX_SPANS = 20_000;

/** A span processor that keeps what ended, and counts what started. */
export class Collector implements SpanProcessor {
  readonly spans: ReadableSpan[] = [];
  started = 0;

  onStart(): void {
    this.started += 1;
  }

  onEnd(span: ReadableSpan): void {
    if (this.spans.length < MAX_SPANS) this.spans.push(span);
  }

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}
}
