/** What an adapter is written with. Imports nothing that runs at start. */
export { accessorMethod } from './accessor-method.ts';
export * from './adapter.ts';
export * from './content.ts';
export * from './facts.ts';
export * from './list-of.ts';
export { observedName } from './observed-name.ts';
export { nativeSpans } from './native-spans.ts';
export type * from './store-facts.ts';
export type * from './target.ts';
