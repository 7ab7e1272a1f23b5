/** What becomes of captured content before anything is recorded: media out, redaction, byte budgets, plain data in the shapes of the conventions. */
import { asObject } from '../adapter/content.ts';
import { failed } from '../safely.ts';
import type { ContentItem, Settings } from '../settings.ts';
import { countDropped } from '../count-dropped.ts';
import { isSecretKey, redactBuiltIn } from './redact.ts';

/** Characters of a piece of media, from each end, that its fingerprint is made of: hashing 5 MB would block for 5 ms. */
const FINGERPRINT_LENGTH = 4096;
/**
 * Characters beyond the budget that redactors still see. They are dropped afterwards, so that no half of
 * what a redactor would have taken as a whole stays at the end.
 */
const REDACTION_MARGIN = 4096;
/** A text that is cut is uploaded up to this many characters, all of which are redacted first. */
const MAX_UPLOAD_LENGTH = 1_048_576;
/** A text from this length on that looks like base64 is described, wherever it stands. */
const MIN_BASE64_LENGTH = 1024;
/** Where two texts meet, a secret may be in both. So many characters on each side are looked at. */
const SEAM_LENGTH = 256;
/** Marks a streamed text that was not kept to its end. */
const UNFINISHED = '\u0000unfinished';
const MAX_DEPTH = 24;
const MAX_NODES = 20_000;
const MAX_KEY_LENGTH = 256;
const REMOVED = '[redacted]';
/** What a message or a part is not one without: kept when there is room for nothing else. */
const SHAPE_KEYS = new Set(
  'role parts type name id content response modality mime_type uri file_id size server_tool_call server_tool_call_response'.split(
    ' ',
  ),
);
/** Which properties of a part are texts, by its type. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  text: ['content'],
  reasoning: ['content'],
  tool_call: ['name'],
  uri: ['modality', 'uri'],
  file: ['modality', 'file_id'],
};
const TOOL_VALUES = new Set(['toolArguments', 'toolResult']);

type Fields = Record<string, unknown>;

/** What is given to {@link ContentBudget.upload}; the call adds its operation. */
export type Uploadable = Omit<ContentItem, 'operation'>;

/** The settings that the pipeline runs on. */
export type ContentRules = Pick<
  Settings,
  'redact' | 'redactBuiltIn' | 'maxContentBytes' | 'maxMessageBytes' | 'maxPartBytes'
>;

/** The bytes that the content of one span may still take, and what was cut. */
export interface ContentBudget {
  bytes: number;
  nodes: number;
  cut: number;
  /** Which field is being read. */
  field: string;
  readonly rules: ContentRules;
  /** Takes what is not recorded; gives back where it is then. */
  readonly upload: ((item: Uploadable) => string | undefined) | undefined;
}

/** A fresh budget for one span. */
export function contentBudget(
  rules: ContentRules,
  upload?: ContentBudget['upload'],
): ContentBudget {
  return { bytes: rules.maxContentBytes, nodes: MAX_NODES, cut: 0, field: '', rules, upload };
}

/**
 * A copy of a value as plain data: safe against getters that throw, proxies and cycles, with media
 * replaced by type, size and fingerprint, every text redacted and all of it within the budget.
 */
export function plainContent(value: unknown, budget: ContentBudget): unknown {
  return plain(value, budget, 0, []);
}

/**
 * The content of a request or reply by its fields, each as plain data in its shape. Fields that are absent
 * or empty are left out. The last message of the user has the first claim on the budget, the earliest
 * message of all the last.
 */
