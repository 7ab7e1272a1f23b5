/** Reads a list that may be left out, have holes or be anything else. */

/** The entries that are there. */
export function listOf<T>(value: readonly T[] | null | undefined): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]).filter((entry) => entry != null) : [];
}
