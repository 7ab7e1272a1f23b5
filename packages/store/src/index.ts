/** Databases: what their calls record besides, and how vectors, filters and documents read. */
export { readExpression } from './read-expression.ts';
export * from './read-facts.ts';
export { createStoreCall } from './store-call.ts';
