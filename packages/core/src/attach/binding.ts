/** An adapter in this process: its settings, its scope, and how one of its calls is started. */
import { context, type Context } from '@opentelemetry/api';
import type { Adapter, AdapterEntry, Operation } from '../adapter/adapter.ts';
import type { ClientFacts, RequestFacts } from '../adapter/facts.ts';
import type { BeginCall, RegisteredCall } from '../adapter/target.ts';
import { ConfigError } from '../config-error.ts';
import { isSuppressed } from '../context/context.ts';
import { agentScope, isInCall } from '../context/scopes.ts';
import { abandonWhenDropped } from '../observe/dropped.ts';
import { watchedWhenAwaited } from '../observe/lazy.ts';
import { settled } from '../observe/settled.ts';
import { watched } from '../observe/watched.ts';
import { startCall, type Call } from '../record/call.ts';
import { kindOf, rowOf } from '../record/call-description.ts';
import { serverOf } from '../record/server.ts';
import { telemetryOf, type Scope } from '../record/telemetry.ts';
import type { LogFields } from '../logs/log-fields.ts';
import { beforeCall } from '../report.ts';
import { failed, safely } from '../safely.ts';
import { coreSettings, resolveSettings, type Settings } from '../settings.ts';
import type { InstrumentationOptions } from './instrumentation-options.ts';

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
type AnyOperation = Operation;

interface Server {
  /** What the user calls it. */
  readonly named: string | undefined;
  readonly provider: string | undefined;
  readonly address: string | undefined;
  readonly port: number | undefined;
}

const OPTION_NAMES: ReadonlySet<string> = new Set([
  'captureContent',
  'includeUsage',
  'logContext',
  'logFields',
  'nativeSpans',
  'timePerOutputChunk',
  'providers',
]);
const NOTHING: object = Object.freeze({});
const MAX_SERVERS = 100;
const MAX_MEETINGS = 20;

/** One adapter and what it runs with. */
export class Binding {
  readonly entry: AdapterEntry;
  readonly scope: Scope;
  /** Off: every watched method lets its calls through. */
  enabled = true;
  /** Runs in the first call of each of the first objects that have the methods. */
  onMet: ((watchedFunction: AnyFunction) => void) | undefined;
  /** True once somebody else was seen who makes spans of the same calls. */
  isTracedByOthers = false;
  readonly #met: WeakSet<object> = new WeakSet();
  #meetings = 0;
  /** Says once what somebody should know of the library. */
  say: (problem: string) => void = () => {};
  /** The fields of a log line that is written now. */
  readonly logFields: () => LogFields | undefined = () => this.#logFields?.();
  #logFields: (() => LogFields | undefined) | undefined;
  readonly #settings: Settings;
  readonly #providers: Readonly<Record<string, string>>;
  readonly #servers: Map<string, Server> = new Map();
  #adapter: Adapter | undefined;

  /** @throws {ConfigError} for an option of this instrumentation that is not accepted. */
  constructor(entry: AdapterEntry, settings: Settings, options: object = {}) {
    this.entry = entry;
    this.scope = { name: entry.packageName, version: entry.packageVersion };
    const { providers = {}, ...rest } = options as InstrumentationOptions;
    const unknown = Object.keys(options).find((name) => !OPTION_NAMES.has(name));
    if (unknown !== undefined) {
      throw new ConfigError({
        code: 'OPTION_UNKNOWN',
        message: `option "instrumentations.${entry.id}.${unknown}" is not known`,
        fix: `Use one of ${[...OPTION_NAMES].join(', ')}.`,
      });
    }
    const own = resolveSettings(coreSettings, rest, {});
    const given = Object.fromEntries(
      Object.keys(rest)
        .filter((name) => rest[name as keyof typeof rest] !== undefined)
        .map((name) => [name, own[name as keyof Settings]]),
    );
    this.#settings = { ...settings, ...given };
    this.#providers = providers;
  }

  /** The adapter, loaded on first use. */
  get adapter(): Adapter {
    if (this.#adapter === undefined) {
      this.#adapter = this.entry.load();
      this.#logFields = this.#adapter.logFields?.(this.#settings);
    }
    return this.#adapter;
  }