export function plainFields(content: object, budget: ContentBudget): Fields {
  const source = content as Readonly<Fields>;
  const { rules } = budget;
  const messageBytes = rules.maxMessageBytes ?? rules.maxContentBytes / 2;
  const partBytes = rules.maxPartBytes ?? messageBytes / 2;
  const fields: Fields = {};
  const message = (value: unknown): object =>
    within(budget, messageBytes, () => messageOf(value, budget, partBytes));
  const history = listOf(source['messages']);
  const lastAsked = history.findLastIndex((entry) => roleOf(entry) === 'user');
  budget.field = 'messages';
  const asked = lastAsked === -1 ? undefined : message(history[lastAsked]);
  for (const [field, value] of Object.entries(source)) {
    if (value === undefined || value === null || field === 'messages') continue;
    budget.field = field;
    if (field === 'replies') fields[field] = untilSpent(listOf(value), budget, message);
    else if (field === 'system')
      fields[field] = within(budget, messageBytes, () => partsOf(value, budget, partBytes));
    else if (field === 'tools')
      fields[field] = within(budget, partBytes, () =>
        untilSpent(listOf(value), budget, (entry) => objectOf(entry, budget, ['type', 'name'])),
      );
    else if (field === 'documents')
      fields[field] = untilSpent(listOf(value), budget, (entry) => objectOf(entry, budget, []));
    else if (TOOL_VALUES.has(field)) fields[field] = asObject(plainContent(value, budget));
    else fields[field] = plainContent(value, budget);
    if (isEmpty(fields[field])) delete fields[field];
  }
  if (history.length === 0) return fields;
  budget.field = 'messages';
  const list: unknown[] = [];
  for (let index = history.length - 1; index >= 0; index -= 1) {
    if (index === lastAsked) list.push(asked);
    else if (!isSpent(budget)) list.push(message(history[index]));
    else {
      const left = index + 1 - (lastAsked !== -1 && lastAsked < index ? 1 : 0);
      budget.cut += left;
      countDropped('content cut', left);
      if (left <= index) list.push(asked);
      break;
    }
  }
  fields['messages'] = list.toReversed();
  return fields;
}

/** Runs with at most so many of the bytes that are left. */
export function within<T>(budget: ContentBudget, maxBytes: number, run: () => T): T {
  const aside = Math.max(0, budget.bytes - maxBytes);
  budget.bytes -= aside;
  try {
    return run();
  } finally {
    budget.bytes += aside;
  }
}

/** Every entry as `read` gives it, as long as there is room. */
function untilSpent(
  list: readonly unknown[],
  budget: ContentBudget,
  read: (entry: unknown) => unknown,
): unknown[] {
  const copy: unknown[] = [];
  for (const entry of list) {
    if (isSpent(budget)) {
      cut(budget);
      break;
    }
    copy.push(read(entry));
  }
  return copy;
}

function messageOf(value: unknown, budget: ContentBudget, partBytes: number): object {
  try {
    const { parts, ...rest } = value as Fields;
    const message = objectOf(rest, budget, ['role']);
    return { ...message, parts: partsOf(parts, budget, partBytes) };
  } catch {
    cut(budget);
    return { role: 'unknown', parts: [] };
  }
}

function partsOf(value: unknown, budget: ContentBudget, partBytes: number): unknown[] {
  const parts = joinSecrets(listOf(value), budget);
  return untilSpent(parts, budget, (part) =>
    within(budget, partBytes, () => {
      const copy = objectOf(part, budget, ['type']);
      for (const key of TEXTS[String(copy['type'])] ?? []) copy[key] = asText(copy[key]);
      if (copy['type'] === 'tool_call_response') copy['response'] ??= null;
      return copy;
    }),
  );
}

/** Neighbouring texts of which only both together hold a secret are one text. */
function joinSecrets(parts: readonly unknown[], budget: ContentBudget): readonly unknown[] {
  const { redactBuiltIn: names } = budget.rules;
  if (parts.length < 2 || names.length === 0) return parts;
  const joined: unknown[] = [];
  for (const part of parts) {
    const before = textOf(joined.at(-1))?.slice(-SEAM_LENGTH);
    const after = textOf(part)?.slice(0, SEAM_LENGTH);
    if (
      before &&
      after &&
      redactBuiltIn(before + after, names) !==
        redactBuiltIn(before, names) + redactBuiltIn(after, names)
    )
      joined.push({ type: 'text', content: `${textOf(joined.pop())}${textOf(part)}` });
    else joined.push(part);
  }
  return joined;
}

function textOf(part: unknown): string | undefined {
  const { type, content } = (part ?? {}) as Fields;
  return type === 'text' && typeof content === 'string' ? content : undefined;
}

