/** Prints a trace when the last of its spans has ended. */
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace';
import { formatTrace } from './console.ts';

/** Traces that wait for their end; the oldest is printed as it is when there are more. */
const MAX_TRACES = 200;
const MAX_SPANS = 500;

interface OpenTrace {
  open: number;
  left: number;
  readonly spans: ReadableSpan[];
}

/** A span processor that writes each trace as a tree to standard error, where it does not mix with a program's output. */
export function consoleProcessor(
  write: (text: string) => void = (text) => process.stderr.write(text),
): SpanProcessor {
  const traces = new Map<string, OpenTrace>();
  const print = (traceId: string, trace: OpenTrace): void => {
    traces.delete(traceId);
    if (trace.spans.length === 0) return;
    const more = trace.left > 0 ? `\n… and ${trace.left} more spans` : '';
    write(`${formatTrace(trace.spans)}${more}\n\n`);
  };
  return {
    onStart(span: Span) {
      const { traceId } = span.spanContext();
      const trace = traces.get(traceId);
      if (trace) {
        trace.open += 1;
        return;
      }
      traces.set(traceId, { open: 1, left: 0, spans: [] });
      if (traces.size > MAX_TRACES) {
        const [oldest] = traces;
        if (oldest) print(...oldest);
      }
    },
    onEnd(span: ReadableSpan) {
      const { traceId } = span.spanContext();
      const trace = traces.get(traceId);
      if (trace === undefined) return;
      trace.open -= 1;
      if (trace.spans.length < MAX_SPANS) trace.spans.push(span);
      else trace.left += 1;
      if (trace.open <= 0) print(traceId, trace);
    },
    forceFlush: async () => {},
    shutdown: async () => {
      for (const entry of traces) print(...entry);
    },
  };
}
