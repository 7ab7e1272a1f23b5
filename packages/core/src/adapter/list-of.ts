/** Reads a list that a provider may leave out, fill with `null` or replace by anything else. */

/** The entries that are there. */
export function listOf<T>(value: readonly T[] | null | undefined): readonly NonNullable<T>[] {
  return Array.isArray(value)
    ? (value as readonly T[]).filter((entry): entry is NonNullable<T> => entry != null)
    : [];
}
