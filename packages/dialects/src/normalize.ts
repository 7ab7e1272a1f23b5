/** Reads the attributes of any dialect in the newest names of the conventions. */
import {
  ATTR_GEN_AI_INPUT_MESSAGES,
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_OUTPUT_MESSAGES,
  ATTR_GEN_AI_RESPONSE_FINISH_REASONS,
  ATTR_GEN_AI_RETRIEVAL_DOCUMENTS,
  ATTR_GEN_AI_SYSTEM_INSTRUCTIONS,
  ATTR_GEN_AI_TOOL_CALL_ARGUMENTS,
  ATTR_GEN_AI_TOOL_CALL_RESULT,
  ATTR_GEN_AI_TOOL_DEFINITIONS,
} from '@spanwise/semconv';
import { fieldsOf, finishReason, type Message, parsed, readMessages } from './messages.ts';
import type { DialectReader, ReaderMessages, ReaderValue } from './reader.ts';
import { READERS } from './readers.gen.ts';

/** What is read of a span or an event. */
export interface NormalizeInput {
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Events of the span: older conventions have the messages there. */
  readonly events?:
    | readonly {
        readonly name: string;
        readonly attributes?: Readonly<Record<string, unknown>> | undefined;
      }[]
    | undefined;
}

/** Attributes in the newest names. */
export interface Normalized {
  /** The dialect that they were recorded in: `gen_ai` for the newest names, else the id of a table. Absent: nothing of GenAI is in it. */
  readonly dialect: string | undefined;
  /** What is to be added to the attributes, or put in the place of one that has another shape. Messages and tool values are structures. */
  readonly changes: Readonly<Record<string, unknown>>;
}

const NEWEST = 'gen_ai';
const ROLE_OF: Readonly<Record<string, string>> = {
  [ATTR_GEN_AI_INPUT_MESSAGES]: 'user',
  [ATTR_GEN_AI_OUTPUT_MESSAGES]: 'assistant',
  [ATTR_GEN_AI_SYSTEM_INSTRUCTIONS]: 'system',
};
const STRUCTURES = [
  ATTR_GEN_AI_TOOL_DEFINITIONS,
  ATTR_GEN_AI_TOOL_CALL_ARGUMENTS,
  ATTR_GEN_AI_TOOL_CALL_RESULT,
  ATTR_GEN_AI_RETRIEVAL_DOCUMENTS,
];

/** Reads a span's attributes. Never throws; what cannot be read is left as it is. */
export function normalize({ attributes, events = [] }: NormalizeInput): Normalized {
  const names = Object.keys(attributes);
  const eventNames = events.map(({ name }) => name);
  const readers = READERS.filter((reader) => isWrittenIn(reader, names, eventNames));
  const isNewest = names.some((name) => name.startsWith('gen_ai.'));
  if (readers.length === 0 && !isNewest) return { dialect: undefined, changes: {} };

  const changes = Object.create(null) as Record<string, unknown>;
  const has = (name: string): boolean =>
    attributes[name] !== undefined || changes[name] !== undefined;
  const put = (name: string, value: unknown): void => {
    if (!has(name) && value !== undefined && value !== null && value !== '') changes[name] = value;
  };
  readNewest(attributes, changes);
  for (const reader of readers) {
    for (const [theirs, ours] of Object.entries(reader.attributes)) put(ours, attributes[theirs]);
    for (const [ours, sources] of Object.entries(reader.values)) {
      for (const source of sources) {
        if (has(ours) || !isFor(source, attributes, changes)) continue;
        put(ours, valueFrom(source, attributes));
      }
    }
    for (const [ours, sources] of Object.entries(reader.messages)) {
      for (const source of sources) {
        if (has(ours) || !isFor(source, attributes, changes)) continue;
        putMessages(ours, messagesFrom(source, attributes, names, ROLE_OF[ours] ?? 'user'), put);
      }
    }
    readEvents(reader, events, put);
  }
  splitInstructions(attributes, changes);
  const reasons =
    changes[ATTR_GEN_AI_RESPONSE_FINISH_REASONS] ?? attributes[ATTR_GEN_AI_RESPONSE_FINISH_REASONS];
  if (
    Array.isArray(reasons) &&
    reasons.some((reason) => typeof reason === 'string' && finishReason(reason) !== reason)
  ) {
    changes[ATTR_GEN_AI_RESPONSE_FINISH_REASONS] = reasons.map((reason) =>
      finishReason(String(reason)),
    );
  }
  if (!isNewest && Object.keys(changes).length === 0) return { dialect: undefined, changes };
  return { dialect: readers[0]?.id ?? NEWEST, changes };
}

