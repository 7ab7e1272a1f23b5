/** Where a library is watched: the kinds of target. */
import type { Context, Span } from '@opentelemetry/api';
import type { FailureFacts, HttpFacts } from './facts.ts';

/** What a module exports, as far as it is known: names to values. */
export type ModuleExports = Readonly<Record<string, unknown>>;

/** A method that lives on the prototype of an exported class, or on the prototype of one of its nested classes. */
export interface MethodTarget {
  readonly kind: 'method';
  /** The path on an instance, such as `chat.completions.create`. */
  readonly path: string;
  /** What a caller calls it, and a report. Default: the path. For one that sits under the method that is called. */
  readonly calledAs?: string | undefined;
  /** The exported class. Default: the default export, else the only export of the module's own name. */
  readonly export?: string | undefined;
  /**
   * Finds the object that has the method when it is not the class that the path spells
   * (`chat.completions.create` → `OpenAI.Chat.Completions.prototype`).
   */
  readonly owner?: ((exports: ModuleExports) => object | undefined) | undefined;
  /** What the symbol that is the method's name is described by, for a method without a text as its name. */
  readonly symbol?: string | undefined;
}

/** A method of a class that is not exported: its prototype is taken from the first object that a factory gives. */
export interface FactoryTarget {
  readonly kind: 'factory';
  readonly export?: string | undefined;
  /**
   * Methods and accessors of the exported class that give (or promise) the object, or functions of the module's own or
   * of its default export. Those of an ES module are in the header's `module.exports`, too.
   */
  readonly factories: readonly string[];
  /** Paths of functions, on what they make, that make such objects, too: `collections.get`. Default: none. */
  readonly further?: readonly string[] | undefined;
  /**
   * `maker` for a function that an object has as its own: the adapter is given the object that made it, as its
   * receiver. Default: the object that was made.
   */
  readonly receiver?: 'maker' | undefined;
  /**
   * The path of the method on what they make, after the accessor's name where an accessor makes it.
   */
  readonly path: string;
}

/** A function that a constructor assigns to the new object: caught by a setter on the prototype. */
export interface AssignedTarget {
  readonly kind: 'assigned';
  /**
   * True for an object, which is left as it is: what stands for a function that does nothing is called on the new
   * object, with what was assigned. Default: it is a function.
   */
  readonly isObject?: boolean | undefined;
  readonly export?: string | undefined;
  readonly path: string;
  /**
   * How many of the last steps of the path are below what is assigned: 1 where a constructor assigns an object that has
   * the method, as `predictions` of `predictions.create`. Default: 0.
   */
  readonly below?: number | undefined;
}

/** A function that the module exports. Works when the module is loaded after us, or is CommonJS. */
export interface ExportTarget {
  readonly kind: 'export';
  readonly name: string;
}

/**
 * A `diagnostics_channel` tracing channel that the library publishes itself. What it traces runs in the context of
 * the call. One channel may be several operations, told apart by `when`.
 */
export interface ChannelTarget {
  readonly kind: 'channel';
  readonly channel: string;
  /** What a report calls it. Default: the channel. */
  readonly calledAs?: string | undefined;
  /**
   * Picks the call's arguments out of a message. Default: the message is the only argument. A call whose end is
   * never published ends when its message is dropped, which it must then not be an argument of.
   */
  readonly callArguments?: ((message: Record<string, unknown>) => readonly unknown[]) | undefined;
  /** Picks the reply out of the last message. Default: `result`. */
  readonly result?: ((message: Record<string, unknown>) => unknown) | undefined;
}

/** A list or hook that the library offers for observers. The adapter registers itself and gives back how to undo it. */
export interface RegistryTarget {
  readonly kind: 'registry';
  readonly register: (begin: BeginCall) => (() => void) | undefined;
}

/**
 * Starts a watched call from outside the mechanisms of attach. `undefined`: nothing is recorded here.
 *
 * @param withoutSpan True when the library makes a span of its own for it. Default false.
 */
export type BeginCall = (
  receiver: unknown,
  callArguments: readonly unknown[],
  withoutSpan?: boolean,
) => RegisteredCall | undefined;

/** A call that the library reports. It ends once; later ends do nothing. */
export interface RegisteredCall {
  /** The reply is there. A stream in it is watched, and ends the call. */
  readonly reply: (value: unknown) => void;
  readonly fail: (error: unknown) => void;
  /** Runs `fn` with the span active. */
  readonly run: <T>(fn: () => T) => T;
  /** Ends the call as abandoned when this object is dropped, which nothing that the call keeps may hold. */
  readonly endsWith: (handle: object) => void;
}

/** Where a call is made. */
export type Target =
  | MethodTarget
  | FactoryTarget
  | AssignedTarget
  | ExportTarget
  | ChannelTarget
  | RegistryTarget;

/** A call that an adapter follows itself, by its chunks: a session, or a turn of one. It ends once; later ends do nothing. */
export interface LongCall {
  /** What runs in it: the span is active there. */
  readonly context: Context;
  /** Absent where only metrics are recorded. */
  readonly span: Span | undefined;
  readonly ended: boolean;
  /** Takes what a raw reply says. */
  http(http: HttpFacts): void;
  /** The whole reply is there. */
  reply(value: unknown): void;
  /** From here on it has chunks. False when they must not be followed. */
  streamStarts(): boolean;
  /** Takes a chunk. False once the call has ended. */
  chunk(value: unknown): boolean;
  /** Leaves out the times of the chunks so far: when the call was made is not known. */
  untimed(): void;
  /** @param whole The reply, where it is not what the chunks add up to. */
  streamEnds(outcome: 'completed' | 'failed' | 'cancelled', error?: unknown, whole?: unknown): void;
  /** Ends it as one that nobody follows any more. */
  abandon(): void;
  /** How an error of it reads. */
  failureOf(error: unknown): FailureFacts;
}
