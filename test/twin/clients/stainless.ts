/** What the clients that Stainless generates have in common. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Format, LoadedClient, Loose, TestedClient } from '../tested-client.ts';

/** Loads one of them by the alias under which the adapter's package has it. */
export async function loadStainless(
  { id, versions }: Pick<TestedClient, 'id' | 'versions'>,
  className: string,
  alias: string,
  format: Format,
): Promise<LoadedClient> {
  const adapter = new URL(`../../../packages/instrumentation/${id}/package.json`, import.meta.url);
  const folder = dirname(createRequire(adapter).resolve(alias));
  const require = createRequire(join(folder, 'index.js'));
  const load = async (file: string): Promise<Record<string, Loose>> => {
    const path = join(folder, file);
    return format === 'cjs'
      ? require(path.replace(/mjs$/, 'js'))
      : await import(pathToFileURL(path).href);
  };
  // Older ones have all that they share in one file.
  const isOld = !existsSync(join(folder, 'core'));
  const exports = await load('index.mjs');
  const Client: Loose = exports[className];
  return {
    alias,
    version: versions[alias] ?? '',
    exports,
    Client,
    Promise: (await load(isOld ? 'core.mjs' : 'core/api-promise.mjs'))['APIPromise'],
    Stream: (await load(isOld ? 'streaming.mjs' : 'core/streaming.mjs'))['Stream'],
    Failure: Client.APIError,
  };
}
