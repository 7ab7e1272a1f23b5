/** A client under test: everything in which one differs from another. A client's file is one of these. */
import type { AdapterEntry } from '@spanwise/core';
import type { VENDORS } from '@spanwise/testing/provider';
import type { Api, ExpectedSpans, Feature, Situation } from './situations/situation.ts';

/**
 * A client, a class of it, or anything that it gives back. The same program runs on many versions,
 * whose types no one type describes: what the program does with them is checked by running it.
 */
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any;

/** A loaded client. */
export interface LoadedClient {
  readonly alias: string;
  readonly version: string;
  /** Everything the module exports. */
  readonly exports: Record<string, Loose>;
  readonly Client: Loose;
  /** The class of the promises that calls give back. */
  readonly Promise: Loose;
  /** The class of the streams that calls give back. */
  readonly Stream: Loose;
  /** The class of what the provider refuses. */
  readonly Failure: Loose;
}

/** How the module is loaded: two copies, as in a real process. */
export type Format = 'esm' | 'cjs';

/** A helper that makes a streamed call, and tells by events what comes. */
export interface StreamHelper {
  readonly name: string;
  readonly since?: string | undefined;
  readonly replies: readonly string[];
  /** A stream that is held in the middle, by name. */
  readonly held: string;
  readonly open: (client: Loose, api: Api) => Loose;
  /** What it tells. */
  readonly events: readonly string[];
  /** The event of each chunk. */
  readonly chunkEvent: string;
  /** Its methods that give the end result. */
  readonly results: readonly string[];
}

/** Another operation, or a helper of it. */
export interface OtherOperation extends Pick<Situation, 'since' | 'before'> {
  readonly name: string;
  readonly replies: readonly string[];
  readonly call: (client: Loose, api: Api) => Loose;
  /** Default: one call that ends as the client says. */
  readonly spans?: ExpectedSpans | undefined;
}

/** A client under test. */
export interface TestedClient {
  /** The id of its adapter, and the vendor whose replies it reads. */
  readonly id: keyof typeof VENDORS;
  /**
   * True for a client that others stand for: `npm test` takes its newest version through the core alone, or through a
   * handful where the newest is enough. Default: false.
   */
  readonly isLikeOthers?: boolean | undefined;
  /**
   * True where `npm run test:twin` takes the newest version alone through every situation and mode, and the others
   * through the core: no version has code of its own in the adapter. Default: false.
   */
  readonly isNewestEnough?: boolean | undefined;
  /** True for a provider that tells the usage of a stream unasked: `includeUsage` then changes nothing. Default: false. */
  readonly tellsUsage?: boolean | undefined;
  /** The versions by the alias of the adapter's `devDependencies`; the newest comes last. */
  readonly versions: Readonly<Record<string, string>>;
  /** The first version that has a feature. Absent: none has it. */
  readonly features: Readonly<Partial<Record<Feature, string>>>;
  readonly load: (alias: string, format: Format) => Promise<LoadedClient>;
  /** The adapter. Loaded only where the client is instrumented. */
  readonly adapter: () => Promise<AdapterEntry>;
  /** Spans that the client makes for its calls itself. Absent: none. */
  readonly nativeSpans?:
    | { readonly scope: string; readonly names: readonly string[]; readonly since: string }
    | undefined;

  /** What the client is told so that it sends its calls to this address. */
  readonly options: (address: string) => object;
  /** Sends the calls of a client to another address. */
  readonly redirect: (client: Loose, address: string) => void;
  /** The object that has the method. */
  readonly resource: (client: Loose) => Loose;
  readonly method: string;
  /** The method of streamed calls. Default: `method`. */
  readonly streamMethod?: string | undefined;
  /** What the class of that object is made with. Default: the client. */
  readonly ownerArguments?: ((client: Loose) => readonly unknown[]) | undefined;
  /**
   * The arguments of a call with options, in the client's words: `signal`, `timeout` in milliseconds, and `headers`.
   * Default: the body, and the options as they are.
   */
  readonly callArguments?: ((body: Loose, options: Loose) => readonly unknown[]) | undefined;
  /** Situations, by group and name, in which the client refuses before there is a call. Default: none. */
  readonly unmade?: readonly string[] | undefined;
  /** The arguments of an ordinary call. The prompt is `Say hello.` */
  readonly body: () => Record<string, Loose>;
  /** What makes a call streamed. */
  readonly streamed: object;

  /** Fields that hostile requests are made of. */
  readonly requests: {
    /** The field that holds the conversation. */
    readonly content: string;
    /** A field of a number that is read and may be left out. */
    readonly optional: string;
    /** Fields whose values are `0`. */
    readonly zeros: object;
    /** Fields whose values are of wrong types. */
    readonly wrongTypes: object;
    /** A conversation with text that is not well formed. */
    readonly loneSurrogate: object;
    /** What a request may say beside the ordinary. */
    readonly rich: object;
    /** Ordinary requests of an odd kind, by name. */
    readonly odd: Readonly<Record<string, () => object>>;
  };
  /** Replies over which the client itself trips, above the stream that it reads: it leaves the stream. */
  readonly tripsOver: readonly string[];
  /** Adds the text of a chunk to what came before, and writes the sum into the last one: as a wrapper did that was wrong. */
  readonly writeText: (chunk: Loose, before: string) => string;

  /** Absent: it has no such helper. */
  readonly parse?: OtherOperation | undefined;
  readonly streamHelpers: readonly StreamHelper[];
  /** The helper that runs tools: the model calls `weather`, and the program answers. Absent: it has none. */
  readonly toolLoop?:
    | {
        readonly since?: string | undefined;
        readonly run: (
          client: Loose,
          api: Api,
          how: { readonly answer: (city: string) => string; readonly isStreamed: boolean },
        ) => unknown;
        /** How many calls are made when the tool throws. */
        readonly callsWhenToolThrows: number;
      }
    | undefined;
  /** The other operations, whole and streamed. */
  readonly operations: readonly OtherOperation[];
  readonly streamedOperations: readonly OtherOperation[];
  /** Calls that no adapter watches. */
  readonly unwatched: readonly ((client: Loose) => Loose)[];
  /** The classes whose methods are watched. */
  readonly surface: (Client: Loose) => readonly Loose[];
  /** What no other client has. */
  readonly situations: readonly Situation[];
}

/** The alias of the newest version. */
export function newestOf({ versions }: TestedClient): string {
  return Object.keys(versions).at(-1) ?? '';
}

/** Says whether `version` is at least `least`. Both are three numbers. */
export function isAtLeast(version: string, least: string): boolean {
  const wanted = least.split('.').map(Number);
  for (const [index, part] of version.split('.').map(Number).entries()) {
    const other = wanted[index] ?? 0;
    if (part !== other) return part > other;
  }
  return true;
}

/** Says whether this version of a client has a feature. Absent: what every client has. */
export function hasFeature(
  { versions, features }: TestedClient,
  alias: string,
  feature: Feature | undefined,
): boolean {
  const since = feature === undefined ? '0.0.0' : features[feature];
  return since !== undefined && isAtLeast(versions[alias] ?? '', since);
}
