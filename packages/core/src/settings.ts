/** Options: how one is described, and how option, environment and default become a value. */
import type { OperationInfo } from './adapter/facts.ts';
import { ConfigError } from './config-error.ts';
import { LOG_FIELD_STYLES, type LogFieldStyle, type NameLogFields } from './logs/log-fields.ts';
import type { CostFunction } from './record/cost-function.ts';
import { BUILT_IN_REDACTORS, type BuiltInRedactor } from './record/redact.ts';
import { report } from './safely.ts';

/** Where captured content goes. */
export type ContentMode = 'none' | 'span' | 'event' | 'span-and-event';

/** Changes or removes text before it is recorded. Gives back the text to record; `undefined` removes it. */
export type Redactor = (text: string) => string | undefined;

/** What is not recorded with the rest: a piece of media, or a text that is cut. */
export interface ContentItem {
  readonly kind: 'media' | 'text';
  /** Absent when nobody said. */
  readonly mimeType: string | undefined;
  /** Media as they were given, in base64 or as bytes; a text after redaction, at most its first 1,048,576 characters. */
  readonly data: string | Uint8Array;
  /** SHA-256 over the length and both ends of `data`. */
  readonly fingerprint: string;
  /** Where it was: `messages`, `replies`, `toolArguments` and so on. */
  readonly field: string;
  readonly operation: OperationInfo;
}

/** Stores an item elsewhere and gives back where; what it awaits itself it may give back to have failures counted. */
export type UploadContent = (item: ContentItem) => string | Promise<unknown> | undefined;

/** Which set of names is emitted. Sets are dated and fixed: see docs/versioning.md. */
export type NameSetChoice = '2026-10' | '1.41' | 'both';

/** The options that attaching needs, with or without an SDK. */
export interface CoreOptions {
  /** Whether messages, tool arguments and results are recorded, and where. Default `none`: they are not even read. */
  readonly captureContent?: ContentMode | ((operation: OperationInfo) => ContentMode) | undefined;
  /** Run over every captured text, in order, after the built-in ones and before it is cut or queued. Default: none. */
  readonly redact?: readonly Redactor[] | undefined;
  /** The built-in redactors: all (`true`, the default), none (`false`), or those of a list. */
  readonly redactBuiltIn?: boolean | readonly BuiltInRedactor[] | undefined;
  /** Called with media and with texts that are cut; the text that it gives back is recorded as their address. Default: none. */
  readonly uploadContent?: UploadContent | undefined;
  /** Which events are emitted beside the one that content asks for. Default: that of a failed call; `true`: the details of every model call, too; `false`: none. */
  readonly events?: boolean | undefined;
  /** Default: the newest dated set of this release. */
  readonly semconv?: NameSetChoice | undefined;
  /** Switches an instrumentation off (`false`) or on (`true`), or gives it its options, by id. Default: all on that need not be asked for. */
  readonly instrumentations?: Readonly<Record<string, boolean | object>> | undefined;
  /** Asks providers to report usage in streams, which adds bytes to requests; the extra chunk is not shown to the caller. Default false. */
  readonly includeUsage?: boolean | undefined;
  /** Which spans there are of a call when a client makes them by itself. Default `replace`: ours; `keep`: the client's, beside our metrics. */
  readonly nativeSpans?: 'replace' | 'keep' | undefined;
  /** Records the time of every output chunk as a metric, at about 1 µs a chunk. Default false: only the mean, on the span. */
  readonly timePerOutputChunk?: boolean | undefined;
  /** How the fields are named by which a log line names its trace, or a function of the span. Default `otel`: `trace_id`, `span_id`, `trace_flags`. */
  readonly logFields?: LogFieldStyle | NameLogFields | undefined;
  /** Also writes what `withContext` and the running agent say to every log line, as on spans. Default false. */
  readonly logContext?: boolean | undefined;
  /** Prices a call, unless its provider returns what it cost. Default: none, so that only that is known. */
  readonly cost?: CostFunction | undefined;
  /** Adds the tenant to token, cost and duration metrics. `true` allows 100 tenants; later ones count as `other`. Default false. */
  readonly tenantOnMetrics?: boolean | number | undefined;
  /** How many bytes of content one span may carry. Default 65536. */
  readonly maxContentBytes?: number | undefined;
  /** How many of them one message may take. Default: half. */
  readonly maxMessageBytes?: number | undefined;
  /** How many of a message's bytes one of its parts may take. Default: half. */
  readonly maxPartBytes?: number | undefined;
}

