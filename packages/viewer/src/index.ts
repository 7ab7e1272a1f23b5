/** The local viewer: a receiver of OTLP, a store, and the server of its page. */
export type * from './api.ts';
export { FILTERS, ROUTES } from './api.ts';
