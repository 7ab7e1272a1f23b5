/** The local viewer: a receiver of OTLP, a store, and the server of its page. */
import { takeLines, type TakenLines } from './otlp/lines.ts';
import { Intake } from './receiver/intake.ts';
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
