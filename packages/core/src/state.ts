/** What all installed copies of this package share in one process. */
import type { Span } from '@opentelemetry/api';
import type { SearchTime } from './context/search-time.ts';
import type { KnownBatch } from './record/batches.ts';
import type { CoarseClock } from './record/coarse-clock.ts';
import type { KnownLimit } from './record/rate-limits.ts';
import type { Scope } from './record/telemetry.ts';
import type { AttachedLibrary } from './attach/attached.ts';
import type { Settings } from './settings.ts';

/** A call whose span has not ended yet. */
export interface OpenCall {
  /** Ends the span because the process or the instrumentation stops. */
  readonly abandon: () => void;
}

/** The attachment, as another copy of this package may use it. */
export interface SharedAttachment {
  /** The version of the copy that attached. */
  readonly version: string;
  /** Adds adapters and modules. Gives back the ids of the adapters that were there. */
  readonly add: (request: object) => string[];
  /** Watches one instance. False when no adapter fits it. */
  readonly observe: (client: object) => boolean;
  /** How one adapter is bound; its providers may be set and its calls switched off. */
  readonly bindingOf: (id: string) => { enabled: boolean; readonly scope: Scope } | undefined;
  /** Looks again for others who trace the same calls. Absent: a copy that does not. */
  readonly lookForOthers?: () => void;
  /** Completes what needs time. */
  readonly finish: () => Promise<void>;
  /** Undoes everything. */
  readonly remove: () => void;
}

/** The shared state. Its shape belongs to `schema`: a change that an older copy could not read is a new symbol. */
export interface State {
  readonly schema: 1;
  /** What is attached. At most one copy of this package attaches. */
  attachment: SharedAttachment | undefined;
  /** What helpers outside any adapter record by. */
  settings: Settings | undefined;
  /** The same from the environment alone, for helpers that are used before anything is attached. */
  environmentSettings: Settings | undefined;
  /** The scope of what helpers record. */
  helperScope: Scope | undefined;
  readonly libraries: Map<string, AttachedLibrary>;
  readonly open: Set<OpenCall>;
  /** Tells when a promise or stream was dropped. Made on first use. */
  dropRegistry: FinalizationRegistry<OpenCall> | undefined;
  /** Items that were dropped or cut, by reason. */
  readonly dropped: Map<string, number>;
  /** Internal failures, by kind. */
  readonly failures: Map<string, number>;
  /** Run once, before the first watched call begins. */
  readonly firstCall: (() => void)[];
  /** Messages said already. */
  readonly said: Set<string>;
  /** Meter providers that read the counts above. */
  readonly selfObserved: WeakSet<object>;
  /** The last known limits, by deployment and kind. */
  readonly rateLimits: Map<string, KnownLimit>;
  /** Batches by the provider's id. */
  readonly batches: Map<string, KnownBatch>;
  /** Runs while a stream is read. */
  readonly clock: CoarseClock;
  /** How long was searched in spans of others. Made on first use. */
  searchTimes?: WeakMap<Span, SearchTime>;
  /** Tenants told apart on metrics. */
  readonly tenants: Set<string>;
}

const KEY = Symbol.for('spanwise.core.v1');

/** The state of this process, made on first use. */
export function state(): State {
  const holder = globalThis as { [KEY]?: State };
  return (holder[KEY] ??= {
    schema: 1,
    attachment: undefined,
    settings: undefined,
    environmentSettings: undefined,
    helperScope: undefined,
    libraries: new Map(),
    open: new Set(),
    dropRegistry: undefined,
    dropped: new Map(),
    failures: new Map(),
    firstCall: [],
    said: new Set(),
    selfObserved: new WeakSet(),
    rateLimits: new Map(),
    batches: new Map(),
    clock: { now: 0, readers: 0, timer: undefined },
    tenants: new Set(),
  });
}
