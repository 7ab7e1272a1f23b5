/** The client's shapes as they are on the wire, which are OpenAI's: the client gives every name another spelling. */

/** Deeper than anything that is read. */
const MAX_DEPTH = 8;

/** An object with the names of the wire: `finishReason` is `finish_reason`. Lists of numbers stay as they are. */
export function wire(value: object, depth: number = MAX_DEPTH): object {
  return spelled(value, depth) as object;
}

function spelled(value: unknown, depth: number): unknown {
  if (depth === 0 || typeof value !== 'object' || value === null || ArrayBuffer.isView(value))
    return value;
  if (Array.isArray(value))
    return typeof value[0] === 'number' ? value : value.map((entry) => spelled(entry, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      spelled(entry, depth - 1),
    ]),
  );
}