/** A copy that is an object, with texts where it must have some and where it may. */
function objectOf(value: unknown, budget: ContentBudget, texts: readonly string[]): Fields {
  const copy = plain(value, budget, 1, []);
  const object = isObject(copy) ? copy : { type: 'text', content: asText(copy) };
  for (const key of texts) object[key] = asText(object[key]) || 'unknown';
  for (const key of ['id', 'name', 'finish_reason'])
    if (object[key] == null) delete object[key];
    else object[key] = asText(object[key]);
  if ('score' in object && typeof object['score'] !== 'number') delete object['score'];
  return object;
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);

function roleOf(message: unknown): unknown {
  try {
    return (message as { role?: unknown }).role;
  } catch {
    // A message that cannot be asked is read, and cut, in its place.
    return undefined;
  }
}

function plain(value: unknown, budget: ContentBudget, depth: number, path: unknown[]): unknown {
  budget.nodes -= 1;
  switch (typeof value) {
    case 'string':
      return text(value, budget);
    case 'number':
      budget.bytes -= 8;
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
      budget.bytes -= 4;
      return value;
    case 'bigint':
      return text(value.toString(), budget);
    case 'object':
      return value === null ? null : structure(value, budget, depth, path);
    default:
      return undefined;
  }
}

function structure(value: object, budget: ContentBudget, depth: number, path: unknown[]): unknown {
  if (depth >= MAX_DEPTH || path.includes(value) || budget.nodes <= 0) {
    // A list stays one, so that what is cut still has the shape that the conventions ask for.
    const mark = cut(budget);
    return Array.isArray(value) ? [] : mark;
  }
  path.push(value);
  try {
    if (Array.isArray(value))
      return untilSpent(value, budget, (entry) => plain(entry, budget, depth + 1, path) ?? null);
    const source = value as Fields;
    const bytes = bytesOf(source, budget);
    if (bytes) return bytes;
    if (typeof source['toJSON'] === 'function')
      return plain((source['toJSON'] as () => unknown).call(source), budget, depth + 1, path);
    return copyOf(source, budget, depth, path);
  } catch {
    return cut(budget);
  } finally {
    path.pop();
  }
}

function copyOf(source: Fields, budget: ContentBudget, depth: number, path: unknown[]): Fields {
  const copy: Fields = {};
  // The schemas of tools name secrets and hold none.
  const redactsKeys = budget.rules.redactBuiltIn.includes('secret') && budget.field !== 'tools';
  for (const key of Object.keys(source)) {
    // A message without its parts would be none: what is long in it is cut as text.
    if (budget.nodes <= 0 || (budget.bytes <= 0 && !SHAPE_KEYS.has(key))) {
      cut(budget);
      if (budget.nodes <= 0) break;
      budget.nodes -= 1;
      continue;
    }
    const name = /^[a-z_$]{0,40}$/i.test(key)
      ? key
      : redacted(key.slice(0, MAX_KEY_LENGTH), budget.rules);
    budget.bytes -= name.length + 4;
    let entry: unknown;
    try {
      entry = source[key];
      if (redactsKeys && entry != null && typeof entry !== 'boolean' && isSecretKey(key)) {
        countDropped('content redacted');
        entry = '[redacted:secret]';
      } else entry = plain(entry, budget, depth + 1, path);
    } catch {
      // What throws when it is read is dropped alone.
      entry = cut(budget);
    }
    if (entry !== undefined) copy[name] = entry;
  }
  return copy;
}

function isSpent(budget: ContentBudget): boolean {
  return budget.bytes <= 0 || budget.nodes <= 0;
}

function cut(budget: ContentBudget, where?: string): string {
  budget.cut += 1;
  countDropped('content cut');
  return where === undefined ? '[cut]' : `[cut: ${where}]`;
}

