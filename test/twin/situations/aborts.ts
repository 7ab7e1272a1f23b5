/** How a call is cut short. */
import { getEventListeners } from 'node:events';
import type { Loose } from '../tested-client.ts';
import { readAll, take } from './reading.ts';
import type { Api, Situation } from './situation.ts';

const ALL: readonly Situation[] = [
  ...(['whole', 'streamed'] as const).flatMap((kind): Situation[] => {
    const call = (client: Loose, api: Api, options: object): Loose =>
      kind === 'whole'
        ? api.chat(client, api.body(), options)
        : api.stream(client, api.streamBody(), options);
    const reply = kind === 'whole' ? 'chat' : 'chat stream';
    return [
      {
        group: 'abort',
        name: `${kind}, before the call`,
        reply,
        spans: { count: 1 },
        run: async (client, api) => {
          const signal = AbortSignal.abort();
          const promise = call(client, api, { signal });
          return [api.describePromise(promise), await api.attempt(() => promise)];
        },
      },
      {
        group: 'abort',
        name: `${kind}, before the call with a reason of the caller's`,
        reply,
        spans: { count: 1 },
        run: (client, api) =>
          api.attempt(() =>
            call(client, api, { signal: AbortSignal.abort(new TypeError('mine')) }),
          ),
      },
      {
        group: 'abort',
        name: `${kind}, while waiting for headers`,
        reply: 'slow headers',
        spans: { count: 1 },
        run: async (client, api) => {
          const controller = new AbortController();
          const promise = call(client, api, { signal: controller.signal });
          const outcome = api.attempt(() => promise);
          await api.arrived();
          controller.abort();
          return [await outcome, await api.attempt(() => promise.asResponse())];
        },
      },
      {
        group: 'abort',
        name: `${kind}, while waiting, and never awaited`,
        reply: 'slow headers',
        spans: { count: 1 },
        run: async (client, api) => {
          const controller = new AbortController();
          api.keep(call(client, api, { signal: controller.signal }));
          await api.arrived();
          controller.abort();
          await api.unhandled();
        },
      },
      {
        group: 'abort',
        name: `${kind}, after the reply`,
        reply,
        spans: { count: 1 },
        run: async (client, api) => {
          const controller = new AbortController();
          const value = await api.value(() => call(client, api, { signal: controller.signal }));
          const read = kind === 'whole' ? api.describe(value) : await readAll(value, api);
          controller.abort();
          return [read, api.describe(value)];
        },
      },
      {
        group: 'abort',
        name: `${kind}, by timeout`,
        reply: 'slow headers',
        spans: { count: 1 },
        run: (client, api) => api.attempt(() => call(client, api, { timeout: 250 })),
      },
    ];
  }),
  {
    group: 'abort',
    name: 'whole, while the body is read',
    reply: 'slow body',
    needs: 'lazy promise',
    spans: { count: 1 },
    run: async (client, api) => {
      const controller = new AbortController();
      const promise = api.chat(client, api.body(), { signal: controller.signal });
      await promise.asResponse();
      const outcome = api.attempt(() => promise);
      controller.abort();
      return outcome;
    },
  },
  ...(['the signal', 'the controller'] as const).flatMap((by): Situation[] => {
    const needs = by === 'the signal' ? 'signal' : 'controller';
    const open = async (client: Loose, api: Api): Promise<{ value: Loose; abort: () => void }> => {
      const controller = new AbortController();
      const value = await api.value(() =>
        api.stream(client, api.streamBody(), { signal: controller.signal }),
      );
      return { value, abort: () => (by === 'the signal' ? controller : value.controller).abort() };
    };
    return [
      {
        group: 'abort',
        name: `streamed, by ${by} before reading`,
        reply: 'chat stream, held',
        needs,
        mayNeverSettle: true,
        spans: { count: 1, status: 'unset', stream: 'aborted' },
        run: async (client, api) => {
          const { value, abort } = await open(client, api);
          // Some clients read ahead: what has come is the same in both runs.
          await api.quiet();
          abort();
          return [api.describe(value), await readAll(value, api)];
        },
      },
      {
        group: 'abort',
        name: `streamed, by ${by} and never read`,
        reply: 'chat stream, held',
        needs,
        spans: { count: 1, status: 'unset', stream: 'aborted' },
        run: async (client, api) => {
          const { value, abort } = await open(client, api);
          abort();
          await api.unhandled();
          return api.describe(value);
        },
      },
      {
        group: 'abort',
        name: `streamed, by ${by} in the loop`,
        reply: 'chat stream, held',
        needs,
        spans: { count: 1, status: 'unset', stream: 'aborted' },
        run: async (client, api) => {
          const { value, abort } = await open(client, api);
          const seen: unknown[] = [];
          const read = await api.attempt(async () => {
            for await (const chunk of value) {
              seen.push(api.describe(chunk));
              if (seen.length === 3) abort();
            }
          });
          return [seen, read, api.describe(value)];
        },
      },
      {
        group: 'abort',
        name: `streamed, by ${by} while a chunk is waited for`,
        reply: 'chat stream, held',
        needs,
        spans: { count: 1, status: 'unset', stream: 'aborted' },
        run: async (client, api) => {
          const { value, abort } = await open(client, api);
          const iterator = value[Symbol.asyncIterator]();
          const taken = await take(iterator, 3, api);
          const waiting = api.attempt(() => iterator.next());
          await api.quiet();
          abort();
          return [taken, await waiting, await take(iterator, 1, api)];
        },
      },
    ];
  }),
  {
    group: 'abort',
    name: 'leaves the listeners of a signal as they were',
    reply: 'chat stream',
    spans: { count: 3 },
    run: async (client, api) => {
      const { signal } = new AbortController();
      const counts = [];
      for (let index = 0; index < 3; index += 1) {
        await readAll(await api.value(() => api.stream(client, api.streamBody(), { signal })), api);
        counts.push(getEventListeners(signal, 'abort').length);
      }
      return counts;
    },
  },
];

/** How a call is cut short. */
export const ABORTS: readonly Situation[] = ALL.map((each) => ({ needs: 'signal', ...each }));
