/** What a program does with a call whose reply is whole. */
/* oxlint-disable no-await-in-loop -- one thing after the other is what is tested */
import type { Loose } from '../tested-client.ts';
import type { Style } from './situation.ts';

/** What a program does with a call whose reply is whole. */
export const WHOLE_STYLES: readonly Style[] = [
  {
    name: 'awaits',
    run: async (client, api) => {
      const promise = api.chat(client);
      return [
        api.describePromise(promise),
        await api.attempt(() => promise),
        api.describePromise(promise),
      ];
    },
  },
  {
    name: 'awaits twice',
    run: async (client, api) => {
      const promise = api.chat(client);
      const first: { value?: unknown } = {};
      const one = await api.attempt(async () => (first.value = await promise));
      const two = await api.attempt(async () => [(await promise) === first.value, first.value]);
      return [one, two];
    },
  },
  {
    name: 'uses then, catch and finally',
    run: async (client, api) => {
      const promise = api.chat(client);
      const order: string[] = [];
      const derived = [
        promise.then(
          () => order.push('then'),
          () => order.push('then failed'),
        ),
        promise.catch(() => order.push('catch')),
        promise.finally(() => order.push('finally')),
        promise.then(undefined, undefined),
      ];
      const classes = derived.map((each) => api.describe(each));
      const results = [];
      for (const each of derived) results.push(await api.attempt(() => each));
      return { classes, results, order: order.toSorted() };
    },
  },
  {
    name: 'uses withResponse',
    needs: 'lazy promise',
    run: async (client, api) => {
      const promise = api.chat(client);
      const pair = promise.withResponse();
      return [api.describe(pair), await api.attempt(() => pair)];
    },
  },
  {
    name: 'uses withResponse, then awaits',
    needs: 'lazy promise',
    run: async (client, api) => {
      const promise = api.chat(client);
      const pair = await api.attempt(() => promise.withResponse());
      return [pair, await api.attempt(() => promise)];
    },
  },
  {
    name: 'uses asResponse and reads the text',
    needs: 'lazy promise',
    readsBytes: true,
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = api.chat(client);
      const response: Loose = await promise.asResponse();
      return [
        api.describe(response),
        await api.attempt(() => response.text()),
        api.describe(response),
      ];
    },
  },
  {
    name: 'uses asResponse, then awaits',
    needs: 'lazy promise',
    // The raw reply was what the caller asked for first: with it the call has ended.
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = api.chat(client);
      const response = await api.attempt(() => promise.asResponse());
      return [
        response,
        await api.attempt(() => promise),
        await api.attempt(() => promise.asResponse()),
      ];
    },
  },
  {
    name: 'uses asResponse, reads it, then awaits',
    needs: 'lazy promise',
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = api.chat(client);
      const text = await api.attempt(async () => (await promise.asResponse()).text());
      return [text, await api.attempt(() => promise)];
    },
  },
  {
    name: 'uses asResponse only',
    needs: 'lazy promise',
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = api.chat(client);
      return api.attempt(() => promise.asResponse());
    },
  },
  {
    name: 'uses parse',
    needs: 'lazy promise',
    run: async (client, api) => {
      const promise = api.chat(client);
      const parsed = promise.parse();
      return [api.describe(parsed), await api.attempt(() => parsed), promise.parse() === parsed];
    },
  },
  {
    name: 'unwraps',
    needs: 'lazy promise',
    run: async (client, api) => {
      const promise = api.chat(client);
      const derived = promise._thenUnwrap((value: unknown) => ({ wrapped: value }));
      return [
        api.describePromise(derived),
        await api.attempt(() => derived),
        await api.attempt(() => derived.withResponse()),
      ];
    },
  },
  {
    name: 'unwraps twice and throws',
    needs: 'lazy promise',
    spans: { count: 1 },
    run: async (client, api) => {
      const derived = api
        .chat(client)
        ._thenUnwrap((value: unknown) => [value])
        ._thenUnwrap(() => {
          throw new Error('from the transform');
        });
      return api.attempt(() => derived);
    },
  },
  {
    name: 'is in Promise.all and race',
    needs: 'lazy promise',
    run: async (client, api) => {
      const promise = api.chat(client);
      return [
        await api.attempt(() => Promise.all([promise, promise, promise.asResponse()])),
        await api.attempt(() => Promise.race([promise, new Promise(() => {})])),
        await api.attempt(() => Promise.allSettled([promise])),
      ];
    },
  },
  {
    name: 'is never awaited',
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = api.describePromise(api.keep(api.chat(client)));
      await api.arrived();
      await api.unhandled();
      return promise;
    },
  },
  {
    name: 'is awaited late',
    run: async (client, api) => {
      const promise = api.chat(client);
      await api.arrived();
      await api.unhandled();
      return api.attempt(() => promise);
    },
  },
  {
    name: 'is caught and forgotten',
    run: async (client, api) => {
      const seen: unknown[] = [];
      const promise = api.chat(client).catch((error: unknown) => {
        seen.push(api.describe(error));
      });
      await api.attempt(() => promise);
      return [
        seen,
        await api.attempt(() => (seen.length > 0 ? Promise.reject(new Error('failed')) : promise)),
      ];
    },
  },
];
