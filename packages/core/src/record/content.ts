/** What becomes of captured content before anything is recorded: media out, redaction, byte budget, plain data. */
import type { Redactor } from '../settings.ts';
import { countDropped } from '../state.ts';

/** Characters of a piece of media, from each end, that its fingerprint is made of: hashing 5 MB would block for 5 ms. */
const FINGERPRINT_LENGTH = 4096;
/**
 * Characters beyond the budget that redactors still see. They are dropped afterwards, so that no half of
 * what a redactor would have taken as a whole stays at the end.
 */
const REDACTION_MARGIN = 4096;
/** A text from this length on that looks like base64 is described, wherever it stands. */
const MIN_BASE64_LENGTH = 1024;
/** Marks a streamed text that was not kept to its end. */
const UNFINISHED = '\u0000unfinished';
const MAX_DEPTH = 24;
const MAX_NODES = 20_000;

/** The bytes that the content of one span may still take, and what was cut. */
export interface ContentBudget {
  bytes: number;
  nodes: number;
  cut: number;
  readonly redact: readonly Redactor[];
}

/** A fresh budget for one span. */
export function contentBudget(maxBytes: number, redact: readonly Redactor[]): ContentBudget {
  return { bytes: maxBytes, nodes: MAX_NODES, cut: 0, redact };
}

/**
 * A copy of a value as plain data: safe against getters that throw, proxies and cycles, with media
 * replaced by type, size and fingerprint, every text redacted and all of it within the budget.
 */
export function plainContent(value: unknown, budget: ContentBudget): unknown {
  return plain(value, budget, 0, []);
}

/** The content of a request or reply by its fields, each as plain data. Fields that are absent or empty are left out. */
export function plainFields<T extends object>(
  content: T,
  budget: ContentBudget,
): { [K in keyof T]?: unknown } {
  const fields: { [K in keyof T]?: unknown } = {};
  for (const key of Object.keys(content) as (keyof T)[]) {
    const value = content[key];
    if (value === undefined || value === null) continue;
    if (Array.isArray(value) && value.length === 0) continue;
    fields[key] = plainContent(value, budget);
  }
  return fields;
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
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      return { type: 'binary', size: value.byteLength };
    }
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      for (const entry of value) {
        if (isSpent(budget)) {
          cut(budget);
          break;
        }
        list.push(plain(entry, budget, depth + 1, path) ?? null);
      }
      return list;
    }
    const source = value as Record<string, unknown>;
    if (source['type'] === 'blob' && typeof source['content'] === 'string') {
      return fileOf(source as { modality?: unknown; mime_type?: unknown; content: string });
    }
    if (typeof source['toJSON'] === 'function') {
      return plain((source['toJSON'] as () => unknown).call(source), budget, depth + 1, path);
    }
    const copy: Record<string, unknown> = {};
    for (const key of Object.keys(source)) {
      // Not by bytes: a message without its parts would be none. What is long in it is cut as text.
      if (budget.nodes <= 0) {
        cut(budget);
        break;
      }
      budget.bytes -= key.length;
      const entry = field(source, key, budget, depth + 1, path);
      if (entry !== undefined) copy[key] = entry;
    }
    return copy;
  } catch {
    return cut(budget);
  } finally {
    path.pop();
  }
}

/** One field. What throws when it is read is dropped alone. */
function field(
  source: Record<string, unknown>,
  key: string,
  budget: ContentBudget,
  depth: number,
  path: unknown[],
): unknown {
  try {
    return plain(source[key], budget, depth, path);
  } catch {
    return cut(budget);
  }
}

function isSpent(budget: ContentBudget): boolean {
  return budget.bytes <= 0 || budget.nodes <= 0;
}

function cut(budget: ContentBudget): string {
  budget.cut += 1;
  countDropped('content cut');
  return '[cut]';
}

function text(value: string, budget: ContentBudget): string {
  let result = described(value);
  const isUnfinished = result.endsWith(UNFINISHED);
  if (isUnfinished) result = result.slice(0, -UNFINISHED.length);
  // A text far over the budget is cut before it is redacted, so that redaction costs no more than it may keep.
  const room = Math.max(0, budget.bytes);
  const limit = room * 2 + REDACTION_MARGIN;
  const isLong = isUnfinished || result.length > limit;
  if (result.length > limit) result = result.slice(0, limit);
  for (const redactor of budget.redact) {
    const redacted = redactor(result);
    if (redacted !== result) countDropped('content redacted');
    if (redacted === undefined) return '[redacted]';
    result = redacted;
  }
  if (isLong && budget.redact.length > 0) result = result.slice(0, -REDACTION_MARGIN);
  const bytes = Buffer.byteLength(result);
  budget.bytes -= bytes;
  if (bytes <= room)
    return isLong ? `${result.toWellFormed()}${cut(budget)}` : result.toWellFormed();
  let kept = result.slice(0, room);
  while (Buffer.byteLength(kept) > room) kept = kept.slice(0, Math.floor(kept.length * 0.75));
  return `${kept.toWellFormed()}${cut(budget)}`;
}

/** The text, or what it is when it is media. */
function described(value: string): string {
  if (value.length < 256) return value;
  if (value.startsWith('data:')) return describeMedia(value);
  return value.length >= MIN_BASE64_LENGTH && isBase64(value.slice(0, MIN_BASE64_LENGTH))
    ? `[${decodedSize(value)} bytes, ${fingerprint(value)}]`
    : value;
}

/** Nothing but the alphabet, of which bytes use every part and no text of people or machines is that dense. */
function isBase64(start: string): boolean {
  return (
    /^[\w+/\r\n-]+$/.test(start) && /[A-Z]/.test(start) && /[a-z]/.test(start) && /\d/.test(start)
  );
}

/** Type, size and fingerprint in place of bytes, as a file part. */
function fileOf(part: { modality?: unknown; mime_type?: unknown; content: string }): object {
  return {
    type: 'file',
    modality: part.modality,
    ...(typeof part.mime_type === 'string' && { mime_type: part.mime_type }),
    file_id: fingerprint(part.content),
    size: decodedSize(part.content),
  };
}

function describeMedia(address: string): string {
  const comma = address.indexOf(',');
  const type = address.slice(5, Math.min(comma === -1 ? 64 : comma, 64));
  const body = address.slice(comma + 1);
  return `data:${type},[${decodedSize(body)} bytes, ${fingerprint(body)}]`;
}

function decodedSize(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return Math.floor((base64.length * 3) / 4) - padding;
}

/** SHA-256 over the length and both ends: equal media have equal fingerprints, at a cost that does not grow with them. */
function fingerprint(base64: string): string {
  // Not imported: it takes 5 ms at start, and most processes never see media.
  const hash = process
    .getBuiltinModule('node:crypto')
    .createHash('sha256')
    .update(String(base64.length))
    .update(base64.slice(0, FINGERPRINT_LENGTH))
    .update(base64.slice(-FINGERPRINT_LENGTH))
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
