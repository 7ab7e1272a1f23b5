/** Values as they may be recorded: of the right type, of bounded length, or dropped and counted. */
import { countDropped } from '../count-dropped.ts';

/** Longest string of an attribute that is not content, in UTF-16 units. */
export const MAX_ATTRIBUTE_LENGTH = 1024;
/** Longest list of an attribute. */
const MAX_LIST_LENGTH = 128;

/** How one kind of attribute is read. `undefined`: dropped. */
export type ReadValue = (value: unknown) => string | number | boolean | string[] | undefined;

function dropped(reason: string): undefined {
  countDropped(reason);
  return undefined;
}

/** A string, cut at {@link MAX_ATTRIBUTE_LENGTH}, without lone surrogates. Empty reads as absent. */
export const string = (value: unknown): string | undefined => {
  if (typeof value !== 'string') return dropped('attribute of wrong type');
  if (value === '') return undefined;
  if (value.length <= MAX_ATTRIBUTE_LENGTH)
    return value.isWellFormed() ? value : value.toWellFormed();
  countDropped('attribute cut');
  return value.slice(0, MAX_ATTRIBUTE_LENGTH).toWellFormed();
};

/** A text that is not empty; anything else reads as absent, and is not counted. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A finite whole number. */
export const int = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) ? (value as number) : dropped('attribute of wrong type');

/** A count of tokens: a whole number from 0 on. */
export const count = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && (value as number) >= 0
    ? (value as number)
    : dropped('attribute of wrong type');

/** A finite number. */
export const double = (value: unknown): number | undefined =>
  Number.isFinite(value) ? (value as number) : dropped('attribute of wrong type');

/** A boolean. */
export const boolean = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : dropped('attribute of wrong type');

/** True, or nothing: for attributes that are only ever true. */
export const onlyTrue = (value: unknown): true | undefined => (value === true ? true : undefined);

/** A list of strings; a single string is a list of one. */
export const strings = (value: unknown): string[] | undefined => {
  const list = typeof value === 'string' ? [value] : value;
  try {
    if (!Array.isArray(list)) return dropped('attribute of wrong type');
    if (list.length > MAX_LIST_LENGTH) countDropped('attribute cut');
    const kept: string[] = [];
    for (const entry of list.slice(0, MAX_LIST_LENGTH)) {
      const text = string(entry);
      if (text !== undefined) kept.push(text);
    }
    return kept.length > 0 ? kept : undefined;
  } catch {
    // The one value here that is looked into: a proxy or a getter of the caller's may throw.
    return dropped('attribute of wrong type');
  }
};
