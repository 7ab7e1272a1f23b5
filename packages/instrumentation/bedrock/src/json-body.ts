/** Reads the JSON that an `InvokeModel` carries as bytes or text. */

/**
 * Bytes of a body that are read for the sake of facts. A longer one holds media or a long history, and reading it
 * would block: 128 kB take about 0.3 ms.
 */
export const MAX_FACT_BYTES = 131_072;

/** What a body holds; `undefined` for one that is longer than `maxBytes`, that is no JSON or no object. */
export function jsonBody(body: unknown, maxBytes: number = Infinity): object | undefined {
  const text = textOf(body, maxBytes);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function textOf(body: unknown, maxBytes: number): string | undefined {
  if (typeof body === 'string') return body.length > maxBytes ? undefined : body;
  if (!ArrayBuffer.isView(body) || body.byteLength > maxBytes) return undefined;
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
}
