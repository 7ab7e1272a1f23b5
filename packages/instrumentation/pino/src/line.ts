/** Puts the trace's fields at the end of a line, while pino makes it. */
import { safely } from '@spanwise/core';
import type { AnyFunction, AttachedAdapter } from '@spanwise/core/adapter';
import { LINES, type KnownLines } from './known.ts';
import {
  BINDINGS,
  END,
  FORMATTERS,
  holderOf,
  MESSAGE_KEY,
  NESTED_KEY,
  symbolIn,
  type Formatters,
  type Logger,
  type MakeLine,
} from './pino.ts';

/** What is asked of what is attached. */
type Adapter = Pick<AttachedAdapter, 'enabled' | 'logFields'>;
type Fields = NonNullable<ReturnType<Adapter['logFields']>>;

/** Fields as they stand in a line. */
interface Encoded {
  readonly fields: Fields;
  readonly names: readonly string[];
  /** Each name as it stands in the bindings of a logger. */
  readonly quoted: readonly string[];
  /** Each field with a comma before it, and all of them. */
  readonly parts: readonly string[];
  readonly text: string;
}

interface Symbols {
  readonly end: symbol;
  readonly bindings: symbol;
  readonly messageKey: symbol;
  readonly nestedKey: symbol;
}

/** A brace and CRLF. */
const BARE_LENGTH = 3;

/** What a line ends with instead. */
type End = string | LateEnd;

/**
 * The lines of one copy of pino. pino reads what a line ends with from the logger; for the time of one line it ends
 * with our fields, too. So the line is the bare one and our fields, whatever serializers and formatters do, and
 * nothing is parsed, copied or cut. It runs for every line: objects and closures for each cost half a line's time.
 */
export class Lines implements KnownLines {
  readonly #adapter: Adapter;
  #symbols: Symbols | undefined;
  #encoded: Encoded | undefined;
  /** Bindings without any of the names in `#encoded`: loggers write many lines with the same. */
  #free: string | undefined;

  constructor(adapter: Adapter) {
    this.#adapter = adapter;
  }

  /** The function that makes a line of pino's with our fields. */
  wrap(original: AnyFunction): AnyFunction {
    const makeBare = original as MakeLine;
    // oxlint-disable-next-line unicorn/no-this-assignment, typescript/no-this-alias
    const lines = this;
    const makeLine: MakeLine = function (this, fields, message, level, time) {
      const end = lines.#endOf(this, fields, message);
      if (end === undefined) return makeBare.call(this, fields, message, level, time);
      const symbol = lines.#symbols!.end;
      const holder = holderOf(this, symbol)!;
      const before = holder[symbol];
      try {
        holder[symbol] = end;
      } catch {
        // A logger that is frozen. To ask whether it is takes as long as all the rest.
        return makeBare.call(this, fields, message, level, time);
      }
      try {
        return makeBare.call(this, fields, message, level, time);
      } finally {
        holder[symbol] = before;
        if (typeof end !== 'string') end.undo();
      }
    };
    return Object.assign(makeLine as AnyFunction, { [LINES]: this });
  }

  begin(logger: Logger, fields: unknown, message: unknown): (() => void) | undefined {
    const end = this.#endOf(logger, fields, message);
    if (end === undefined) return undefined;
    const symbol = this.#symbols!.end;
    const undo = safely('writing the trace to a log line', () => swap(logger, symbol, end));
    return () => {
      undo?.();
      if (typeof end !== 'string') end.undo();
    };
  }

