/** What the tests of adapters read and make: exchanges from files, clients by alias. */
import { globSync, readFileSync } from 'node:fs';
import type { ClientVersion } from './describe-adapter.ts';
import type { Exchange } from './exchange.ts';

/** The exchanges in the folder `fixtures` beside a test. `revive` as for `JSON.parse`. */
export function readExchanges(
  folder: string,
  pattern = '*.json',
  revive?: (key: string, value: unknown) => unknown,
): Exchange[] {
  return globSync(`${folder}/fixtures/${pattern}`)
    .toSorted()
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8'), revive) as Exchange[]);
}

/** Versions of a client that Stainless generates, by alias. `load` imports one, from the package that has it. */
export function stainlessClients(
  className: string,
  load: (alias: string) => Promise<object>,
  aliases: readonly string[],
  options: object = {},
): ClientVersion[] {
  return aliases.map((alias) => ({
    alias,
    load: () => load(alias),
    create: (exports: Record<string, new (options: object) => object>, baseURL: string) =>
      new exports[className]!({
        apiKey: 'none',
        baseURL: `${baseURL}/v1`,
        maxRetries: 0,
        logLevel: 'off',
        ...options,
      }),
  }));
}
