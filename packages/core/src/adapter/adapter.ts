/** The adapter contract: what varies from one client library to the next, as data and pure functions. */
import type { Context } from '@opentelemetry/api';
import type { OperationKey, OperationName } from '@spanwise/semconv';
import type {
  ClientFacts,
  FailureFacts,
  HttpFacts,
  InputContent,
  OutputContent,
  RequestFacts,
  ResponseFacts,
} from './facts.ts';
import type { LogFields, LogFieldSettings } from '../logs/log-fields.ts';
import type { StoreCallStart } from './store-facts.ts';
import type { BeginCall, LongCall, ModuleExports, Target } from './target.ts';

/** What a call is that others may run in: each holds those of its own kind to be part of it. */
export type CallKind = 'model' | 'retrieval' | 'store';

/** Joins streamed text, up to a bound: gives back `previous` + `delta`. */
export type AppendText = (
  previous: string | null | undefined,
  delta: string | null | undefined,
) => string | undefined;

/** What a chunk gives the reader: an answer, spoken or written, or the thinking before it. */
export type OutputKind = 'text' | 'reasoning' | 'audio';

/** Rebuilds the reply from the chunks of a stream. Both functions run on every chunk: keep them O(1). */
export interface Fold<Body, Reply, Chunk> {
  /** The reply before the first chunk. */
  readonly start: (body: Body) => Reply;
  /**
   * Takes one chunk into the reply, in place. The chunk itself is never kept or changed. Text is joined by
   * `text`; it is `undefined` while content is not captured, and then no text is kept at all. Gives back which
   * kind of output the chunk holds, if any.
   */
  readonly add: (
    reply: Reply,
    chunk: Chunk,
    text: AppendText | undefined,
  ) => OutputKind | undefined | void;
  /** Finds the stream in what the client gives back, where that is not the stream itself. */
  readonly within?: ((result: unknown) => unknown) | undefined;
  /**
   * True where nothing is sent before the stream is read, as by a generator: each step then runs in the call's
   * context, so that its requests are those of the call. Default: the steps run in the reader's context.
   */
  readonly isLazy?: boolean | undefined;
  /** Where what the client gives back promises the whole reply, too, for those who do not read the stream. */
  readonly beside?: Beside | undefined;
  /** Asks the provider to report usage in the stream. Used only with the option `includeUsage`. */
  readonly includeUsage?: IncludeUsage<Body, Chunk> | undefined;
}

/** The promise of a whole reply beside a stream. */
export interface Beside {
  readonly property: string;
  /** True when the client itself follows the promise, so that a rejection is never unhandled. */
  readonly isFollowed: boolean;
}

/** How a client is asked to report usage in a stream, and which chunk exists only because it was asked. */
export interface IncludeUsage<Body, Chunk> {
  /** The body with usage asked for; `undefined` when the caller asked already or it must not be asked. */
  readonly ask: (body: Body, client: ClientFacts) => Body | undefined;
  /** True for the chunk that the caller would not have seen. */
  readonly isExtra: (chunk: Chunk) => boolean;
}

/** An object whose own methods the client calls when the reply is there. */
export interface Told {
  /** The method that is called at the end, and the one that is called with an error. */
  readonly ends: string;
  readonly fails: string;
  /** The reply, from the object, or from what the method that ends it is called with. */
  readonly reply: (object: object, values: readonly unknown[]) => unknown;
  /** True where the object is the one whose method is called, whatever comes back. Default: it is what comes back. */
  readonly isReceiver?: boolean | undefined;
}

