/** How a line of pino's reads as a log record. */
import {
  ATTR_EXCEPTION_MESSAGE,
  ATTR_EXCEPTION_STACKTRACE,
  ATTR_EXCEPTION_TYPE,
} from '@spanwise/semconv';
import { LEVEL_NAMES, severityOf } from './severity.ts';

/** What a line is read by. */
export interface LineFormat {
  readonly messageKey: string;
  readonly errorKey: string;
  /** Names of levels, by number. */
  readonly levels: ReadonlyMap<number, string>;
  /** Bytes of attributes, about; with more they go into the body. */
  readonly maxAttributeBytes: number;
  /** Values of fields that the resource has: they are left out. */
  readonly known: Readonly<Record<string, unknown>>;
}

type Fields = Record<string, unknown>;

/** What a line says, in the words of the logs data model; what it does not say is absent. */
export interface LineRecord {
  readonly timeMillis?: number | undefined;
  readonly severityNumber?: number | undefined;
  readonly severityText?: string | undefined;
  readonly body?: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** In hexadecimal digits, as the span's. */
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  readonly flags?: number | undefined;
  readonly eventName?: string | undefined;
}

/** Where a style keeps the ids, and how they read. */
interface TraceFields {
  readonly trace: string;
  readonly span?: string;
  readonly flags?: string;
  /** Trace, span and flags in what `trace` has, when it has them all. */
  readonly form: RegExp;
}

/** The styles of `logFields` whose ids are whole, and W3C's own header. The decimal ids of Datadog are half of one. */
const TRACE_FIELDS: readonly TraceFields[] = [
  { trace: 'trace_id', span: 'span_id', flags: 'trace_flags', form: /^([0-9a-f]{32})$/ },
  { trace: 'trace.id', span: 'span.id', form: /^([0-9a-f]{32})$/ },
  {
    trace: 'logging.googleapis.com/trace',
    span: 'logging.googleapis.com/spanId',
    flags: 'logging.googleapis.com/trace_sampled',
    form: /^(?:projects\/[^/]+\/traces\/)?([0-9a-f]{32})$/,
  },
  {
    trace: 'traceparent',
    form: /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/,
  },
];
const NOTHING = /^0+$/;
/** Seconds since 1970 are below, milliseconds above. */
const MILLIS_FROM = 100_000_000_000;
/** Loki takes 128 entries of one record and adds some of its own. */
const MAX_ENTRIES = 100;
/** Type and length around a name and a value. */
const ENTRY_BYTES = 8;
/** Objects that are deeper count by their JSON. */
const MAX_DEPTH = 16;

/** Reads a line. What is no object of JSON is a record whose body is the text. */
export function readLine(line: string, format: LineFormat): LineRecord {
  const fields = parse(line);
  if (fields === undefined) return { body: line, attributes: {} };
  // To take them out of the object would cost as much as all the rest.
  const taken = new Set<string>();
  const take = (name: string): unknown => {
    taken.add(name);
    return fields[name];
  };
  for (const name of Object.keys(format.known))
    if (fields[name] === format.known[name]) taken.add(name);
  const timeMillis = readTime(take);
  const severity = readLevel(take, format.levels);
  const trace = takeTrace(fields, take);
  const eventName = typeof fields['event.name'] === 'string' ? take('event.name') : undefined;
  const message = take(format.messageKey);
  const attributes = takeError(fields, take, format.errorKey);
  for (const key of Object.keys(fields)) if (!taken.has(key)) attributes[key] = fields[key];
  const moves = isTooLarge(attributes, format.maxAttributeBytes);
  return {
    timeMillis,
    ...severity,
    body: moves ? { [format.messageKey]: message, ...attributes } : message,
    attributes: moves ? {} : attributes,
    ...trace,
    eventName: eventName as string | undefined,
  };
}

function parse(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Fields)
      : undefined;
  } catch {
    return undefined;
  }
}

function readTime(take: (name: string) => unknown): number | undefined {
  for (const name of ['time', '@timestamp']) {
    const value = take(name);
    const millis =
      typeof value === 'string'
        ? Date.parse(value)
        : typeof value === 'number' && value < MILLIS_FROM
          ? value * 1000
          : value;
    if (typeof millis === 'number' && Number.isFinite(millis) && millis > 0) return millis;
  }
  return undefined;
}

function readLevel(
  take: (name: string) => unknown,
  levels: ReadonlyMap<number, string>,
): Pick<LineRecord, 'severityNumber' | 'severityText'> {
  const level = take('level') ?? take('log.level') ?? take('severity');
  if (typeof level === 'number')
    return { severityNumber: severityOf(level), severityText: levels.get(level) ?? String(level) };
  if (typeof level !== 'string') return {};
  // A formatter may write the name, in its own case.
  const name = level.toLowerCase();
  const number = [...levels, ...LEVEL_NAMES].find(([, own]) => own.toLowerCase() === name)?.[0];
  return { severityNumber: number === undefined ? 0 : severityOf(number), severityText: level };
}

/** What is no id stays an attribute. */
function takeTrace(
  fields: Fields,
  take: (name: string) => unknown,
): Pick<LineRecord, 'traceId' | 'spanId' | 'flags'> {
  for (const { trace, span, flags, form } of TRACE_FIELDS) {
    const found = form.exec(text(fields[trace]));
    const [, traceId, ownSpanId, ownFlags] = found ?? [];
    if (traceId === undefined || NOTHING.test(traceId)) continue;
    take(trace);
    const spanId = ownSpanId ?? /^[0-9a-f]{16}$/.exec(text(span && fields[span]))?.[0];
    if (span !== undefined && spanId !== undefined) take(span);
    const given = ownFlags ?? (flags === undefined ? undefined : take(flags));
    return {
      traceId,
      spanId: spanId === undefined || NOTHING.test(spanId) ? undefined : spanId,
      flags: typeof given === 'boolean' ? Number(given) : Number.parseInt(text(given), 16) & 255,
    };
  }
  return {};
}

/** An error, as pino's serializer writes it. What else it has stays where it was. */
function takeError(fields: Fields, take: (name: string) => unknown, errorKey: string): Fields {
  const error = fields[errorKey];
  if (typeof error !== 'object' || error === null) return {};
  const { type, message, stack, ...rest } = error as Fields;
  if (typeof message !== 'string' && typeof stack !== 'string') return {};
  take(errorKey);
  return {
    ...(typeof type === 'string' && { [ATTR_EXCEPTION_TYPE]: type }),
    ...(typeof message === 'string' && { [ATTR_EXCEPTION_MESSAGE]: message }),
    ...(typeof stack === 'string' && { [ATTR_EXCEPTION_STACKTRACE]: stack }),
    ...(Object.keys(rest).length > 0 && { [errorKey]: rest }),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Whether a store that keeps attributes beside the line would refuse them: it counts those inside objects, too. */
function isTooLarge(attributes: Fields, maxBytes: number): boolean {
  let bytes = 0;
  let entries = 0;
  const visit = (map: Fields, depth: number): void => {
    for (const key of Object.keys(map)) {
      const value = map[key];
      entries += 1;
      bytes += ENTRY_BYTES + key.length;
      if (typeof value === 'string') bytes += Buffer.byteLength(value);
      else if (typeof value !== 'object' || value === null) continue;
      else if (Array.isArray(value) || depth >= MAX_DEPTH) bytes += JSON.stringify(value).length;
      else visit(value as Fields, depth + 1);
    }
  };
  visit(attributes, 0);
  return bytes > maxBytes || entries > MAX_ENTRIES;
}
