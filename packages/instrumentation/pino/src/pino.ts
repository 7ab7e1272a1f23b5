/** The parts of the `pino` logger's shapes that are read. */

/** The method that makes a line, and what it reads of the logger, by the descriptions of their symbols. */
export const LINE = 'pino.asJson';

/** What every line of a logger ends with: a brace and a line break. */
export const END = 'pino.end';

/** The fields that a logger writes to each line, as JSON with a comma before each. */
export const BINDINGS = 'pino.chindings';

/** The name of the field that has the message. */
export const MESSAGE_KEY = 'pino.messageKey';

/** The name of the field under which pino puts the fields of each call, if there is one. */
export const NESTED_KEY = 'pino.nestedKey';

/** A registered symbol: the functions that format level, bindings and fields. */
export const FORMATTERS: unique symbol = Symbol.for('pino.formatters') as never;

/** What formats the fields of a call. */
export interface Formatters {
  readonly log?: ((fields: object) => object) | undefined;
}

/** A logger, as far as it is read. */
export type Logger = object & Record<symbol, unknown>;

/** What pino publishes around the making of a line, from 9.10 on. */
export interface LineMessage {
  readonly instance?: Logger;
  /** Fields, message, level, time. */
  readonly arguments?: ArrayLike<unknown>;
}

/** The channel on which it does. */
export const CHANNEL = 'pino_asJson';

/** The object in the prototype chain that has a property of its own under this symbol. */
export function holderOf(logger: object, symbol: symbol): Logger | undefined {
  let holder: object | null = logger;
  while (holder !== null && !Object.hasOwn(holder, symbol))
    holder = Object.getPrototypeOf(holder) as object | null;
  return (holder ?? undefined) as Logger | undefined;
}

/** The symbol with this description in the prototype chain of a logger. Each copy of pino has its own. */
export function symbolIn(logger: object, description: string): symbol | undefined {
  for (
    let holder: object | null = logger;
    holder !== null;
    holder = Object.getPrototypeOf(holder) as object | null
  ) {
    const found = Object.getOwnPropertySymbols(holder).find(
      (symbol) => symbol.description === description,
    );
    if (found) return found;
  }
  return undefined;
}

/** Makes a line of fields, message, level and time. */
export type MakeLine = (
  this: Logger,
  fields: unknown,
  message: unknown,
  level: unknown,
  time: unknown,
) => unknown;