  /** Starts a call of the first of the adapter's operations that it is. */
  readonly start: BeginCall = (...call) =>
    this.register(this.adapter.operations as unknown as readonly AnyOperation[], ...call);

  /** True when a call that is made here would be recorded. */
  get records(): boolean {
    return (
      this.enabled &&
      telemetryOf(this.scope, this.#settings.semconv) !== undefined &&
      !isSuppressed(context.active())
    );
  }

  /** True when content is captured of some calls. */
  get capturesContent(): boolean {
    return this.#settings.captureContent !== 'none';
  }

  /** A function that watches what `original` does, which is one of these operations, as the receiver's or `made`'s. */
  watch(original: AnyFunction, operations: readonly AnyOperation[], made?: object): AnyFunction {
    const watch = operations[0]?.isLazy ? watchedWhenAwaited : watched;
    return watch(original, (called, callArguments, watchedFunction) => {
      const receiver = made ?? called;
      // Who yields must know of the others before its first call.
      if (this.adapter.yields) this.#meet(receiver, watchedFunction);
      const call = this.begin(operations, receiver, callArguments);
      if (call !== undefined) this.#meet(receiver, watchedFunction);
      return call;
    });
  }

  /** Tells of objects whose methods are called for the first time, while there are few. */
  #meet(receiver: unknown, watchedFunction: AnyFunction): void {
    if (this.#meetings >= MAX_MEETINGS) return;
    if (typeof receiver === 'object' && receiver !== null) {
      if (this.#met.has(receiver)) return;
      this.#met.add(receiver);
    }
    this.#meetings += 1;
    safely('looking for other tracers', () => this.onMet?.(watchedFunction));
  }

  /** A function that sees to the client's own spans before `original` starts one. */
  announce(original: AnyFunction): AnyFunction {
    const nativeSpans = (receiver: unknown): void => {
      if (this.enabled) safely('replacing native spans', () => this.#nativeSpans(receiver));
    };
    return function (this: unknown, ...callArguments: unknown[]) {
      nativeSpans(this);
      return original.apply(this, callArguments);
    };
  }

  /** True when the client makes the span of a call. Otherwise it does from now on so only where ours is not made. */
  #nativeSpans(receiver: unknown): boolean {
    const { nativeSpans } = this.adapter;
    if (nativeSpans === undefined) return false;
    if (this.#settings.nativeSpans === 'keep') return nativeSpans.areMade(receiver);
    nativeSpans.replace(receiver, this.#makesSpans);
    return false;
  }

  readonly #makesSpans = (within: Context): boolean =>
    this.enabled &&
    telemetryOf(this.scope, this.#settings.semconv)?.tracer !== undefined &&
    !isSuppressed(within);

  /** Starts a call that the library itself reports. Never throws. */
  register(
    operations: readonly AnyOperation[],
    receiver: unknown,
    callArguments: readonly unknown[],
    withoutSpan = false,
  ): RegisteredCall | undefined {
    const call = this.begin(operations, receiver, [...callArguments], withoutSpan);
    return (
      call && {
        reply: (value) => settled(value, call),
        fail: (error) => call.fail(error),
        run: (fn) => call.run(fn),
        endsWith: (handle) => abandonWhenDropped(handle, call),
      }
    );
  }

  /**
   * Starts a call of the first of the operations that it is, or lets it go unwatched. Never throws.
   *
   * With `includeUsage` the first of `callArguments` may be replaced: the caller's own object is not changed.
   */
  begin(
    operations: readonly AnyOperation[],
    receiver: unknown,
    callArguments: unknown[],
    hasOtherSpan = false,
  ): Call | undefined {
    try {
      if (!this.enabled) return undefined;
      beforeCall();
      if (telemetryOf(this.scope, this.#settings.semconv) === undefined) return undefined;
      const active = context.active();
      const withoutSpan =
        hasOtherSpan || safely('replacing native spans', () => this.#nativeSpans(receiver));
      if (isSuppressed(active)) return undefined;
      const { adapter } = this;
      const reason = safely('asking who records', () => adapter.stepsAside?.());
      if (reason !== undefined) {
        this.say(reason);
        return undefined;
      }
      const found = this.#find(operations, receiver, callArguments);
      if (found === undefined) return undefined;
      const { operation, body } = found;
      const yields = this.isTracedByOthers && adapter.yields === true;
      if (isInCall(active, kindOf(rowOf(operation)))) return undefined;
      const facts: RequestFacts =
        (body === NOTHING
          ? undefined
          : safely('reading a request', () => operation.request(body))) ?? {};
      const client = safely('reading a client', () => adapter.client?.(receiver, body)) ?? {};
      const server = this.#serverOf(client);
      const isExtraChunk =
        facts.stream === true
          ? this.#askForUsage(operation, body, client, callArguments)
          : undefined;
      const provider = server.named ?? client.provider ?? server.provider;
      return startCall(
        {
          scope: this.scope,
          settings: this.#settings,
          operation,
          body,
          facts,
          provider: provider ?? adapter.provider,
          providerIsGuessed: provider === undefined,
          providerIsNamed: server.named !== undefined,
          serverAddress: server.address,
          serverPort: server.port === adapter.defaultPort ? undefined : server.port,
          inProcess: adapter.inProcess,
          store: adapter.store,
          failure: adapter.failure,
          isOwnRequest: adapter.isOwnRequest,
          requestId: adapter.requestId,
          rateLimits: adapter.rateLimits,
          isExtraChunk,
          withoutSpan: withoutSpan || yields,
          yields,
          // An agent at a remote service has a row of its own, and counts what it does itself.
          agent:
            operation.name === 'invoke_agent' && operation.row === undefined
              ? agentScope(facts.agentName)
              : undefined,
          signal: safely('reading a signal', () => signalOf(callArguments)),
        },
        active,
      );
    } catch (error) {
      failed('starting a call', error);
      return undefined;
    }
  }

  #find(
    operations: readonly AnyOperation[],
    receiver: unknown,
    callArguments: unknown[],
  ): { readonly operation: AnyOperation; readonly body: unknown } | undefined {
    let last: AnyOperation | undefined;
    let body: unknown;
    for (const operation of operations) {
      if (last === undefined || operation.body !== last.body)
        body =
          (operation.body ? operation.body(callArguments, receiver) : callArguments[0]) ?? NOTHING;
      if (!operation.when || operation.when(body, receiver)) return { operation, body };
      last = operation;
    }
    return undefined;
  }

  #askForUsage(
    operation: AnyOperation,
    body: unknown,
    client: ClientFacts,
    callArguments: unknown[],
  ): ((chunk: unknown) => boolean) | undefined {
    const includeUsage = operation.stream?.includeUsage;
    if (!this.#settings.includeUsage || includeUsage === undefined || operation.body)
      return undefined;
    const asked = safely('asking for usage', () => includeUsage.ask(body, client));
    if (asked === undefined) return undefined;
    callArguments[0] = asked;
    return includeUsage.isExtra;
  }

  #serverOf(client: ClientFacts): Server {
    const address = client.baseURL == null ? '' : String(client.baseURL);
    let server = this.#servers.get(address);
    if (server === undefined) {
      server = this.#readServer(address);
      // An application has few addresses; one that makes many does not fill the memory.
      if (this.#servers.size >= MAX_SERVERS) this.#servers.clear();
      this.#servers.set(address, server);
    }
    return server;
  }

  #readServer(address: string): Server {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url === undefined || url.hostname === '') {
      return { named: undefined, provider: undefined, address: undefined, port: undefined };
    }
    return {
      named: this.#providers[url.host] ?? this.#providers[url.hostname],
      provider: safely('reading an address', () => this.adapter.providerOf?.(url)),
      ...serverOf(url),
    };
  }
}

/** Clients take a signal in one of their arguments, or in what it has for the request. */
function signalOf(callArguments: readonly unknown[]): AbortSignal | undefined {
  for (const argument of callArguments) {
    if (typeof argument !== 'object' || argument === null) continue;
    const {
      config,
      fetch_options: options,
      fetchOptions = options,
    } = argument as Record<string, unknown>;
    for (const holder of [argument, config, fetchOptions]) {
      const { signal, abortSignal = signal } = (holder ?? {}) as Record<string, unknown>;
      if (abortSignal instanceof AbortSignal) return abortSignal;
    }
  }
  return undefined;
}
