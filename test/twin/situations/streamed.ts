/** What a program does with a streamed reply. */
/* oxlint-disable no-await-in-loop -- one thing after the other is what is tested */
import type { Loose } from '../tested-client.ts';
import { readAll, take } from './reading.ts';
import type { Style } from './situation.ts';

/** What a program does with a streamed reply. Each begins with the call; the last argument is how to call. */
export const STREAM_STYLES: readonly Style[] = [
  {
    name: 'reads to the end',
    run: async (client, api) => {
      const promise = api.stream(client);
      const before = api.describePromise(promise);
      const value = await api.value(() => promise);
      return [before, api.describe(value), await readAll(value, api), api.describe(value)];
    },
  },
  {
    name: 'uses withResponse and reads',
    needs: 'lazy promise',
    run: async (client, api) => {
      const pair = await api.value(() => api.stream(client).withResponse());
      return [api.describe(pair), await readAll(pair.data, api)];
    },
  },
  {
    name: 'awaits twice and reads once',
    run: async (client, api) => {
      const promise = api.stream(client);
      const one = await api.value(() => promise);
      const two = await api.value(() => promise);
      return [one === two, await readAll(two, api)];
    },
  },
  {
    name: 'reads twice',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      return [await readAll(value, api), await readAll(value, api)];
    },
  },
  {
    name: 'uses asResponse and reads the text',
    needs: 'lazy promise',
    readsBytes: true,
    spans: { count: 1 },
    run: async (client, api) => {
      const response = await api.value(() => api.stream(client).asResponse());
      return [api.describe(response), await api.attempt(() => response.text())];
    },
  },
  {
    name: 'tees and reads both',
    needs: 'tee',
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const [left, right] = value.tee();
      const classes = [
        api.describe(left),
        api.describe(right),
        left.controller === value.controller,
      ];
      return [classes, await readAll(left, api), await readAll(right, api)];
    },
  },
  {
    name: 'tees and reads both at once',
    needs: 'tee',
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const [left, right] = value.tee();
      return Promise.all([readAll(left, api), readAll(right, api)]);
    },
  },
  {
    name: 'tees and reads one',
    needs: 'tee',
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const [left] = api.keep(value.tee());
      const read = await readAll(left, api);
      await api.unhandled();
      return read;
    },
  },
  {
    name: 'becomes a ReadableStream',
    needs: 'tee',
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const readable: Loose = value.toReadableStream();
      const reader = readable.getReader();
      let text = '';
      const read = await api.attempt(async () => {
        for (;;) {
          const { done, value: bytes } = await reader.read();
          if (done) return;
          text += new TextDecoder().decode(bytes);
        }
      });
      return { class: readable.constructor.name, text, read };
    },
  },
  {
    name: 'goes through a ReadableStream and back',
    needs: 'tee',
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const again = value.constructor.fromReadableStream(
        value.toReadableStream(),
        new AbortController(),
      );
      return readAll(again, api);
    },
  },
  {
    name: 'breaks after one chunk',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const seen: unknown[] = [];
      const left = await api.attempt(async () => {
        for await (const chunk of value) {
          seen.push(api.describe(chunk));
          break;
        }
      });
      return [seen, left, api.describe(value), await readAll(value, api)];
    },
  },
  {
    name: 'throws in the loop',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const mine = new Error('mine');
      let thrown: unknown;
      let count = 0;
      try {
        for await (const chunk of value) {
          count += 1;
          if (count === 2) throw mine;
          void chunk;
        }
      } catch (error) {
        thrown = error;
      }
      return [count, thrown === mine, api.describe(thrown), api.describe(value)];
    },
  },
  {
    name: 'takes by hand beyond the end',
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const iterator = value[Symbol.asyncIterator]();
      return [
        api.describeIterator(iterator),
        await take(iterator, 14, api),
        api.describeIterator(iterator),
      ];
    },
  },
  {
    name: 'takes several at once',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const iterator = value[Symbol.asyncIterator]();
      return api.attempt(() =>
        Promise.allSettled(Array.from({ length: 14 }, () => iterator.next())),
      );
    },
  },
  {
    name: 'returns by hand',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const iterator = value[Symbol.asyncIterator]();
      const one = await take(iterator, 1, api);
      const left = await api.attempt(() => iterator.return('mine'));
      return [one, left, await take(iterator, 1, api), api.describe(value)];
    },
  },
  {
    name: 'returns before it reads',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const iterator = value[Symbol.asyncIterator]();
      // Some clients read ahead: what has come is the same in both runs.
      await api.quiet();
      return [await api.attempt(() => iterator.return()), await take(iterator, 1, api)];
    },
  },
  {
    name: 'throws by hand',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const iterator = value[Symbol.asyncIterator]();
      const one = await take(iterator, 1, api);
      return [
        one,
        await api.attempt(() => iterator.throw(new Error('mine'))),
        await take(iterator, 1, api),
      ];
    },
  },
  {
    name: 'has two consumers',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      const first = value[Symbol.asyncIterator]();
      const one = await take(first, 1, api);
      return [one, await readAll(value, api), await take(first, 1, api)];
    },
  },
  {
    name: 'is never read',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = api.keep(await api.value(() => api.stream(client)));
      await api.unhandled();
      return api.describe(value);
    },
  },
  {
    name: 'is never awaited',
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = api.describePromise(api.keep(api.stream(client)));
      await api.arrived();
      await api.unhandled();
      return promise;
    },
  },
  {
    name: 'asks for an iterator and drops it',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => api.stream(client));
      return api.describeIterator(value[Symbol.asyncIterator]());
    },
  },
];
