/** The supported clients by alias: the oldest and the newest of each major. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The aliases as npm installs them, with what each major calls things. */
export const CLIENTS = {
  'openai4-oldest': { version: '4.0.0', apiPromise: 'core.mjs' },
  openai4: { version: '4.104.0', apiPromise: 'core.mjs' },
  'openai5-oldest': { version: '5.0.0', apiPromise: 'core/api-promise.mjs' },
  openai5: { version: '5.23.2', apiPromise: 'core/api-promise.mjs' },
  'openai6-oldest': { version: '6.0.0', apiPromise: 'core/api-promise.mjs' },
  openai6: { version: '6.49.0', apiPromise: 'core/api-promise.mjs' },
  'openai7-oldest': { version: '7.0.0', apiPromise: 'core/api-promise.mjs' },
  openai: { version: '7.57.0', apiPromise: 'core/api-promise.mjs' },
} as const;

/** The name under which a client is installed. */
export type ClientAlias = keyof typeof CLIENTS;

/**
 * A client, a class of it, or anything that it gives back. The same program runs on four majors,
 * whose types no one type describes: what the program does with them is checked by running it.
 */
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any;

/** A loaded client. */
export interface LoadedClient {
  readonly alias: ClientAlias;
  readonly version: string;
  /** Everything the module exports. */
  readonly exports: Record<string, Loose>;
  readonly OpenAI: Loose;
  readonly APIPromise: Loose;
  readonly Stream: Loose;
}

/** Says whether `version` is at least `least`. Both are three numbers. */
export function isAtLeast(version: string, least: string): boolean {
  const wanted = least.split('.').map(Number);
  for (const [index, part] of version.split('.').map(Number).entries()) {
    const other = wanted[index] ?? 0;
    if (part !== other) return part > other;
  }
  return true;
}

/** The folder in which an alias is installed. */
function clientFolder(alias: ClientAlias): string {
  const require = createRequire(
    new URL('../../packages/instrumentation/openai/package.json', import.meta.url),
  );
  return dirname(require.resolve(alias));
}

/** Loads a client as an ES module or as CommonJS: two copies, as in a real process. */
export async function loadClient(alias: ClientAlias, format: 'esm' | 'cjs'): Promise<LoadedClient> {
  const folder = clientFolder(alias);
  const { version, apiPromise } = CLIENTS[alias];
  const streaming = alias.startsWith('openai4') ? 'streaming.mjs' : 'core/streaming.mjs';
  const require = createRequire(join(folder, 'index.js'));
  const load = async (file: string): Promise<Record<string, Loose>> => {
    const path = join(folder, file);
    return format === 'cjs'
      ? require(path.replace(/mjs$/, 'js'))
      : await import(pathToFileURL(path).href);
  };
  const exports = await load('index.mjs');
  return {
    alias,
    version,
    exports,
    OpenAI: exports['OpenAI'],
    APIPromise: (await load(apiPromise))['APIPromise'],
    Stream: (await load(streaming))['Stream'],
  };
}