function isWrittenIn(
  { detect, events }: DialectReader,
  names: readonly string[],
  eventNames: readonly string[],
): boolean {
  return (
    detect.some((sign) =>
      sign.endsWith('.') ? names.some((name) => name.startsWith(sign)) : names.includes(sign),
    ) || eventNames.some((name) => Object.hasOwn(events, name))
  );
}

/** Content in the newest names that came as JSON, as SDKs without structured attributes write it. */
function readNewest(
  attributes: NormalizeInput['attributes'],
  changes: Record<string, unknown>,
): void {
  for (const [name, role] of Object.entries(ROLE_OF)) {
    const value = attributes[name];
    if (value === undefined || isMessages(value)) continue;
    const messages = readMessages(value, role);
    if (messages.length > 0) {
      changes[name] =
        name === ATTR_GEN_AI_SYSTEM_INSTRUCTIONS
          ? messages.flatMap(({ parts }) => parts)
          : messages;
    }
  }
  for (const name of STRUCTURES) {
    const value = attributes[name];
    const structure = parsed(value);
    if (structure !== value) changes[name] = structure;
  }
}

function isMessages(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (item) =>
        Array.isArray(fieldsOf(item)['parts']) && typeof fieldsOf(item)['role'] === 'string',
    )
  );
}

function isFor(
  { operations }: { readonly operations?: readonly string[] | undefined },
  attributes: NormalizeInput['attributes'],
  changes: Readonly<Record<string, unknown>>,
): boolean {
  const operation = changes[ATTR_GEN_AI_OPERATION_NAME] ?? attributes[ATTR_GEN_AI_OPERATION_NAME];
  return operations === undefined || operations.includes(String(operation));
}

function valueFrom(source: ReaderValue, attributes: NormalizeInput['attributes']): unknown {
  const { from, indexed, inner, path, map, scale, as } = source;
  if (indexed !== undefined) {
    const items = unfold(attributes, Object.keys(attributes), indexed);
    return items.length === 0
      ? undefined
      : items.map((item) => (inner === undefined ? item : at(item, inner)));
  }
  const given = from === undefined ? undefined : attributes[from];
  if (given === undefined) return undefined;
  const value = path === undefined ? given : at(parsed(given), path);
  if (value === undefined || value === null) return undefined;
  if (map !== undefined) return map[wordOf(value)] ?? map['*'];
  if (scale !== undefined)
    return Number.isFinite(Number(value)) ? Number(value) * scale : undefined;
  switch (as) {
    case 'list':
      return Array.isArray(value) ? value : [value];
    case 'number':
      return Number.isFinite(Number(value)) ? Number(value) : undefined;
    case 'text':
      return wordOf(value);
    case 'json':
      return Array.isArray(value) ? value.map(parsed) : parsed(value);
    default:
      return value;
  }
}

function messagesFrom(
  { indexed, from, path, inner, compose, where, unless, role: given }: ReaderMessages,
  attributes: NormalizeInput['attributes'],
  names: readonly string[],
  fallback: string,
): Message[] {
  const role = given ?? fallback;
  if (indexed !== undefined) {
    const items = unfold(attributes, names, indexed);
    return readMessages(
      inner === undefined ? items : items.map((item) => at(item, inner) ?? item),
      role,
    );
  }
  if (compose !== undefined) {
    const fields = Object.entries(compose).flatMap(([field, name]) =>
      attributes[name] === undefined ? [] : [[field, parsedCalls(field, attributes[name])]],
    );
    return readMessages(
      fields.some(([field]) => field !== 'finish_reason')
        ? [Object.fromEntries(fields)]
        : undefined,
      role,
    );
  }
  const value = from === undefined ? undefined : parsed(attributes[from]);
  const found = path === undefined ? value : at(value, path);
  return readMessages(
    Array.isArray(found) ? found.filter((item) => isWanted(item, where, unless)) : found,
    role,
  );
}

