/** The local viewer: a receiver of OTLP, a store, and the server of its page. */
export type * from './api.ts';
export { FILTERS, ROUTES } from './api.ts';
export type { ForwardOptions } from './receiver/forwarder.ts';
export { Store, type StoreChanges, type StoreOptions } from './store/store.ts';
export { startViewer, type Viewer, type ViewerOptions } from './viewer.ts';
