/** Describes any value so deeply that two programs can be compared by their text. */
import { createHash } from 'node:crypto';
import { types } from 'node:util';
import type { LoadedClient, Loose } from './tested-client.ts';

const LONG_TEXT_CHARACTERS = 300;

/** Describes values in plain JSON. What varies from run to run is replaced by a word. */
export function createDescriber(client: LoadedClient): (value: unknown) => unknown {
  return (value) => describe(value, client, new Set());
}

function describe(value: unknown, client: LoadedClient, above: Set<unknown>): unknown {
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      return Object.is(value, -0) || !Number.isFinite(value)
        ? `(number ${Object.is(value, -0) ? '-0' : value})`
        : value;
    case 'boolean':
      return value;
    case 'function':
      return `(function ${value.name}, ${value.length} parameters)`;
    case 'object':
      if (value === null) return null;
      break;
    case 'undefined':
    case 'bigint':
    case 'symbol':
      return `(${typeof value} ${String(value)})`;
  }
  if (above.has(value)) return '(itself)';
  above.add(value);
  try {
    return describeObject(value, client, above);
  } finally {
    above.delete(value);
  }
}

function describeObject(value: object, client: LoadedClient, above: Set<unknown>): unknown {
  const inner = (part: unknown): unknown => describe(part, client, above);
  if (types.isProxy(value)) return '(proxy)';
  if (value instanceof Error) return describeError(value, client, inner);
  if (value instanceof client.Promise) return describePromise(value, client);
  if (value instanceof client.Stream) return describeStream(value, client);
  if (types.isPromise(value)) return `(promise ${prototypes(value).join(' < ')})`;
  if (types.isUint8Array(value)) return bytes(value);
  if (value instanceof ArrayBuffer)
    return { '(class)': 'ArrayBuffer', ...bytes(new Uint8Array(value)) };
  if (value instanceof AbortSignal) return { '(class)': 'AbortSignal', aborted: value.aborted };
  if (isResponse(value)) return describeResponse(value);
  const names = prototypes(value);
  if (Array.isArray(value)) {
    const hidden = Object.getOwnPropertyNames(value).filter((name) => !/^(\d+|length)$/.test(name));
    const items = value.map(inner);
    return hidden.length === 0 ? items : { '(class)': 'Array', '(more)': hidden, items };
  }
  const shown: Record<string, unknown> = {};
  if (names[0] !== 'Object') shown['(class)'] = names.join(' < ');
  if (Object.isFrozen(value)) shown['(frozen)'] = true;
  else if (!Object.isExtensible(value)) shown['(not extensible)'] = true;
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    // What begins with an underscore or is private to a class of the client is not the user's.
    if (names[0] !== 'Object' && (name.startsWith('_') || name === 'client')) continue;
    const key = descriptor.enumerable === true ? name : `(hidden) ${name}`;
    shown[key] = descriptor.get === undefined ? inner(descriptor.value) : '(getter)';
  }
  const symbols = Object.getOwnPropertySymbols(value).filter((symbol) =>
    Object.prototype.propertyIsEnumerable.call(value, symbol),
  );
  if (symbols.length > 0) shown['(symbols)'] = symbols.map(String);
  return shown;
}

/** The promise that a method gives back, as its caller sees it: without reading it. */
export function describePromise(promise: Loose, client: LoadedClient): unknown {
  return {
    '(class)': prototypes(promise).join(' < '),
    isPromise: promise instanceof Promise,
    isApiPromise: promise instanceof client.Promise,
    tag: Object.prototype.toString.call(promise),
    keys: Object.keys(promise),
    symbols: Object.getOwnPropertySymbols(promise)
      .filter((symbol) => Object.prototype.propertyIsEnumerable.call(promise, symbol))
      .map(String)
      // Node's own, on every promise once anything uses an AsyncLocalStorage.
      .filter((name) => !/async_id_symbol|trigger_async_id|kResourceStore/.test(name)),
    methods: ['then', 'catch', 'finally', 'parse', 'asResponse', 'withResponse', '_thenUnwrap'].map(
      (name) => `${name}: ${typeof promise[name]}, ${promise[name]?.length} parameters`,
    ),
  };
}

