/** How a command of Redis reads that searches or writes vectors: the words of it, in whatever client. */
import type { FailureFacts, ResponseFacts, StoreRequest } from '@spanwise/core/adapter';
import { readSearch, readHybrid } from './queries.ts';
import type { FoundDocument } from './replies.ts';
import { addToSet, removeFromSet, searchSet } from './vector-sets.ts';

/** A word of a command. */
export type Word = string | number | Buffer;

/** A command that is read. */
export interface Command {
  readonly name: 'search' | 'write' | 'delete';
  readonly store: StoreRequest;
  /** What is looked for in words. Content. */
  readonly text?: string | undefined;
  /** What its reply says. */
  readonly response?: (reply: unknown) => ResponseFacts;
  /** The documents in its reply. Content. */
  readonly documents?: (reply: unknown) => readonly FoundDocument[];
}

/** The commands that are read, which have their own words after their name. */
const READERS: Readonly<Record<string, (words: readonly Word[]) => Command | undefined>> = {
  'FT.SEARCH': readSearch,
  'FT.HYBRID': readHybrid,
  VSIM: searchSet,
  VADD: addToSet,
  VREM: removeFromSet,
};

/** Reads a command; `undefined` for one that has nothing to do with vectors, which is left to others. */
export function readCommand(name: unknown, words: unknown): Command | undefined {
  if (typeof name !== 'string' || !Array.isArray(words)) return undefined;
  const own = name.toUpperCase();
  const command = Object.hasOwn(READERS, own) ? READERS[own]!(words as Word[]) : undefined;
  return command && { ...command, store: { operation: own, ...command.store } };
}

/** Reads several commands that are sent together: of those that are read, the kind of the first, and how many. */
export function readCommands(
  commands: readonly (readonly [name: unknown, words: unknown])[],
): Command | undefined {
  const read = commands.map(([name, words]) => readCommand(name, words));
  const at = read.findIndex((command) => command !== undefined);
  const first = read[at];
  if (first === undefined) return undefined;
  const alike = read.filter((command) => command?.name === first.name);
  if (alike.length === 1)
    return {
      ...first,
      response: (replies) => first.response?.((replies as unknown[])[at]) ?? {},
      documents: (replies) => first.documents?.((replies as unknown[])[at]) ?? [],
    };
  const isSame = alike.every((command) => command?.store.collection === first.store.collection);
  const bytes = alike.map((command) => command?.store.vectorBytes ?? 0);
  const total = bytes.reduce((sum, each) => sum + each, 0);
  return {
    name: first.name,
    store: {
      operation: first.store.operation,
      collection: isSame ? first.store.collection : undefined,
      dimensionCount: first.store.dimensionCount,
      batchSize: alike.length,
      vectorBytes: total > 0 ? total : undefined,
    },
    response: (replies) => ({
      store: {
        scores:
          first.name === 'search'
            ? read.flatMap((command, index) => {
                const reply = (replies as unknown[])[index];
                return command?.name === 'search'
                  ? (command.response?.(reply).store?.scores ?? [])
                  : [];
              })
            : undefined,
      },
    }),
    documents: (replies) =>
      read.flatMap((command, index) => command?.documents?.((replies as unknown[])[index]) ?? []),
  };
}

/** Reads an error that the server replied with: the first word of its text is its kind. */
export function readFailure(error: unknown): FailureFacts | undefined {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  const [, kind] = /^([A-Z][A-Z_]+)(?: |$)/.exec(typeof message === 'string' ? message : '') ?? [];
  return kind === undefined
    ? undefined
    : { type: kind, message: message as string, statusCode: kind };
}