/** One operation of a client: where it is called and how its shapes read as ours. */
export interface Operation<Body = unknown, Reply = unknown, Chunk = unknown> {
  readonly name: OperationName;
  /** The row of the operation table, where it is not the one of the name: an agent at a remote service. */
  readonly row?: OperationKey | undefined;
  /** Where the call is made: a path such as `chat.completions.create`, or a target in full. */
  readonly method: string | Target;
  /** Which versions of the module have it. Default: all that the adapter supports. */
  readonly versions?: string | undefined;
  /** Picks the request out of the arguments. Default: the first argument. Operations of one method that share it read once. */
  readonly body?: ((callArguments: readonly unknown[], receiver: unknown) => Body) | undefined;
  /** False for a call that is not this operation, which is then left alone. */
  readonly when?: ((body: Body, receiver: unknown) => boolean) | undefined;
  /** True when a caller may pass a function as the last argument that is told the result, as `(error, value)`, in the place of a promise. */
  readonly callback?: boolean | undefined;
  /**
   * True where what comes back does its work each time that it is waited for, and not before. The call starts then,
   * and has what came back for its receiver. Alike for all operations of a method. Default false.
   */
  readonly isLazy?: boolean | undefined;
  /** How an object is told of the end, where no promise tells: the one that comes back, or the one whose method it is. Default: none is. */
  readonly told?: Told | undefined;
  readonly request: (body: Body) => RequestFacts;
  /** `http` is the raw reply, where it was seen. */
  readonly response?: ((reply: Reply, body: Body, http?: HttpFacts) => ResponseFacts) | undefined;
  /** True where `undefined` is a reply that `response` reads, as of a search for one row that finds none. Default false. */
  readonly nothingIsReply?: boolean | undefined;
  readonly stream?: Fold<Body, Reply, Chunk> | undefined;
  /** Reads what was sent. Called only when content is captured. */
  readonly input?: ((body: Body) => InputContent) | undefined;
  /** Reads what came back. Called only when content is captured. */
  readonly output?: ((reply: Reply, body: Body) => OutputContent) | undefined;
}

/** What of an operation knows one wire shape: for shapes that several clients carry. */
export type Format<Body, Reply, Chunk> = {
  readonly [K in 'request' | 'response' | 'input' | 'output']: NonNullable<
    Operation<Body, Reply, Chunk>[K]
  >;
} & { readonly stream: Pick<Fold<Body, Reply, Chunk>, 'start' | 'add'> };

/** The library that an adapter is for. */
export interface ModuleFacts {
  /** The package's name. */
  readonly name: string;
  /** A range of the form `>=4 <8`; more than one joined by `||`. */
  readonly versions: string;
  /**
   * Further files, relative to the package, that a process may load it by. The ones that its manifest
   * names for `import` and `require` of the package itself are known.
   */
  readonly entries?: readonly string[] | undefined;
  /**
   * Files, relative to the package, that the adapter is for in the place of the package itself: a part of it that is
   * imported alone, whose adapter loads when it is.
   */
  readonly parts?: readonly string[] | undefined;
  /**
   * Files, relative to the package, that an application may import before it and that must run first.
   * A package that is linked and has not run when it is attached to runs then; these run before it.
   */
  readonly before?: readonly string[] | undefined;
  /**
   * True where the package's own classes take functions from its `parts`, as constructors that copy them onto the new
   * object do: what is replaced is replaced for the package itself, too, and through it for everybody. What the parts
   * import must not import them. Default false.
   */
  readonly isUsedInside?: boolean | undefined;
  /** Whether its ES module has a default export. Default true. */
  readonly hasDefault?: boolean | undefined;
  /**
   * The exported functions that are targets of the kind `export`, and the versions that have them: they can be
   * replaced only while it loads.
   */
  readonly exports?: Readonly<Record<string, string>> | undefined;
}

/** What a provider limits in a window of time. */
export type RateLimitKind = 'requests' | 'tokens' | 'input_tokens' | 'output_tokens';

/** The names of the headers of one limit, in lower case. */
export interface RateLimitHeaders {
  readonly limit?: string | undefined;
  readonly remaining: string;
  /** Seconds, a duration such as `6m0s`, or a date. */
  readonly reset?: string | undefined;
}

