/** What a situation is: what a program does with a client, and what must be true of its spans. */
import type { LoadedClient, Loose, TestedClient } from '../tested-client.ts';

/** What a situation is given beside its client. */
export interface Api {
  readonly tested: TestedClient;
  readonly loaded: LoadedClient;
  /** The arguments of an ordinary call: new every time, since some situations damage or freeze them. */
  readonly body: (more?: object) => Loose;
  readonly streamBody: (more?: object) => Loose;
  /** Makes a call with these arguments. Default: an ordinary one. */
  readonly chat: (client: Loose, ...callArguments: unknown[]) => Loose;
  readonly stream: (client: Loose, ...callArguments: unknown[]) => Loose;
  readonly describe: (value: unknown) => unknown;
  readonly describePromise: (promise: Loose) => unknown;
  readonly describeIterator: (iterator: Loose) => unknown;
  /** Awaits what the client gave back. A failure becomes part of the outcome, and the span is expected to tell it. */
  readonly attempt: (work: () => Loose) => Promise<unknown>;
  /** The value itself, for situations that go on with it; a failure ends the situation. */
  readonly value: <T = Loose>(work: () => Loose) => Promise<T>;
  /** Another client on the same reply, of the class and with the options given. */
  readonly make: (options?: object, Class?: Loose) => Loose;
  /** The address of the reply. */
  readonly address: string;
  /** Resolves when the provider has received this many requests of the situation. */
  readonly arrived: (count?: number) => Promise<void>;
  /** Lets held replies go on, or breaks them. */
  readonly release: (how: 'continue' | 'reset' | 'cut') => Promise<void>;
  /** Resolves after the first unhandled rejection, or when none comes. */
  readonly unhandled: () => Promise<void>;
  /** Resolves when everything that is on its way has arrived. */
  readonly quiet: () => Promise<void>;
  /** Resolves when what nobody holds has been collected. */
  readonly collected: () => Promise<void>;
  /** Keeps a value from the garbage collector until the end of the program. */
  readonly keep: <T>(value: T) => T;
}

/** What is expected of the spans of a situation. */
export interface ExpectedSpans {
  /** How many physical calls: one span each. */
  readonly count: number;
  /** `by outcome`: error when the client failed. Absent: not said here. */
  readonly status?: 'unset' | 'error' | 'by outcome' | undefined;
  /** How the stream was left. `by outcome`: failed when the client failed, else completed. */
  readonly stream?:
    | 'completed'
    | 'cancelled'
    | 'aborted'
    | 'failed'
    | 'abandoned'
    | 'by outcome'
    | undefined;
}

/** What only some clients, or only some of their versions, have. */
export type Feature =
  /** `withResponse`, `asResponse`, `parse` and `_thenUnwrap` on the promise. */
  | 'lazy promise'
  /** `tee` and `toReadableStream` on the stream. */
  | 'tee'
  /** Waits before it sends a request again that are shorter than a situation may last. */
  | 'quick retry'
  /** The method that is called is the one that is watched, and not one that calls it. */
  | 'watched method'
  /** A loop over a stream that is left closes the connection. */
  | 'closed by break'
  /** A `signal` and a `timeout` of a call. */
  | 'signal'
  /** `maxRetries`, an option of a client and of a call. */
  | 'retries'
  /** `controller`, which aborts the stream that has it. */
  | 'controller'
  /** Any text is taken as an address, until there is a call. */
  | 'any address'
  /** A copy of the client with other options. */
  | 'withOptions'
  /** A `fetch` of the caller's. */
  | 'fetch';

/** One situation. */
export interface Situation {
  readonly group: string;
  /** Unique together with the group. */
  readonly name: string;
  /** The provider's reply, by name. */
  readonly reply: string;
  /** What the client must have. Default: nothing. */
  readonly needs?: Feature | undefined;
  /** The first version of the client that has what the situation uses. Default: all. */
  readonly since?: string | undefined;
  /** The first version that has it no longer. */
  readonly before?: string | undefined;
  /** True where requests run beside each other, so that their order says nothing. */
  readonly unordered?: boolean | undefined;
  /** True where the program reads the reply's bytes itself, and so sees a usage chunk that was asked for. */
  readonly readsBytes?: boolean | undefined;
  /** True where the request itself cannot be read: what reads it fails inside, and the call does not. */
  readonly mayFailInside?: boolean | undefined;
  /** True where some clients never settle. That is their outcome, too. */
  readonly mayNeverSettle?: boolean | undefined;
  /** Heavy: run on the newest client only. */
  readonly newestOnly?: boolean | undefined;
  readonly spans: ExpectedSpans;
  readonly run: (client: Loose, api: Api) => unknown;
}

/** A way to use a call, which is tried with every reply. */
export interface Style extends Pick<Situation, 'needs' | 'readsBytes' | 'run'> {
  readonly name: string;
  /** Default: one call that ends as the client says. */
  readonly spans?: ExpectedSpans;
}

/** Group and name: what tells a situation from the others. */
export function keyOf({ group, name }: Pick<Situation, 'group' | 'name'>): string {
  return `${group} | ${name}`;
}