  /** What the next line of a logger ends with; `undefined`: with what it would. Never throws. */
  #endOf(logger: Logger, own: unknown, message: unknown): End | undefined {
    try {
      const symbols = (this.#symbols ??= symbolsOf(logger));
      const fields = this.#adapter.enabled ? this.#adapter.logFields() : undefined;
      const end = symbols && (logger[symbols.end] as End);
      if (end === undefined) return undefined;
      // While a line is made, a serializer may write another one: that one must not end with the fields of this.
      const bare = bareEnd(end);
      if (fields === undefined) return bare === end ? undefined : bare;
      if (this.#encoded?.fields !== fields) {
        this.#encoded = encode(fields);
        this.#free = undefined;
      }
      const encoded = this.#encoded;
      const formatters = logger[FORMATTERS] as Formatters | undefined;
      if (formatters?.log === undefined)
        return this.#textFor(encoded, logger, symbols!, own, message) + bare;
      // What the formatter gives back is known only after pino has read the end: it is asked for when it is used.
      let formatted: unknown;
      const log = (given: object): object => (formatted = formatters.log!(given));
      const undo = swap(logger, FORMATTERS, { ...formatters, log });
      const text = (): string => this.#textFor(encoded, logger, symbols!, formatted, message);
      return new LateEnd(bare, text, undo);
    } catch (error) {
      safely('writing the trace to a log line', () => {
        throw error;
      });
      return undefined;
    }
  }

  /** All fields, less those that the line has by its user. */
  #textFor(
    encoded: Encoded,
    logger: Logger,
    symbols: Symbols,
    own: unknown,
    message: unknown,
  ): string {
    const bindings = logger[symbols.bindings] as string;
    const isFree = bindings === this.#free;
    const messageKey = message === undefined ? undefined : logger[symbols.messageKey];
    const given = logger[symbols.nestedKey] ? undefined : own;
    const { names } = encoded;
    let text: string | undefined;
    for (let index = 0; index < names.length; index += 1) {
      const name = names[index]!;
      const isTaken =
        (!isFree && isBound(bindings, encoded.quoted[index]!, name)) ||
        name === messageKey ||
        isWritten(given, name);
      if (isTaken) text ??= encoded.parts.slice(0, index).join('');
      else if (text !== undefined) text += encoded.parts[index]!;
    }
    if (text === undefined) this.#free = bindings;
    return text ?? encoded.text;
  }
}

/** An end that is made when pino adds it to the line. */
class LateEnd {
  readonly bare: string;
  readonly undo: () => void;
  readonly #text: () => string;

  constructor(bare: string, text: () => string, undo: () => void) {
    this.bare = bare;
    this.#text = text;
    this.undo = undo;
  }

  [Symbol.toPrimitive](): string {
    return (safely('writing the trace to a log line', this.#text) ?? '') + this.bare;
  }
}

function bareEnd(end: End): string {
  if (typeof end !== 'string') return end.bare;
  return end.length <= BARE_LENGTH ? end : end.slice(end.lastIndexOf('}'));
}

/** Gives the property in the prototype chain another value. */
function swap(logger: Logger, symbol: symbol, value: unknown): () => void {
  const holder = holderOf(logger, symbol)!;
  const before = holder[symbol];
  holder[symbol] = value;
  return () => {
    holder[symbol] = before;
  };
}

/** Whether the bindings have a field of this name: it may be that of a field inside another. */
function isBound(bindings: string, quoted: string, name: string): boolean {
  return bindings.includes(quoted) && Object.hasOwn(JSON.parse(`{${bindings.slice(1)}}`), name);
}

function symbolsOf(logger: Logger): Symbols | undefined {
  const [end, bindings, messageKey, nestedKey] = [END, BINDINGS, MESSAGE_KEY, NESTED_KEY].map(
    (description) => symbolIn(logger, description),
  );
  return end && bindings && messageKey && nestedKey
    ? { end, bindings, messageKey, nestedKey }
    : undefined;
}

function encode(fields: Fields): Encoded {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  const quoted = entries.map(([name]) => `${JSON.stringify(name)}:`);
  const parts = entries.map(([, value], index) => `,${quoted[index]}${JSON.stringify(value)}`);
  return { fields, names: entries.map(([name]) => name), quoted, parts, text: parts.join('') };
}

/** Whether pino writes a field of this name. A getter is not asked: that is pino's to do, once. */
function isWritten(own: unknown, name: string): boolean {
  if (typeof own !== 'object' || own === null || !Object.hasOwn(own, name)) return false;
  const property = Object.getOwnPropertyDescriptor(own, name)!;
  if (!property.enumerable) return false;
  return !('value' in property) || !['undefined', 'function'].includes(typeof property.value);
}
