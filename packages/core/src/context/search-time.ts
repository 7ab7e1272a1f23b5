/** How long something was searched in one piece of work: it is added up while searches begin and end. */
import { createContextKey, type Context, type Span } from '@opentelemetry/api';
import { ATTR_SPANWISE_RETRIEVAL_TIME } from '@spanwise/semconv';
import { state } from '../state.ts';

const SEARCHES = createContextKey('spanwise.searches.v1');

/** The seconds in which at least one search ran: searches at the same time, and a search in a retrieval, count once. */
export interface SearchTime {
  running: number;
  sinceMillis: number;
  millis: number;
  /** The span of others that all of it stands in. */
  readonly outer?: SearchTime | undefined;
  /** Of others: nobody tells when it ends, so each search writes to it. */
  readonly span?: Span | undefined;
}

/** That of the outermost operation of ours. */
export function searchTimeOf(of: Context): SearchTime | undefined {
  return of.getValue(SEARCHES) as SearchTime | undefined;
}

/** Starts one, for what stands in no operation of ours, but may in a span of others. */
export function searchTime(others: Span | undefined): SearchTime {
  return { running: 0, sinceMillis: 0, millis: 0, outer: others && timeOfSpan(others) };
}

function timeOfSpan(span: Span): SearchTime | undefined {
  if (!span.isRecording()) return undefined;
  const times = (state().searchTimes ??= new WeakMap());
  const known = times.get(span) ?? { running: 0, sinceMillis: 0, millis: 0, span };
  times.set(span, known);
  return known;
}

/** Puts it into a context, for what runs there. */
export function withSearchTime(of: Context, time: SearchTime): Context {
  return of.setValue(SEARCHES, time);
}

/** A search begins. */
export function searchBegins(time: SearchTime | undefined, nowMillis: number): void {
  for (let each = time; each !== undefined; each = each.outer) {
    each.running += 1;
    if (each.running === 1) each.sinceMillis = nowMillis;
  }
}

/** It ends. */
export function searchEnds(time: SearchTime | undefined, nowMillis: number): void {
  for (let each = time; each !== undefined; each = each.outer) {
    each.running -= 1;
    if (each.running > 0) continue;
    each.millis += nowMillis - each.sinceMillis;
    each.span?.setAttribute(ATTR_SPANWISE_RETRIEVAL_TIME, each.millis / 1000);
  }
}

/** The seconds until now; `undefined` when nothing was searched. */
export function secondsOf(
  { running, sinceMillis, millis }: SearchTime,
  nowMillis: number,
): number | undefined {
  const all = running > 0 ? millis + nowMillis - sinceMillis : millis;
  return all > 0 ? all / 1000 : undefined;
}
