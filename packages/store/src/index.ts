/** Databases: what their calls record besides, and how vectors, filters and documents read. */
export * from './read-facts.ts';
export { createStoreCall } from './store-call.ts';
