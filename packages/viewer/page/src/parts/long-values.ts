/** Long arrays and objects in groups, so that a tree opens a bounded number of rows at once. */

const maxChildren = 100;

/** The value with every array or object of more than 100 members divided into groups named by their range. */
export function groupLongValues(value: unknown, depth = 0): unknown {
  // Deeper than anybody reads; the value itself is shown as text.
  if (typeof value !== 'object' || value === null || depth > 64) return value;
  if (Array.isArray(value)) {
    const members = value.map((member) => groupLongValues(member, depth + 1));
    if (members.length <= maxChildren) return members;
    return groups(members.length, (start, end) => members.slice(start, end));
  }
  const entries = Object.entries(value).map(
    ([name, member]) => [name, groupLongValues(member, depth + 1)] as const,
  );
  if (entries.length <= maxChildren) return Object.fromEntries(entries);
  return groups(entries.length, (start, end) => Object.fromEntries(entries.slice(start, end)));
}

function groups(length: number, slice: (start: number, end: number) => unknown): unknown {
  const size = length <= maxChildren ** 2 ? maxChildren : Math.ceil(length / maxChildren);
  const grouped: Record<string, unknown> = {};
  for (let start = 0; start < length; start += size) {
    const end = Math.min(start + size, length);
    grouped[`${start} … ${end - 1}`] = groupLongValues(slice(start, end), 64);
  }
  return grouped;
}
