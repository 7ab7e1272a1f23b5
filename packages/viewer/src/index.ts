/** The local viewer: a receiver of OTLP, a store, and the server of its page. */
import { takeLines, type TakenLines } from './otlp/lines.ts';
import { Intake } from './receiver/intake.ts';
import { createApiHandlers } from './server/api-handlers.ts';
import type { Store } from './store/store.ts';

export type * from './api.ts';
export { FILTERS, ROUTES } from './api.ts';
export type { TakenLines } from './otlp/lines.ts';
export { readFindings } from './read/findings.ts';
export { listTraces, type ListOptions } from './read/lists.ts';
export { readTrace } from './read/trace.ts';
export type { ForwardOptions } from './receiver/forwarder.ts';
export { QueryError } from './store/conditions.ts';
export { Store, type StoreChanges, type StoreOptions } from './store/store.ts';
export { startViewer, type Viewer, type ViewerOptions } from './viewer.ts';

/** Puts OTLP/JSON into a store: one request a line, or one document. Says which lines are none. */
export function importOtlp(store: Store, text: string): TakenLines {
  return takeLines(new Intake(store), text);
}

/**
 * Answers a `GET` of {@link ROUTES} from a store, as the server of the page does: what becomes JSON, or `undefined` when
 * it is not stored or the route needs a running viewer. Throws an `Error` that says what is wrong with the query.
 */
export function answerRoute(
  store: Store,
  route: string,
  path: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string>> = {},
): unknown {
  store.refresh();
  return createApiHandlers(store)[route]?.({ path, query: new URLSearchParams(query) });
}
