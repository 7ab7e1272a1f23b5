/** Prints a trace when the last of its spans has ended. */
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace';
import { formatTrace } from './console.ts';

/** Traces that wait for their end; the oldest is printed as it is when there are more. */
const MAX_TRACES = 200;
const MAX_SPANS = 500;

interface OpenTrace {
  open: number;
  /** Spans that began the trace in this process. */
  openRoots: number;
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
      let trace = traces.get(traceId);
      if (trace === undefined) {
        trace = { open: 0, openRoots: 0, left: 0, spans: [] };
        traces.set(traceId, trace);
      }
      trace.open += 1;
      if (isRoot(span)) trace.openRoots += 1;
      if (traces.size <= MAX_TRACES) return;
      const [oldest] = traces;
      if (oldest) print(...oldest);
    },
    onEnd(span: ReadableSpan) {
      const { traceId } = span.spanContext();
      const trace = traces.get(traceId);
      // Its trace was printed before it ended.
      if (trace === undefined) {
        write(`${formatTrace([span])}\n\n`);
        return;
      }
      trace.open -= 1;
      if (isRoot(span)) trace.openRoots -= 1;
      if (trace.spans.length < MAX_SPANS) trace.spans.push(span);
      else trace.left += 1;
      if (trace.open <= 0) print(traceId, trace);
    },
    // The process may end now: what waits for a child alone is shown without it.
    forceFlush: async () => {
      for (const [traceId, trace] of traces) if (trace.openRoots <= 0) print(traceId, trace);
    },
    shutdown: async () => {
      for (const entry of traces) print(...entry);
    },
  };
}

function isRoot({ parentSpanContext }: Pick<ReadableSpan, 'parentSpanContext'>): boolean {
  return parentSpanContext === undefined || parentSpanContext.isRemote === true;
}