/** One option: its name, its variables, its default and how its values are read. */
export interface Setting<T> {
  readonly option: string;
  /** Environment variables, the first set one wins. */
  readonly variables: readonly string[];
  readonly default: T;
  /** The default as documentation prints it, when it is not simply the value. */
  readonly defaultText?: string;
  /** One sentence for docs/configuration.md. Absent where it is kept beside the program that prints it, as for this package, so that nobody installs it. */
  readonly description?: string;
  /** The accepted values, in words. */
  readonly accepts: string;
  /** A value given in code as the value used; `undefined` when it is not accepted. */
  readonly fromOption: (value: unknown) => T | undefined;
  /** An environment text as the value used; `undefined` when it is not accepted. */
  readonly fromText: (text: string) => T | undefined;
  /** True when the value may be secret and is never printed. */
  readonly secret?: boolean;
}

/** The values that a table of settings describes. */
export type Values<Table> = {
  readonly [K in keyof Table]: Table[K] extends Setting<infer T> ? T : never;
};

/** What an environment looks like. */
export type Environment = Readonly<Record<string, string | undefined>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Reads `true`, `false`, `1`, `0`, `yes`, `no`, `on`, `off`, in any case. */
export function booleanFromText(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(word)) return true;
  if (['false', '0', 'no', 'off'].includes(word)) return false;
  return undefined;
}

