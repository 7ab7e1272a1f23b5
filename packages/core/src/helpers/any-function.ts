/** What helpers wrap. */

/** Any function. */
export type AnyFunction = (...callArguments: never[]) => unknown;
