/** What is known of libraries that are attached to. */

/** What became of one library in this process. */
export interface AttachedLibrary {
  readonly id: string;
  readonly packageName: string;
  /** How each copy of the library was found. Empty: not seen yet. */
  readonly copies: AttachedCopy[];
  /** Why nothing is watched, when somebody should know. */
  readonly problems: string[];
  /** Who else makes spans of its calls, as far as it was seen. Absent: a copy that does not look. */
  readonly alsoTracedBy?: OtherTracer[] | undefined;
}

/** Somebody else who makes spans of the calls of a library. */
export interface OtherTracer {
  /** The product. `another instrumentation`: one that wraps as OpenTelemetry's do and is not known by name. */
  readonly name: string;
  /** How it leaves this library alone. */
  readonly toSwitchOff: string;
}

/** One copy of a library that was found. */
export interface AttachedCopy {
  /** How it was reached. */
  readonly how: AttachedBy;
  /** The copy's version. Absent when it could not be read, as in a bundle. */
  readonly version?: string | undefined;
  /** Where the copy is. Absent for a module that was passed in. */
  readonly path?: string | undefined;
  /** The watched methods. */
  readonly methods: readonly string[];
}

/** The ways by which a library is reached. */
export type AttachedBy =
  | 'module passed in'
  | 'CommonJS cache'
  | 'ES module probe'
  | 'load hook'
  | 'runtime'
  | 'channel'
  | 'registry'
  | 'discovered'
  | 'instance';
