/** Retries, and several calls. */
/* oxlint-disable no-await-in-loop -- one thing after the other is what is tested */
import type { Loose } from '../tested-client.ts';
import { readAll } from './reading.ts';
import type { Api, Situation } from './situation.ts';

/** Requests that run beside each other are told apart by a number in them. */
function numbered(api: Api, number: number, make: Api['body']): Loose {
  return make({ [api.tested.requests.optional]: number });
}

/** Retries, and several calls. */
export const RETRIES: readonly Situation[] = [
  {
    group: 'retry',
    name: '429 and then a reply',
    reply: '429 then chat',
    needs: 'retries',
    spans: { count: 1, status: 'unset' },
    run: (_, api) => {
      const client = api.make({ maxRetries: 2 });
      return api.attempt(() => api.chat(client).withResponse());
    },
  },
  {
    group: 'retry',
    name: '429 and then a stream',
    reply: '429 then chat',
    needs: 'retries',
    spans: { count: 1, status: 'unset', stream: 'completed' },
    run: async (_, api) =>
      readAll(await api.value(() => api.stream(api.make({ maxRetries: 2 }))), api),
  },
  {
    group: 'retry',
    name: '429 until it gives up',
    reply: '429 for ever',
    needs: 'retries',
    spans: { count: 1, status: 'error' },
    run: (client, api) => api.attempt(() => api.chat(client, api.body(), { maxRetries: 2 })),
  },
  {
    group: 'retry',
    name: 'reset and then a reply',
    reply: 'reset then chat',
    // 4.0.0 waits at least half a second here, by its own clock.
    needs: 'quick retry',
    spans: { count: 1, status: 'unset' },
    run: (client, api) => api.attempt(() => api.chat(client, api.body(), { maxRetries: 1 })),
  },
  {
    group: 'several calls',
    name: 'ten beside each other',
    reply: 'chat',
    unordered: true,
    spans: { count: 10, status: 'unset' },
    run: (client, api) =>
      api.attempt(() =>
        Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            api.chat(client, numbered(api, index, api.body)),
          ),
        ),
      ),
  },
  {
    group: 'several calls',
    name: 'streams read in turns',
    reply: 'chat stream',
    unordered: true,
    spans: { count: 2, status: 'unset', stream: 'completed' },
    run: async (client, api) => {
      const streams = await api.value<Loose[]>(() =>
        Promise.all([1, 2].map((seed) => api.stream(client, numbered(api, seed, api.streamBody)))),
      );
      const iterators = streams.map((value) => value[Symbol.asyncIterator]());
      const seen = [];
      for (let turn = 0; turn < 12; turn += 1) {
        for (const iterator of iterators) seen.push(await api.attempt(() => iterator.next()));
      }
      return seen;
    },
  },
  {
    group: 'several calls',
    name: 'a failing one among good ones',
    reply: '429 then chat',
    spans: { count: 2 },
    run: async (client, api) => [
      await api.attempt(() => api.chat(client)),
      await api.attempt(() => api.chat(client)),
    ],
  },
];