/** Calls of tools are a list; a text that happens to be JSON stays one. */
function parsedCalls(field: string, value: unknown): unknown {
  return field === 'tool_calls' ? parsed(value) : value;
}

function isWanted(
  item: unknown,
  where: ReaderMessages['where'],
  unless: ReaderMessages['unless'],
): boolean {
  const fields = fieldsOf(item);
  const has = ([key, value]: readonly [string, string]): boolean => fields[key] === value;
  return Object.entries(where ?? {}).every(has) && !Object.entries(unless ?? {}).some(has);
}

function putMessages(
  name: string,
  messages: Message[],
  put: (name: string, value: unknown) => void,
): void {
  if (messages.length === 0) return;
  put(
    name,
    name === ATTR_GEN_AI_SYSTEM_INSTRUCTIONS ? messages.flatMap(({ parts }) => parts) : messages,
  );
}

/** Messages that stand in events of the span, one each. */
function readEvents(
  { events: known }: DialectReader,
  events: NonNullable<NormalizeInput['events']>,
  put: (name: string, value: unknown) => void,
): void {
  const found = new Map<string, Message[]>();
  for (const { name, attributes = {} } of events) {
    const target = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!target) continue;
    const content =
      attributes['gen_ai.prompt'] ??
      attributes['gen_ai.completion'] ??
      attributes['gen_ai.event.content'];
    const { to, role = ROLE_OF[to] ?? 'user' } = target;
    const messages = readMessages(
      content ?? [{ ...attributes, message: parsed(attributes['message']) }],
      role,
    );
    found.set(to, [...(found.get(to) ?? []), ...messages]);
  }
  for (const [name, messages] of found) putMessages(name, messages, put);
}

/** A system message at the beginning of the input is the instructions, when nothing else is. */
function splitInstructions(
  attributes: NormalizeInput['attributes'],
  changes: Record<string, unknown>,
): void {
  const messages = changes[ATTR_GEN_AI_INPUT_MESSAGES] as readonly Message[] | undefined;
  if (messages === undefined || attributes[ATTR_GEN_AI_SYSTEM_INSTRUCTIONS] !== undefined) return;
  if (changes[ATTR_GEN_AI_SYSTEM_INSTRUCTIONS] !== undefined) return;
  // In the newest names a system message of the input stays where it is.
  if (attributes[ATTR_GEN_AI_INPUT_MESSAGES] !== undefined) return;
  const end = messages.findIndex(({ role }) => role !== 'system');
  const system = end < 0 ? [] : messages.slice(0, end);
  if (system.length === 0) return;
  changes[ATTR_GEN_AI_SYSTEM_INSTRUCTIONS] = system.flatMap(({ parts }) => parts);
  changes[ATTR_GEN_AI_INPUT_MESSAGES] = messages.slice(end);
}

/** The value at a path of keys with dots between them. */
function at(value: unknown, path: string): unknown {
  let found: unknown = value;
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = parsed((found as Readonly<Record<string, unknown>>)[key]);
  }
  return found;
}

/** A value as a text. */
function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type Tree = { [key: string]: unknown };

/** The array that attributes `prefix.0.a.b`, `prefix.1.a.b` are an unfolding of. */
function unfold(
  attributes: NormalizeInput['attributes'],
  names: readonly string[],
  prefix: string,
): unknown[] {
  const root = Object.create(null) as Tree;
  for (const name of names) {
    if (!name.startsWith(`${prefix}.`)) continue;
    const keys = name.slice(prefix.length + 1).split('.');
    if (keys.length > 16) continue;
    let place = root;
    for (const key of keys.slice(0, -1)) {
      const next = place[key];
      if (typeof next === 'object' && next !== null) place = next as Tree;
      else place[key] = place = Object.create(null) as Tree;
    }
    place[keys.at(-1)!] = attributes[name];
  }
  const folded = fold(root);
  return Array.isArray(folded) ? folded : [];
}

function fold(value: unknown): unknown {
  // Arrays are values of attributes; only what was unfolded here has no prototype.
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== null)
    return value;
  const entries = Object.entries(value);
  if (entries.length > 0 && entries.every(([key]) => /^\d{1,6}$/.test(key))) {
    return entries
      .toSorted(([left], [right]) => Number(left) - Number(right))
      .map(([, item]) => fold(item));
  }
  return Object.fromEntries(entries.map(([key, item]) => [key, fold(item)]));
}