/** A stream as its caller sees it, without reading it. */
function describeStream(stream: Loose, client: LoadedClient): unknown {
  return {
    '(class)': prototypes(stream).join(' < '),
    isStream: stream instanceof client.Stream,
    tag: Object.prototype.toString.call(stream),
    keys: Object.keys(stream),
    controller: prototypes(stream.controller ?? {}).join(' < '),
    aborted: stream.controller?.signal.aborted,
    methods: ['tee', 'toReadableStream', 'iterator'].map(
      (name) => `${name}: ${typeof stream[name]}`,
    ),
    iterable: `${typeof stream[Symbol.asyncIterator]}, ${stream[Symbol.asyncIterator]?.length} parameters`,
  };
}

/** An iterator of a stream as its caller sees it. */
export function describeIterator(iterator: Loose): unknown {
  return {
    tag: Object.prototype.toString.call(iterator),
    keys: Object.keys(iterator),
    methods: ['next', 'return', 'throw'].map((name) => `${name}: ${typeof iterator[name]}`),
    isItsOwnIterator: iterator[Symbol.asyncIterator]?.() === iterator,
  };
}

function describeError(
  error: Error,
  client: LoadedClient,
  inner: (part: unknown) => unknown,
): unknown {
  const shown: Record<string, unknown> = {
    '(class)': prototypes(error).join(' < '),
    name: error.name,
    message: text(error.message),
    isApiError: error instanceof client.Failure,
    // The frames differ with what stands between; the first line is part of what is printed.
    stack: stable(String(error.stack).split('\n')[0] ?? ''),
  };
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(error))) {
    if (key === 'stack' || key === 'message' || key === 'name') continue;
    if (/^(remotePort|localPort|bytesRead|bytesWritten|timeout|socket)$/.test(key)) continue;
    shown[descriptor.enumerable === true ? key : `(hidden) ${key}`] =
      key === 'headers' ? describeHeaders(descriptor.value) : inner(descriptor.value);
  }
  return shown;
}

function isResponse(value: object): value is Response {
  // node-fetch has a class of its own of this name.
  return value.constructor?.name === 'Response' && 'headers' in value && 'status' in value;
}

function describeResponse(response: Response): unknown {
  return {
    '(class)': prototypes(response).join(' < '),
    isGlobal: response instanceof globalThis.Response,
    status: response.status,
    ok: response.ok,
    bodyUsed: response.bodyUsed,
    keys: Object.keys(response),
    headers: describeHeaders(response.headers),
  };
}

function describeHeaders(headers: unknown): unknown {
  if (typeof headers !== 'object' || headers === null) return String(headers);
  const isIterable = Symbol.iterator in headers && typeof (headers as Loose).get === 'function';
  const pairs: [string, string][] = isIterable
    ? [...(headers as Headers)]
    : Object.entries(headers);
  return {
    '(class)': prototypes(headers)[0],
    values: pairs.map(([name, value]) => `${name}: ${value}`),
  };
}

/** The classes of a value, from its own to the last before `Object`. */
function prototypes(value: object): string[] {
  const names: string[] = [];
  let prototype: Loose = Object.getPrototypeOf(value);
  while (prototype !== null) {
    const name = Object.hasOwn(prototype, 'constructor') ? prototype.constructor?.name : undefined;
    names.push(typeof name === 'string' ? name : '(none)');
    prototype = Object.getPrototypeOf(prototype);
  }
  if (names.length > 1 && names.at(-1) === 'Object') names.pop();
  return names.length === 0 ? ['(no prototype)'] : names;
}

function bytes(value: Uint8Array): Record<string, unknown> {
  return { '(class)': prototypes(value).join(' < '), bytes: value.byteLength, sha256: hash(value) };
}

function text(value: string): unknown {
  const shown = stable(value);
  if (shown.length <= LONG_TEXT_CHARACTERS)
    return shown.isWellFormed() ? shown : `(not well formed) ${JSON.stringify(shown)}`;
  return { start: shown.slice(0, 80), characters: shown.length, sha256: hash(shown) };
}

/** Replaces addresses and prefixes of this run. */
export function stable(value: string): string {
  return (
    value
      .replace(/127\.0\.0\.1:\d+/g, '(host)')
      .replace(/\/s\/[^/\s]+\//g, '/s/(situation)/')
      // Whether a reset is met while reading or while writing is a race of the system's own.
      .replace(/\b(read|write) (ECONNRESET|EPIPE)\b/g, 'ECONNRESET')
      .replace(/"(errno|syscall)":("\w+"|-?\d+)/g, '"$1":"(varies)"')
  );
}

function hash(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16);
}
