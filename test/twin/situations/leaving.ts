/** How a stream that the provider holds open is left. */
/* oxlint-disable no-await-in-loop -- one thing after the other is what is tested */
import type { Loose } from '../tested-client.ts';
import { readAll, take } from './reading.ts';
import type { Api, Situation } from './situation.ts';

/** Holds the promise no longer than it must. */
async function awaitedLate(client: Loose, api: Api): Promise<Loose> {
  const promise = api.stream(client);
  await api.arrived();
  await api.quiet();
  return promise;
}

/** How a stream that the provider holds open is left. */
export const LEAVING: readonly Situation[] = [
  {
    group: 'leaving a held stream',
    name: 'break closes the connection',
    reply: 'chat stream, held',
    spans: { count: 1, status: 'unset', stream: 'cancelled' },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const seen = [];
      for await (const chunk of value) {
        seen.push(api.describe(chunk));
        if (seen.length === 3) break;
      }
      return [seen, api.describe(value)];
    },
  },
  {
    group: 'leaving a held stream',
    name: 'return in a function closes the connection',
    reply: 'chat stream, held',
    spans: { count: 1, status: 'unset', stream: 'cancelled' },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const first = async (): Promise<unknown> => {
        for await (const chunk of value) return api.describe(chunk);
        return undefined;
      };
      return first();
    },
  },
  {
    group: 'leaving a held stream',
    name: 'throw closes the connection',
    reply: 'chat stream, held',
    spans: { count: 1, status: 'unset', stream: 'cancelled' },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      return api.attempt(async () => {
        for await (const chunk of value) throw new Error(`mine ${typeof chunk}`);
      });
    },
  },
  {
    group: 'leaving a held stream',
    name: 'break at once closes the connection',
    reply: 'chat stream, held',
    needs: 'lazy promise',
    spans: { count: 1, status: 'unset', stream: 'cancelled' },
    run: async (client, api) => {
      const pair = await api.value(() => api.stream(client).withResponse());
      for await (const chunk of pair.data) {
        void chunk;
        break;
      }
      return api.describe(pair.data);
    },
  },
  {
    group: 'leaving a held stream',
    name: 'cancel of the ReadableStream closes the connection',
    reply: 'chat stream, held',
    needs: 'tee',
    spans: { count: 1, status: 'unset', stream: 'cancelled' },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const reader = value.toReadableStream().getReader();
      const first = await reader.read();
      return [api.describe(first), await api.attempt(() => reader.cancel('enough'))];
    },
  },
  {
    group: 'leaving a held stream',
    name: 'both branches of a tee are left',
    reply: 'chat stream, held',
    needs: 'tee',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const seen = [];
      for (const branch of value.tee()) {
        for await (const chunk of branch) {
          seen.push(api.describe(chunk));
          break;
        }
      }
      // Where the client itself does not cancel a left tee, the program does.
      await api.quiet();
      value.controller.abort();
      return [seen, api.describe(value)];
    },
  },
  {
    group: 'leaving a held stream',
    name: 'goes on when its promise, awaited late, has been collected',
    reply: 'chat stream, held',
    // A client that lets go of the reply loses the rest of its body to the garbage collector.
    spans: { count: 1, status: 'by outcome', stream: 'by outcome' },
    run: async (client, api) => {
      const value = await api.value(() => awaitedLate(client, api));
      await api.collected();
      await api.release('continue');
      return readAll(value, api);
    },
  },
  {
    group: 'leaving a held stream',
    name: 'goes on after a pause',
    reply: 'chat stream, held',
    spans: { count: 1, status: 'unset', stream: 'completed' },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const iterator = value[Symbol.asyncIterator]();
      const taken = await take(iterator, 3, api);
      await api.release('continue');
      return [taken, await take(iterator, 10, api)];
    },
  },
  ...(['reset', 'cut'] as const).map((how): Situation => ({
    group: 'leaving a held stream',
    name: `the connection is ${how} in the middle`,
    reply: 'chat stream, held',
    spans: { count: 1, status: 'error', stream: 'failed' },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const iterator = value[Symbol.asyncIterator]();
      const taken = await take(iterator, 3, api);
      await api.release(how);
      return [taken, await take(iterator, 2, api), await readAll(value, api)];
    },
  })),
  {
    group: 'leaving a held stream',
    name: 'the connection is reset while a reply is read',
    reply: 'reset after headers',
    needs: 'lazy promise',
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = api.chat(client);
      await promise.asResponse();
      const outcome = api.attempt(() => promise);
      await api.quiet();
      await api.release('reset');
      return outcome;
    },
  },
  {
    group: 'leaving a held stream',
    name: 'the connection is cut before the length that was announced',
    reply: 'cut before its length',
    // Where it never settles, its span ends when the program does.
    mayNeverSettle: true,
    spans: { count: 1 },
    run: (client, api) => api.attempt(() => api.chat(client)),
  },
  {
    group: 'leaving a held stream',
    name: 'the first chunk comes late',
    reply: 'chat stream, held at once',
    spans: { count: 1, status: 'unset', stream: 'completed' },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const iterator = value[Symbol.asyncIterator]();
      const first = api.attempt(() => iterator.next());
      await api.release('continue');
      return [await first, await take(iterator, 12, api)];
    },
  },
];
