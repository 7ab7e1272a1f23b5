/** What a client's types say of its methods, for tests that hold the shapes that are read against them. */

/** The first argument of a method, when it is given. */
export type Argument<Client, Method extends keyof Client> = Client[Method] extends (
  first: infer First,
  ...more: never[]
) => unknown
  ? NonNullable<First>
  : never;

/** What the promise of a method gives. */
export type Reply<Client, Method extends keyof Client> = Client[Method] extends (
  ...values: never[]
) => Promise<infer Value>
  ? Value
  : never;