/** A whole number from 1 on. */
export function countFromText(text: string): number | undefined {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** A list separated by commas, without empty entries. */
export function listFromText(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

const CONTENT_MODES: Readonly<Record<string, ContentMode>> = {
  none: 'none',
  no_content: 'none',
  false: 'none',
  span: 'span',
  span_only: 'span',
  true: 'span',
  event: 'event',
  event_only: 'event',
  'span-and-event': 'span-and-event',
  span_and_event: 'span-and-event',
};

/** Reads every known spelling of the content mode, in any case. */
export function contentModeFromText(text: string): ContentMode | undefined {
  return CONTENT_MODES[text.trim().toLowerCase()];
}

const isContentMode = (value: unknown): value is ContentMode =>
  value === 'none' || value === 'span' || value === 'event' || value === 'span-and-event';

const NAME_SETS: readonly NameSetChoice[] = ['2026-10', '1.41', 'both'];
const nameSet = (value: unknown): NameSetChoice | undefined =>
  NAME_SETS.find((choice) => choice === value);

const nativeSpans = (value: unknown): 'replace' | 'keep' | undefined =>
  value === 'replace' || value === 'keep' ? value : undefined;

const flag = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : undefined;

const bytes = <T extends number | undefined>(
  option: string,
  variable: string,
  unset: T,
): Setting<number | T> => ({
  option,
  variables: [variable],
  default: unset,
  ...(unset === undefined && { defaultText: 'half' }),
  accepts: 'a whole number from 1 on',
  fromOption: (value) =>
    Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined,
  fromText: countFromText,
});

const builtIn = (value: unknown): readonly BuiltInRedactor[] | undefined =>
  typeof value === 'boolean'
    ? value
      ? BUILT_IN_REDACTORS
      : []
    : Array.isArray(value) && value.every((name) => BUILT_IN_REDACTORS.includes(name as never))
      ? (value as BuiltInRedactor[])
      : undefined;

const logFieldStyle = (value: unknown): LogFieldStyle | undefined =>
  LOG_FIELD_STYLES.find((style) => style === value);

const events = (value: unknown): 'all' | 'none' | undefined =>
  value === true ? 'all' : value === false ? 'none' : undefined;

/** The options of {@link CoreOptions}, one row each: with `scripts/generate/configuration.ts` the source of docs/configuration.md. */
export const coreSettings: {
  readonly captureContent: Setting<ContentMode | ((operation: OperationInfo) => ContentMode)>;
  readonly redact: Setting<readonly Redactor[]>;
  readonly redactBuiltIn: Setting<readonly BuiltInRedactor[]>;
  readonly uploadContent: Setting<UploadContent | undefined>;
  readonly events: Setting<'all' | 'exceptions' | 'none'>;
  readonly semconv: Setting<NameSetChoice>;
  readonly instrumentations: Setting<Readonly<Record<string, boolean | object>>>;
  readonly includeUsage: Setting<boolean>;
  readonly nativeSpans: Setting<'replace' | 'keep'>;
  readonly timePerOutputChunk: Setting<boolean>;
  readonly logFields: Setting<LogFieldStyle | NameLogFields>;
  readonly logContext: Setting<boolean>;
  readonly cost: Setting<CostFunction | undefined>;
  readonly tenantOnMetrics: Setting<number>;
  readonly maxContentBytes: Setting<number>;
  readonly maxMessageBytes: Setting<number | undefined>;
  readonly maxPartBytes: Setting<number | undefined>;
} = {
  captureContent: {
    option: 'captureContent',
    variables: ['SPANWISE_CAPTURE_CONTENT', 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT'],
    default: 'none',
    accepts: '`none`, `span`, `event`, `span-and-event`, or in code a function of the operation',
    fromOption: (value) =>
      isContentMode(value) || typeof value === 'function'
        ? (value as ContentMode | ((operation: OperationInfo) => ContentMode))
        : undefined,
    fromText: contentModeFromText,
  },
  redact: {
    option: 'redact',
    variables: [],
    default: [],
    defaultText: 'none',
    accepts: 'a list of functions from text to text',
    fromOption: (value) =>
      Array.isArray(value) && value.every((entry) => typeof entry === 'function')
        ? (value as Redactor[])
        : undefined,
    fromText: () => undefined,
  },
  redactBuiltIn: {
    option: 'redactBuiltIn',
    variables: ['SPANWISE_REDACT_BUILT_IN'],
    default: BUILT_IN_REDACTORS,
    defaultText: 'all',
    accepts: `a boolean, or a list of ${BUILT_IN_REDACTORS.map((name) => `\`${name}\``).join(', ')}; in the variable separated by commas`,
    fromOption: builtIn,
    fromText: (text) => builtIn(booleanFromText(text) ?? listFromText(text)),
  },
  uploadContent: {
    option: 'uploadContent',
    variables: [],
    default: undefined,
    defaultText: 'none',
    accepts: 'a function from an item to a text or `undefined`',
    fromOption: (value) => (typeof value === 'function' ? (value as UploadContent) : undefined),
    fromText: () => undefined,
  },
  events: {
    option: 'events',
    variables: ['SPANWISE_EVENTS'],
    default: 'exceptions',
    defaultText: 'the event of a failed call alone',
    accepts: 'a boolean',
    fromOption: events,
    fromText: (text) => events(booleanFromText(text)),
  },
  semconv: {
    option: 'semconv',
    variables: ['SPANWISE_SEMCONV'],
    default: '2026-10',
    accepts: '`2026-10`, `1.41`, `both`',
    fromOption: nameSet,
    fromText: (text) => nameSet(text.trim()),
  },
  instrumentations: {
    option: 'instrumentations',
    variables: ['SPANWISE_DISABLED_INSTRUMENTATIONS'],
    default: {},
    defaultText: 'all on that need not be asked for, as `console`',
    accepts:
      'in code `{ openai: false }`, `{ openai: { … } }` or `{ console: true }`; in the variable a list of ids to switch off, separated by commas',
    fromOption: (value) =>
      isObject(value) &&
      !Array.isArray(value) &&
      Object.values(value).every((entry) => typeof entry === 'boolean' || isObject(entry))
        ? (value as Record<string, boolean | object>)
        : undefined,
    fromText: (text) => Object.fromEntries(listFromText(text).map((id) => [id, false])),
  },
  includeUsage: {
    option: 'includeUsage',
    variables: ['SPANWISE_INCLUDE_USAGE'],
    default: false,
    accepts: 'a boolean',
    fromOption: flag,
    fromText: booleanFromText,
  },
  nativeSpans: {
    option: 'nativeSpans',
    variables: ['SPANWISE_NATIVE_SPANS'],
    default: 'replace',
    accepts: '`replace`, `keep`',
    fromOption: nativeSpans,
    fromText: (text) => nativeSpans(text.trim()),
  },
  timePerOutputChunk: {
    option: 'timePerOutputChunk',
    variables: ['SPANWISE_TIME_PER_OUTPUT_CHUNK'],
    default: false,
    accepts: 'a boolean',
    fromOption: flag,
    fromText: booleanFromText,
  },
  logFields: {
    option: 'logFields',
    variables: ['SPANWISE_LOG_FIELDS'],
    default: 'otel',
    accepts: `${LOG_FIELD_STYLES.map((style) => `\`${style}\``).join(', ')}, or in code a function of the span`,
    fromOption: (value) =>
      typeof value === 'function' ? (value as NameLogFields) : logFieldStyle(value),
    fromText: (text) => logFieldStyle(text.trim()),
  },
  logContext: {
    option: 'logContext',
    variables: ['SPANWISE_LOG_CONTEXT'],
    default: false,
    accepts: 'a boolean',
    fromOption: flag,
    fromText: booleanFromText,
  },
  cost: {
    option: 'cost',
    variables: [],
    default: undefined,
    defaultText: 'none',
    accepts: 'in code a function of the call',
    fromOption: (value) => (typeof value === 'function' ? (value as CostFunction) : undefined),
    fromText: () => undefined,
  },
  tenantOnMetrics: {
    option: 'tenantOnMetrics',
    variables: ['SPANWISE_TENANT_ON_METRICS'],
    default: 0,
    defaultText: 'off',
    accepts: 'a boolean (`true` is 100 tenants) or a number',
    fromOption: (value) =>
      value === true
        ? 100
        : value === false
          ? 0
          : Number.isSafeInteger(value) && (value as number) >= 0
            ? (value as number)
            : undefined,
    fromText: (text) => {
      const word = booleanFromText(text);
      return countFromText(text) ?? (word === undefined ? undefined : word ? 100 : 0);
    },
  },
  maxContentBytes: bytes('maxContentBytes', 'SPANWISE_MAX_CONTENT_BYTES', 65_536),
  maxMessageBytes: bytes('maxMessageBytes', 'SPANWISE_MAX_MESSAGE_BYTES', undefined),
  maxPartBytes: bytes('maxPartBytes', 'SPANWISE_MAX_PART_BYTES', undefined),
};

/** What attaching and recording run on. */
export type Settings = Values<typeof coreSettings>;

/**
 * Reads a table of settings: option, then the variables in their order, then the default.
 *
 * @throws {ConfigError} for an option that is not accepted, and under `SPANWISE_STRICT=1` also for a variable.
 */
export function resolveSettings<Table extends object>(
  table: Table,
  options: object,
  environment: Environment,
): Values<Table> {
  const given = options as Readonly<Record<string, unknown>>;
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(table) as [string, Setting<unknown>][]) {
    values[key] =
      given[key] === undefined
        ? (fromEnvironment(setting, environment) ?? setting.default)
        : fromOption(setting, given[key]);
  }
  return values as Values<Table>;
}

function fromOption(setting: Setting<unknown>, value: unknown): unknown {
  const accepted = setting.fromOption(value);
  if (accepted !== undefined) return accepted;
  throw new ConfigError({
    code: 'OPTION_NOT_ACCEPTED',
    message: `option "${setting.option}" is not accepted${setting.secret ? '' : `: ${shown(value)}`}`,
    fix: `Use ${setting.accepts}.`,
  });
}

function fromEnvironment(setting: Setting<unknown>, environment: Environment): unknown {
  for (const variable of setting.variables) {
    const text = environment[variable];
    if (text === undefined || text === '') continue;
    const accepted = setting.fromText(text);
    if (accepted !== undefined) return accepted;
    const message = `${variable} is not accepted${setting.secret ? '' : `: ${shown(text)}`}`;
    const fix = `Use ${setting.accepts}.`;
    if (environment['SPANWISE_STRICT'] === '1') {
      throw new ConfigError({ code: 'VARIABLE_NOT_ACCEPTED', message, fix });
    }
    report(
      'configuration',
      `${message}. ${fix} Using ${setting.defaultText ?? shown(setting.default)}.`,
    );
    return undefined;
  }
  return undefined;
}

/** A value for a message: short, and never a structure that may hold a secret. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
