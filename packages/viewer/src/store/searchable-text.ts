/** The text by which a span or a log record is found. */
import type { AttributeValue } from '../api.ts';

const MAX_CHARACTERS = 1_000_000;
const MAX_DEPTH = 32;
// What messages are made of besides their text.
const SKIPPED = new Set([
  'type',
  'role',
  'modality',
  'mime_type',
  'finish_reason',
  'id',
  'file_id',
]);
/** The types of parts whose content is no text. */
const BINARY = new Set(['blob', 'image', 'audio']);

/** All texts in these values, a line each; encoded media and the words of the structure left out. */
export function searchableText(...values: readonly unknown[]): string {
  const found: string[] = [];
  let characters = 0;
  const add = (value: unknown, depth: number): void => {
    if (characters > MAX_CHARACTERS || depth > MAX_DEPTH) return;
    if (typeof value === 'string') {
      if (value === '' || isEncoded(value)) return;
      found.push(value);
      characters += value.length;
    } else if (Array.isArray(value)) {
      for (const item of value as readonly AttributeValue[]) add(item, depth + 1);
    } else if (typeof value === 'object' && value !== null) {
      const fields = value as Readonly<Record<string, unknown>>;
      if (BINARY.has(String(fields['type'])) && 'content' in fields) return;
      for (const [key, item] of Object.entries(fields)) {
        if (!SKIPPED.has(key)) add(item, depth + 1);
      }
    }
  };
  for (const value of values) add(value, 0);
  const text = found.join('\n');
  return text.length > MAX_CHARACTERS ? text.slice(0, MAX_CHARACTERS) : text;
}

/** Ids and encoded files: long, and without a blank. */
function isEncoded(value: string): boolean {
  return value.length > 1024 && !/\s/.test(value.slice(0, 1024));
}
