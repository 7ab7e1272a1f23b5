/** Clients that are made in another way. */
/* oxlint-disable no-await-in-loop -- one thing after the other is what is tested */
import type { Loose } from '../tested-client.ts';
import { readAll } from './reading.ts';
import type { Situation } from './situation.ts';

/** The methods of a class, as a listing shows them. */
function methodsOf(Class: Loose): unknown {
  return Object.entries(Object.getOwnPropertyDescriptors(Class?.prototype ?? {})).map(
    ([name, each]) => [
      name,
      typeof each.value,
      each.value?.name,
      each.value?.length,
      each.enumerable,
      each.writable,
      each.configurable,
    ],
  );
}

/** A `fetch` that does not do what it should. */
function brokenFetch(how: string): () => unknown {
  return () => {
    if (how === 'throws') throw new TypeError('mine');
    if (how === 'gives nothing') return undefined;
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- the situation itself
    return Promise.reject(how === 'rejects' ? new TypeError('mine') : 'mine');
  };
}

/** Clients that are made in another way. */
export const CLIENT_SITUATIONS: readonly Situation[] = [
  {
    group: 'clients',
    name: 'the surface of the class',
    reply: 'chat',
    spans: { count: 0 },
    run: (client, api) => {
      const { resource, method, surface } = api.tested;
      const owner = resource(client);
      return {
        prototypes: surface(api.loaded.Client).map(methodsOf),
        instance: [Object.keys(owner), Object.getOwnPropertyNames(owner), method in owner],
        keys: Object.keys(client),
        isNew: owner[method] === owner[method],
      };
    },
  },
  {
    group: 'clients',
    name: 'a call without its receiver',
    reply: 'chat',
    needs: 'watched method',
    spans: { count: 1 },
    run: (client, api) => {
      const { resource, method } = api.tested;
      const taken = resource(client)[method];
      return api.attempt(() => taken(api.body()));
    },
  },
  {
    group: 'clients',
    name: 'call and bind',
    reply: 'chat',
    spans: { count: 2, status: 'unset' },
    run: async (client, api) => {
      const owner = api.tested.resource(client);
      const method = owner[api.tested.method];
      const bound = method.bind(owner);
      return [
        bound.name,
        bound.length,
        await api.attempt(() => bound(api.body())),
        // oxlint-disable-next-line no-useless-call -- the situation itself
        await api.attempt(() => method.call(owner, api.body())),
      ];
    },
  },
  {
    group: 'clients',
    name: 'a frozen client',
    reply: 'chat',
    spans: { count: 1, status: 'unset' },
    run: (client, api) => {
      Object.freeze(api.tested.resource(client));
      return api.attempt(() => api.chat(client));
    },
  },
  {
    group: 'clients',
    name: 'a subclass',
    reply: 'as asked',
    spans: { count: 2, status: 'unset' },
    run: async (_, api) => {
      class Mine extends api.loaded.Client {
        readonly mine = true;
      }
      const client: Loose = api.make({}, Mine);
      return [
        client instanceof api.loaded.Client,
        client.constructor.name,
        await api.attempt(() => api.chat(client)),
        await readAll(await api.value(() => api.stream(client)), api),
      ];
    },
  },
  {
    group: 'clients',
    name: 'a subclass of what has the method',
    reply: 'chat',
    spans: { count: 1 },
    run: (client, api) => {
      const { resource, method, requests } = api.tested;
      const Owner: new (...given: Loose[]) => Loose = resource(client).constructor;
      class Mine extends Owner {}
      Object.defineProperty(Mine.prototype, method, {
        value(this: Loose, body: Loose, options?: Loose): Loose {
          return Owner.prototype[method].call(this, { ...body, [requests.optional]: 7 }, options);
        },
      });
      const made: Loose = new Mine(...(api.tested.ownerArguments?.(client) ?? [client]));
      return api.attempt(() => made[method](api.body()));
    },
  },
  {
    group: 'clients',
    name: 'withOptions',
    reply: '429 then chat',
    needs: 'withOptions',
    spans: { count: 1, status: 'unset' },
    run: (client, api) =>
      api.attempt(() =>
        api
          .chat(client.withOptions({ maxRetries: 1, defaultHeaders: { 'x-mine': 'yes' } }))
          .withResponse(),
      ),
  },
  ...(['chat', 'chat stream'] as const).map((reply): Situation => ({
    group: 'clients',
    name: `fetch of the caller's, ${reply}`,
    needs: 'fetch',
    reply,
    spans: { count: 1, status: 'unset' },
    run: async (_, api) => {
      const seen: unknown[] = [];
      const client = api.make({
        fetch: (url: unknown, init: Loose) => {
          const headers =
            typeof init.headers?.entries === 'function'
              ? Object.fromEntries(init.headers)
              : init.headers;
          seen.push([
            typeof url,
            Object.keys(init).toSorted(),
            init.method,
            Object.keys(headers ?? {}).toSorted(),
            typeof init.body,
            init.signal?.aborted,
          ]);
          return globalThis.fetch(url as string, {
            method: init.method,
            headers: init.headers,
            body: init.body,
            signal: init.signal,
          });
        },
      });
      const value = await api.value(() =>
        reply === 'chat' ? api.chat(client) : api.stream(client),
      );
      return [seen, reply === 'chat' ? api.describe(value) : await readAll(value, api)];
    },
  })),
  ...(['throws', 'rejects', 'gives nothing', 'rejects with a string'] as const).map(
    (how): Situation => ({
      group: 'clients',
      name: `fetch of the caller's ${how}`,
      needs: 'fetch',
      reply: 'chat',
      spans: { count: 1, status: 'error' },
      run: (_, api) => api.attempt(() => api.chat(api.make({ fetch: brokenFetch(how) }))),
    }),
  ),
  {
    group: 'clients',
    name: 'headers, query and timeout of a call',
    reply: 'chat',
    spans: { count: 1, status: 'unset' },
    run: (client, api) => {
      const options = {
        headers: { 'x-mine': 'yes', authorization: null },
        query: { a: '1' },
        timeout: 5000,
        idempotencyKey: 'k',
      };
      return api.attempt(async () => [await api.chat(client, api.body(), options), options]);
    },
  },
  {
    group: 'clients',
    name: 'nothing listens there',
    reply: 'chat',
    spans: { count: 1, status: 'error' },
    run: (_, api) =>
      api.attempt(() => api.chat(api.make(api.tested.options('http://127.0.0.1:1')))),
  },
  {
    group: 'clients',
    name: 'an address that is none',
    reply: 'chat',
    needs: 'any address',
    spans: { count: 1, status: 'by outcome' },
    run: (_, api) => api.attempt(() => api.chat(api.make(api.tested.options('not an address')))),
  },
  {
    group: 'clients',
    name: 'calls that are not watched',
    reply: 'json array',
    spans: { count: 0 },
    run: async (client, api) => {
      const outcomes = [];
      for (const call of api.tested.unwatched) outcomes.push(await api.attempt(() => call(client)));
      return outcomes;
    },
  },
];
