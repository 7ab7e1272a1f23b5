/** Reads ages and sizes as people write them. */

const MILLIS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const BYTES: Readonly<Record<string, number>> = { kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** Milliseconds of an age such as `12h`. `undefined` when it is none. */
export function millisOf(text: string): number | undefined {
  return amountOf(text, MILLIS);
}

/** Bytes of a size such as `500mb`. `undefined` when it is none. */
export function bytesOf(text: string): number | undefined {
  return amountOf(text, BYTES);
}

function amountOf(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([a-z]+)$/i.exec(text.trim()) ?? [];
  const factor = units[unit?.toLowerCase() ?? ''];
  return digits === undefined || factor === undefined || Number(digits) === 0
    ? undefined
    : Number(digits) * factor;
}
