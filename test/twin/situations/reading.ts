/** Ways to read what comes bit by bit, which many situations share. */
/* oxlint-disable no-await-in-loop -- one thing after the other is what is tested */
import type { Loose } from '../tested-client.ts';
import type { Api } from './situation.ts';

/** Reads to the end; gives back the chunks, described. */
export async function readAll(iterable: Loose, api: Api): Promise<unknown> {
  const chunks: unknown[] = [];
  const read = await api.attempt(async () => {
    for await (const chunk of iterable) chunks.push(api.describe(chunk));
  });
  return { chunks, read };
}

/** Takes `count` values by hand. */
export async function take(iterator: Loose, count: number, api: Api): Promise<unknown[]> {
  const results: unknown[] = [];
  for (let index = 0; index < count; index += 1)
    results.push(await api.attempt(() => iterator.next()));
  return results;
}

/** Listens to the events of a helper; what they tell is in the list that comes back. */
export function listen(runner: Loose, names: readonly string[], api: Api): unknown[] {
  const events: unknown[] = [];
  for (const name of names)
    runner.on(name, (...values: unknown[]) => events.push([name, ...values.map(api.describe)]));
  return events;
}