function text(value: string, budget: ContentBudget): string {
  const isUnfinished = value.endsWith(UNFINISHED);
  let result = isUnfinished ? value.slice(0, -UNFINISHED.length) : value;
  const media = mediaText(result, budget);
  if (media !== undefined) {
    budget.bytes -= media.length;
    return isUnfinished ? `${media}${cut(budget)}` : media;
  }
  const { rules, upload } = budget;
  const room = Math.max(0, budget.bytes);
  // What is too short to be worth a place of its own is not uploaded.
  const uploads = upload !== undefined && value.length > room && value.length >= SEAM_LENGTH;
  if (room === 0 && !uploads) return result === '' ? '' : cut(budget);
  // A text far over the budget is cut before it is redacted, so that redaction costs no more than it may keep.
  const limit = uploads ? MAX_UPLOAD_LENGTH : room * 2 + REDACTION_MARGIN;
  const isLong = isUnfinished || result.length > limit;
  const seen = withoutMedia(result.slice(0, limit));
  // A description of media at the end is no half of anything.
  const isWhole =
    !isLong || (seen.length < limit && seen.length < result.length && seen.endsWith(']'));
  result = redacted(seen, rules);
  if (!isWhole && (rules.redact.length > 0 || rules.redactBuiltIn.length > 0))
    result = result.slice(0, -REDACTION_MARGIN);
  result = result.toWellFormed();
  const bytes = Buffer.byteLength(result);
  budget.bytes -= Math.min(bytes, room);
  if (bytes <= room && !isLong) return result;
  const where = uploads
    ? upload({
        kind: 'text',
        mimeType: 'text/plain',
        data: result,
        fingerprint: fingerprint(result),
        field: budget.field,
      })
    : undefined;
  const kept = bytes <= room ? result : startOf(result, room);
  return `${kept}${cut(budget, where)}`;
}

/** As many whole characters as fit into the bytes. */
function startOf(value: string, bytes: number): string {
  return Buffer.from(value.slice(0, bytes))
    .toString('utf8', 0, bytes)
    .replace(/\ufffd$/, '');
}

/** What redactors leave of a text. Of one that fails nothing is left: what it would have removed is not known. */
function redacted(value: string, rules: ContentRules): string {
  let result: string = redactBuiltIn(value, rules.redactBuiltIn);
  for (const redactor of rules.redact) {
    try {
      const given: unknown = redactor(result);
      if (given === undefined) result = REMOVED;
      else if (typeof given === 'string') result = given;
      else {
        // A promise is none, either; that it may be rejected is not the application's concern.
        Promise.resolve(given).catch(() => {});
        throw new TypeError('a redactor gives back a text or undefined');
      }
    } catch (error) {
      failed('redact', error);
      result = REMOVED;
    }
    if (result === REMOVED) break;
  }
  if (result !== value) countDropped('content redacted');
  return result;
}

/** Type, size and fingerprint in the place of bytes, or where they were uploaded to; `undefined`: it is something else. */
function bytesOf(source: Fields, budget: ContentBudget): object | undefined {
  if (ArrayBuffer.isView(source) || source instanceof ArrayBuffer) {
    const { byteLength: size } = source as unknown as ArrayBufferView;
    const uri = budget.upload && uploaded(asBytes(source), undefined, budget);
    return { type: 'binary', size, ...(uri !== undefined && { uri }) };
  }
  const { type } = source;
  const mimeType = typeof source['mime_type'] === 'string' ? source['mime_type'] : undefined;
  const content = type === 'blob' ? source['content'] : undefined;
  if (typeof content === 'string' || content instanceof Uint8Array) {
    const uri = uploaded(content, mimeType, budget);
    return {
      type: uri === undefined ? 'file' : 'uri',
      modality: source['modality'],
      ...(mimeType !== undefined && { mime_type: mimeType }),
      ...(uri === undefined ? { file_id: fingerprint(content) } : { uri }),
      size: typeof content === 'string' ? decodedSize(content) : content.byteLength,
    };
  }
  // What JSON makes of a Buffer.
  if (type === 'Buffer' && Array.isArray(source['data']))
    return { type: 'binary', size: source['data'].length };
  // A Blob or File, and a stream: described, never read.
  if (typeof source['arrayBuffer'] === 'function' && typeof source['size'] === 'number')
    return {
      type: 'binary',
      size: source['size'],
      ...(type !== '' && { mime_type: asText(type) }),
    };
  return typeof source['pipe'] === 'function' || typeof source['getReader'] === 'function'
    ? { type: 'stream' }
    : undefined;
}

