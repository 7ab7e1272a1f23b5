/** Reads a list that a compatible server may leave out, fill with `null` or replace by anything else. */

/** The entries that are there. */
export function listOf<T>(value: readonly T[] | null | undefined): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]).filter((entry) => entry != null) : [];
}
