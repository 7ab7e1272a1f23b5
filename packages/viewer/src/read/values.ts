/** Reads attributes whose type nobody has checked. */
import type { Attributes, AttributeValue } from '../api.ts';

/** A text; `undefined` when it is none. */
export function textIn(attributes: Attributes, name: string): string | undefined {
  const value = attributes[name];
  return typeof value === 'string' ? value : undefined;
}

/** A number; `undefined` when it is none. */
export function numberIn(attributes: Attributes, name: string): number | undefined {
  const value = attributes[name];
  return typeof value === 'number' ? value : undefined;
}

/** Seconds as milliseconds; `undefined` when it is no number. */
export function millisFrom(attributes: Attributes, name: string): number | undefined {
  const seconds = numberIn(attributes, name);
  return seconds === undefined ? undefined : seconds * 1000;
}

/** The object itself, or one without fields when it is none. */
export function fieldsOf(value: AttributeValue | undefined): Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Attributes)
    : {};
}

/** The value of a JSON text that is an object or an array; `undefined` when it is not. */
export function structureIn(text: string): AttributeValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value = JSON.parse(text) as AttributeValue;
    return typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