function asBytes(value: object): Uint8Array {
  return value instanceof ArrayBuffer
    ? new Uint8Array(value)
    : new Uint8Array(
        (value as ArrayBufferView).buffer,
        (value as ArrayBufferView).byteOffset,
        (value as ArrayBufferView).byteLength,
      );
}

function uploaded(
  data: string | Uint8Array,
  mimeType: string | undefined,
  budget: ContentBudget,
): string | undefined {
  return budget.upload?.({
    kind: 'media',
    mimeType,
    data,
    fingerprint: fingerprint(data),
    field: budget.field,
  });
}

/** What a text is when all of it is media. */
function mediaText(value: string, budget: ContentBudget): string | undefined {
  if (value.length < 256) return undefined;
  if (value.startsWith('data:')) {
    const comma = value.slice(0, 256).indexOf(',');
    if (comma === -1) return undefined;
    const type = value.slice(5, comma);
    return `data:${type},${described(value.slice(comma + 1), type.split(';')[0], budget)}`;
  }
  return value.length >= MIN_BASE64_LENGTH && isBase64(value.slice(0, MIN_BASE64_LENGTH))
    ? described(value, undefined, budget)
    : undefined;
}

/** A text with what it holds of media described. Only its whole media are uploaded. */
function withoutMedia(value: string): string {
  let result = value;
  if (value.includes(';base64,'))
    result = result.replace(
      /;base64,([\w+/=-]{64,})/g,
      (_found, base64: string) => `;base64,${described(base64)}`,
    );
  if (!hasLongWord(result)) return result;
  return result.replace(/(?<![\w+/-])[\w+/\r\n-]{1024,}=?=?/g, (found) =>
    isBase64(found.slice(0, MIN_BASE64_LENGTH)) ? described(found) : found,
  );
}

/** Whether something of the length of base64 may be in a text: it would fill at least one step, from its start on. */
function hasLongWord(value: string): boolean {
  const start = /[\w+/\r\n-]{64}/y;
  const step = MIN_BASE64_LENGTH / 2;
  for (let index = 0; index < value.length; index += step) {
    start.lastIndex = index;
    if (start.test(value)) return true;
  }
  return false;
}

function described(base64: string, mimeType?: string, budget?: ContentBudget): string {
  const where = budget && uploaded(base64, mimeType, budget);
  return `[${decodedSize(base64)} bytes, ${where ?? fingerprint(base64)}]`;
}

/** Nothing but the alphabet, of which bytes use every part and no text of people or machines is that dense. */
function isBase64(start: string): boolean {
  return (
    /^[\w+/=\r\n-]+$/.test(start) && /[A-Z]/.test(start) && /[a-z]/.test(start) && /\d/.test(start)
  );
}

function decodedSize(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return Math.floor((base64.length * 3) / 4) - padding;
}

/** SHA-256 over the length and both ends: equal media have equal fingerprints, at a cost that does not grow with them. */
function fingerprint(data: string | Uint8Array): string {
  // Not imported: it takes 5 ms at start, and most processes never see media.
  const hash = process
    .getBuiltinModule('node:crypto')
    .createHash('sha256')
    .update(String(data.length))
    .update(data.slice(0, FINGERPRINT_LENGTH))
    .update(data.slice(-FINGERPRINT_LENGTH))
    .digest('hex');
  return `sha256-ends:${hash.slice(0, 32)}`;
}

/** Joins streamed text up to a number of characters, and that margin; what is over is dropped, and the text marked. */
export function boundedText(
  maxLength: number,
): (previous: string | null | undefined, delta: string | null | undefined) => string | undefined {
  let left = maxLength + REDACTION_MARGIN;
  return (previous, delta) => {
    if (typeof delta !== 'string' || delta === '') return previous ?? undefined;
    // The byte budget of the span cuts exactly, later; this bound only keeps a stream's memory small.
    if (left <= 0)
      return previous?.endsWith(UNFINISHED) ? previous : `${previous ?? ''}${UNFINISHED}`;
    left -= delta.length;
    return (previous ?? '') + delta;
  };
}