/** Spans that a client makes of its own for calls that are watched, by a tracer or a hook that it keeps. */
export interface NativeSpansFacts {
  /** The object that keeps the tracer or the hook, from the receiver of a call. */
  readonly holder: (receiver: unknown) => object | null | undefined;
  /**
   * The property of it that is the tracer, or the hook, or what finds its name; without a value the client makes no
   * spans.
   */
  readonly property: string | ((holder: object) => PropertyKey | undefined);
  /** The names of the spans that stand for calls that are watched. The client's others are left alone. */
  readonly names: readonly string[];
  /**
   * A kind of call. For a client that makes such spans for calls that are not watched, too: they are replaced only
   * inside of a call of that kind. Default: all are.
   */
  readonly onlyInside?: CallKind | undefined;
  /** Methods that start such a span before they call one that is watched. Default: none. */
  readonly methods?: readonly (string | Target)[] | undefined;
  /** For a client that keeps no tracer, but a function that starts a span for each request. Default: it is a tracer. */
  readonly hook?: NativeHook | undefined;
}

/** How the spans that a client makes of its own are kept from being made beside ours; made by {@link nativeSpans}. */
export interface NativeSpans {
  /** Methods that start such a span before they call one that is watched. */
  readonly methods: readonly (string | Target)[];
  /** True when the client that a call goes through makes spans of its own. */
  readonly areMade: (receiver: unknown) => boolean;
  /** Has the client start no span from now on where ours stands for it. */
  readonly replace: (receiver: unknown, isOurs: (within: Context) => boolean) => void;
}

/** A function of a client's that starts a span for each request. */
export interface NativeHook {
  /** The name of the span that it starts. */
  readonly name: (callArguments: readonly unknown[]) => string | undefined;
  /** What it gives back where it starts none. */
  readonly without: (callArguments: readonly unknown[]) => unknown;
  /**
   * Whether it starts spans that go where the application's go: `false` leaves it as it is, `undefined`, where it
   * cannot be told, counts as true for `nativeSpans: 'replace'` and as false for `'keep'`.
   */
  readonly isOn: (holder: object) => boolean | undefined;
}

/** Any function of a library. */
export type AnyFunction = (this: unknown, ...callArguments: unknown[]) => unknown;

/** What a function that is replaced may ask. */
export interface AttachedAdapter {
  /** False: the library's own function does it alone. */
  readonly enabled: boolean;
  /** True when a call that is made here would be recorded. */
  readonly records: boolean;
  /** True when content is captured of some calls. */
  readonly capturesContent: boolean;
  /** The fields that a log line gets where this is called; the same object while nothing changes, `undefined` without an active span. */
  readonly logFields: () => LogFields | undefined;
  /** Starts a call of the first of the adapter's operations that it is. */
  readonly start: BeginCall;
  /** Starts a call of the first of these operations that it is: none that the library has a method for, such as a turn of a session. */
  readonly begin: (
    operations: readonly Operation[],
    receiver: unknown,
    callArguments: unknown[],
  ) => LongCall | undefined;
  /** Says once, by `diag` and in the report, what somebody should know of this library. */
  readonly say: (problem: string) => void;
}

/** A function of a library that is replaced though it is no call that is recorded. */
export interface ReplacedFunction {
  readonly method: string | Target;
  /** Which versions of the module have it. Default: all that the adapter supports. */
  readonly versions?: string | undefined;
  /** Makes the function that takes the place of `original`. It must give back and throw what `original` does. */
  readonly wrap: (original: AnyFunction, adapter: AttachedAdapter) => AnyFunction;
  /** The operations that are started by it, for what is printed of the library. Default: none. */
  readonly starts?: readonly OperationName[] | undefined;
}

