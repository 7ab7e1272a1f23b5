/** Reads values of OTLP, whether they were decoded from protobuf or parsed from JSON. */
import type { Attributes, AttributeValue } from '../api.ts';

/** Deeper values are replaced by a text. */
const MAX_DEPTH = 32;
/** Further attributes of one span, record or point are left out. */
const MAX_ATTRIBUTES = 1024;

/** An object of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>;

/** The object itself, or one without fields when it is none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** The objects in a repeated field. */
export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** A text; empty when it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** An id in hexadecimal digits. `undefined` when it is not one of that many bytes, or all zero. */
export function idOf(value: unknown, bytes: number): string | undefined {
  const hex =
    value instanceof Uint8Array
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
      : textOf(value).toLowerCase();
  return hex.length === bytes * 2 && /^[0-9a-f]+$/.test(hex) && !/^0+$/.test(hex) ? hex : undefined;
}

/** A number of 64 bits: an object of `long`, or a number or text of JSON. 0 when it is none. */
export function bigintOf(value: unknown): bigint {
  if (typeof value === 'object' && value !== null && 'low' in value && 'high' in value) {
    const { low, high } = value as { low: number; high: number };
    return (BigInt(high) << 32n) | BigInt(low >>> 0);
  }
  try {
    return typeof value === 'string' || typeof value === 'number' ? BigInt(value) : 0n;
  } catch {
    return 0n;
  }
}

/** The same as nanoseconds since the epoch, which are never negative. */
export function nanosOf(value: unknown): bigint {
  return BigInt.asUintN(64, bigintOf(value));
}

/** Milliseconds with a fraction, exact to a quarter of a microsecond. */
export function millisOf(nanos: bigint): number {
  return Number(nanos / 1000n) / 1000;
}

/** A number; `undefined` when it is none or not finite. */
export function numberOf(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const number =
    typeof value === 'object'
      ? Number(bigintOf(value))
      : typeof value === 'boolean'
        ? NaN
        : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** Attributes by name, without a prototype: `__proto__` is a name like any other. */
export function attributesOf(list: unknown): Attributes {
  return keyValues(list, 0);
}

function keyValues(list: unknown, depth: number): Record<string, AttributeValue> {
  const found = Object.create(null) as Record<string, AttributeValue>;
  let count = 0;
  for (const item of listOf(list)) {
    if (count++ >= MAX_ATTRIBUTES) break;
    const key = textOf(item['key']);
    if (key !== '') found[key] = valueOf(item['value'], depth + 1);
  }
  return found;
}

/** An `AnyValue`. An empty one is null. */
export function valueOf(any: unknown, depth: number = 0): AttributeValue {
  if (depth > MAX_DEPTH) return '(nested too deeply)';
  const value = fieldsOf(any);
  const has = (key: string): boolean => Object.hasOwn(value, key) && value[key] !== null;
  if (has('stringValue')) return textOf(value['stringValue']);
  if (has('boolValue')) return value['boolValue'] === true;
  if (has('intValue')) return numberOrText(bigintOf(value['intValue']));
  if (has('doubleValue')) {
    const number = Number(value['doubleValue']);
    return Number.isFinite(number) ? number : String(value['doubleValue']);
  }
  if (has('arrayValue')) {
    return listOf(fieldsOf(value['arrayValue'])['values'])
      .slice(0, 100_000)
      .map((item) => valueOf(item, depth + 1));
  }
  if (has('kvlistValue')) return keyValues(fieldsOf(value['kvlistValue'])['values'], depth);
  if (has('bytesValue')) {
    const bytes = value['bytesValue'];
    return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64') : textOf(bytes);
  }
  return null;
}

function numberOrText(value: bigint): number | string {
  const number = Number(BigInt.asIntN(64, value));
  return Number.isSafeInteger(number) ? number : String(BigInt.asIntN(64, value));
}
