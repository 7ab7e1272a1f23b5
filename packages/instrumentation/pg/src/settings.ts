/** Notes what a connection was told of its vector indexes, such as `SET hnsw.ef_search = 100`. */
import { isMark, isWord, tokensOf, type Token } from './tokens.ts';

/** Settings by their names. */
export type Settings = Readonly<Record<string, string | number>>;

interface Noted {
  /** Until the connection ends. */
  readonly session: Record<string, string | number>;
  /** Until the transaction ends. */
  readonly local: Record<string, string | number>;
}

/** Where a connection keeps them: not listed, and gone with it. */
const NOTED = Symbol.for('spanwise.pg.settings');
const MAYBE = /\b(?:hnsw|ivfflat)\./i;
const INDEXES: ReadonlySet<string> = new Set(['hnsw', 'ivfflat']);
/** What ends a transaction, or undoes settings. Going back to a savepoint is neither. */
const ENDS =
  /^\s*(?:commit|end|rollback(?!\s+(?:work\s+|transaction\s+)?to\b)|abort|reset|discard)\b/i;
/** Longer texts are not looked into. */
const MAX_LENGTH = 10_000;

/**
 * Notes what a text sets, on the object that stands for the connection, and gives back what holds for it then.
 * `undefined`: nothing was set. What may have been undone is forgotten: nothing is said that may be wrong.
 *
 * @param onlyLocal True where the object stands for a transaction. Default false.
 */
export function noteSettings(
  connection: object | undefined,
  text: unknown,
  onlyLocal = false,
): Settings | undefined {
  if (connection === undefined || typeof text !== 'string') return undefined;
  let noted = (connection as { readonly [NOTED]?: Noted })[NOTED];
  if (noted && ENDS.test(text)) {
    const keepsSession = /^\s*(?:commit|end)\b/i.test(text);
    noted = { session: keepsSession ? noted.session : {}, local: {} };
    Reflect.defineProperty(connection, NOTED, { value: noted, configurable: true });
  }
  if (text.length <= MAX_LENGTH && MAYBE.test(text)) {
    const found = settingsIn(text).filter(({ isLocal }) => isLocal || !onlyLocal);
    if (found.length > 0 && noted === undefined) {
      noted = { session: {}, local: {} };
      Reflect.defineProperty(connection, NOTED, { value: noted, configurable: true });
    }
    for (const { name, value, isLocal } of found)
      noted![isLocal ? 'local' : 'session'][name] = value;
  }
  if (noted === undefined) return undefined;
  const settings = { ...noted.session, ...noted.local };
  return Object.keys(settings).length > 0 ? settings : undefined;
}

interface Setting {
  readonly name: string;
  readonly value: string | number;
  readonly isLocal: boolean;
}

/** `SET LOCAL hnsw.ef_search = 100`, `set_config('hnsw.ef_search', '100', true)`. */
function settingsIn(text: string): Setting[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, at): Setting[] => {
    if (isWord(token, 'set')) {
      const isLocal = isWord(tokens[at + 1], 'local');
      const start = at + (isLocal || isWord(tokens[at + 1], 'session') ? 2 : 1);
      const [index, point, name, by, value] = tokens.slice(start, start + 5);
      if (!isMark(point, '.') || !(by?.text === '=' || isWord(by, 'to'))) return [];
      return setting(`${index?.text}.${name?.text}`, value, isLocal);
    }
    if (!isWord(token, 'set_config')) return [];
    const [, name, , value, , isLocal] = tokens.slice(at + 1);
    return name?.kind === 'string' ? setting(name.text, value, isWord(isLocal, 'true')) : [];
  });
}

function setting(name: string, token: Token | undefined, isLocal: boolean): Setting[] {
  if (!INDEXES.has(name.split('.')[0]!) || token === undefined) return [];
  if (!['number', 'string', 'word'].includes(token.kind)) return [];
  const number = Number(token.text);
  return [{ name, value: Number.isFinite(number) ? number : token.text, isLocal }];
}