/** An adapter: one client library. */
export interface Adapter {
  /**
   * The provider recorded when neither the client nor the options say otherwise; of a database, which product it is.
   * Absent for a library without calls.
   */
  readonly provider?: string | undefined;
  readonly module: ModuleFacts;
  readonly operations: readonly Operation<never, never, never>[];
  /** Tells its client from others with methods of the same names, when one instance is observed. Default: none has them. */
  readonly isClient?: ((instance: object) => boolean) | undefined;
  /**
   * True for a library that others trace as well as we do: where one does, its span is the only one. What we know is
   * put onto it where it is the active one; our metrics are recorded, except for the duration. Default: ours stands beside.
   */
  readonly yields?: boolean | undefined;
  /** True for a database that works inside of this process: its calls go nowhere. */
  readonly inProcess?: boolean | undefined;
  /** The port of a database that goes without saying, and is not recorded. Default: every port is recorded. */
  readonly defaultPort?: number | undefined;
  /** Reads where the receiver of a call sends it. The body is the operation's: a call may name an address of its own. */
  readonly client?: ((receiver: unknown, body: unknown) => ClientFacts) | undefined;
  /**
   * True for a request that is the call itself, for a client that finds out its address on the way: the
   * address that is recorded is then that of the first such request.
   */
  readonly isOwnRequest?: ((url: URL) => boolean) | undefined;
  /** The provider behind an address, by host and port in lower case. `undefined`: the adapter's own. */
  readonly providerOf?: ((url: URL) => string | undefined) | undefined;
  /**
   * Reads a failure that the client threw; `http` is the reply to the last attempt, where one was seen. Default:
   * the error's `code`, else its `status`, else that of the reply, else the class's name.
   */
  readonly failure?:
    | ((error: unknown, http: HttpFacts | undefined) => FailureFacts | undefined)
    | undefined;
  /** The headers by which the provider tells its limits. Default: none. */
  readonly rateLimits?: Readonly<Partial<Record<RateLimitKind, RateLimitHeaders>>> | undefined;
  /** The headers by which the provider names the request, in lower case: the first that is there. Default: `x-request-id`. */
  readonly requestId?: readonly string[] | undefined;
  /** Spans that the client makes of its own. By the option `nativeSpans` they or ours are made, never both. Default: none. */
  readonly nativeSpans?: NativeSpans | undefined;
  /**
   * Why nothing is recorded now, in a sentence, as where an instrumentation of the library's own records the same.
   * Asked at each call; said once for each sentence, by `diag` and in the report. Default: nothing is in the way.
   */
  readonly stepsAside?: (() => string | undefined) | undefined;
  /** Of a logger: makes the function that gives the fields of a line, which is `createLogFields`. Default: there are none. */
  readonly logFields?: ((settings: LogFieldSettings) => () => LogFields | undefined) | undefined;
  /** Of a database: starts what records its calls, which is `createStoreCall` of `@spanwise/store`. Default: what only they have is not recorded. */
  readonly store?: StoreCallStart | undefined;
  /** Functions that are replaced though they are no calls, as those of a logger. Default: none. */
  readonly replaced?: readonly ReplacedFunction[] | undefined;
}

/**
 * What is known of an adapter before its library is found. The body is loaded when it is: a process
 * that uses one client does not load thirty adapters.
 */
export interface AdapterHeader {
  /** The name in `instrumentations` and in the report, such as `openai`. */
  readonly id: string;
  /** The package that holds the adapter: the instrumentation scope's name. */
  readonly packageName: string;
  readonly packageVersion: string;
  readonly module: ModuleFacts;
  /** True when the library makes itself known by a channel or a registry: its adapter is loaded at once. */
  readonly withoutModule?: boolean | undefined;
  /** A tracing channel that the library publishes its operations on: its adapter is loaded at the first message. */
  readonly channel?: string | undefined;
  /**
   * Finds copies of the library that no module loader tells of, as in a bundle, and hands over what its functions
   * are looked for in; the adapter is loaded then. Gives back how to stop. Default: none.
   */
  readonly discover?: ((found: (exports: ModuleExports) => void) => () => void) | undefined;
  /** True: it is attached only where the option `instrumentations` names it. Default: always. */
  readonly isOptIn?: boolean | undefined;
}

/** A header and the way to its body. */
export interface AdapterEntry extends AdapterHeader {
  /** Loads the adapter. Synchronous, so that a client found late is watched from its next call on. */
  readonly load: () => Adapter;
}

/** Describes an adapter. Gives back what it is given: it exists so that the shape is checked where it is written. */
export function defineAdapter(adapter: Adapter): Adapter {
  return adapter;
}

/** Describes one operation. The three types are the vendor's request, reply and chunk, as far as they are read. */
export function operation<Body, Reply = unknown, Chunk = unknown>(
  definition: Operation<Body, Reply, Chunk>,
): Operation<never, never, never> {
  return definition as unknown as Operation<never, never, never>;
}
