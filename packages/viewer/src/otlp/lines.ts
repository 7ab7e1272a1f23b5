/** Takes OTLP/JSON out of a text: one request a line, as Collectors and this viewer write files, or one whole document. */
import type { Intake } from '../receiver/intake.ts';
import type { Signal } from './messages.ts';

const FIELDS: Readonly<Record<string, Signal>> = {
  resourceSpans: 'traces',
  resourceMetrics: 'metrics',
  resourceLogs: 'logs',
};

/** What was taken. */
export interface TakenLines {
  readonly requests: number;
  /** Numbers of lines, from 1, that are no request; empty lines are passed over. */
  readonly badLines: readonly number[];
}

/** Takes every request of the text. */
export function takeLines(intake: Intake, text: string): TakenLines {
  // A document may have many lines, of which none is a request of its own.
  if (take(intake, text)) return { requests: 1, badLines: [] };
  const badLines: number[] = [];
  let requests = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    if (take(intake, line)) requests += 1;
    else badLines.push(index + 1);
  }
  return { requests, badLines };
}

function take(intake: Intake, text: string): boolean {
  try {
    const request = JSON.parse(text) as Record<string, unknown>;
    const signals = Object.entries(FIELDS).filter(([field]) => Array.isArray(request[field]));
    for (const [, signal] of signals) intake.take(signal, Buffer.from(text), true);
    return signals.length > 0;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
