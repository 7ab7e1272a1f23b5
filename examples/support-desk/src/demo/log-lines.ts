/** Keeps the lines of the application's log by trace, and shows them beside the spans that they belong to. */
import type { FinishedSpan } from './spans.ts';

/** A line, as far as it is shown. */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly trace_id?: string;
  readonly span_id?: string;
}

/** Where pino writes to. */
export class LogLines {
  readonly lines: LogLine[] = [];

  write(line: string): void {
    this.lines.push(JSON.parse(line) as LogLine);
  }

  /** The lines that were written in a trace: those with its id. */
  of(traceId: string): readonly LogLine[] {
    return this.lines.filter((line) => line.trace_id === traceId);
  }

  /** The lines of a trace, each with the name of its span; empty when there is none. */
  format(trace: readonly FinishedSpan[]): string {
    const traceId = trace[0]?.spanContext().traceId ?? '';
    return this.of(traceId)
      .map(({ level, msg, span_id: spanId }) => {
        const span = trace.find((candidate) => candidate.spanContext().spanId === spanId);
        return `log: ${level >= WARN ? 'warn' : 'info'}  ${msg}  in ${span?.name ?? spanId}`;
      })
      .join('\n');
  }
}

/** pino's number. */
const WARN = 40;
