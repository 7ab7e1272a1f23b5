/** Where a list goes on: the sorted value and the id of the last row that was given. */

/** Writes a cursor. */
export function cursorFor(value: number, id: number): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

/** Reads a cursor; one that is none stands before everything. */
export function fromCursor(cursor: string | undefined): [number, number] {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString()) as unknown[];
    if (typeof value === 'number' && typeof id === 'number') return [value, id];
  } catch {
    // What it was made of is nobody's affair.
  }
  return [Number.MAX_VALUE, Number.MAX_SAFE_INTEGER];
}
