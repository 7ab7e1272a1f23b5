/** The contract, on exchanges, with a stand-in for the binding. */
import { attach, observe } from '@spanwise/core';
import {
  describeAdapter,
  readExchanges,
  recordTelemetry,
  startWireServer,
} from '@spanwise/testing';
import { expect, it } from 'vitest';
import { vectorize } from './index.ts';
import { Vectorize } from './stand-in.ts';

let url = '';
describeAdapter(vectorize, {
  clients: [
    {
      alias: 'stand-in',
      load: () => import('./stand-in.ts'),
      create: () => observe(new Vectorize(url), { name: 'articles' }),
    },
  ],
  // A binding has no address.
  live: async () => {
    const server = await startWireServer();
    ({ url } = server);
    return { ...server, url: '' };
  },
  exchanges: readExchanges(import.meta.dirname),
});

it('watches a binding once, however often it is observed, and leaves it without a name', async () => {
  const recorded = recordTelemetry();
  const server = await startWireServer();
  server.answer({ json: { matches: [], count: 0 } });
  const attachment = attach({ adapters: [vectorize] });
  const index = new Vectorize(server.url);
  expect(observe(index)).toBe(index);
  await observe(index).query([1]);
  expect(recorded.spans().map(({ name }) => name)).toEqual(['query']);
  expect(Object.keys(index)).toEqual([]);
  attachment.disable();
  await server.stop();
  await recorded.stop();
});

it('observes what takes no name, and says nothing of one', async () => {
  const recorded = recordTelemetry();
  const attachment = attach({ adapters: [vectorize], modules: { vectorize: { Vectorize } } });
  const index = observe(Object.freeze(new Vectorize('http://127.0.0.1:1')), { name: 'articles' });
  await expect(index.query([1])).rejects.toBeInstanceOf(TypeError);
  expect(recorded.spans()[0]?.attributes).not.toHaveProperty(['db.collection.name']);
  attachment.disable();
  await recorded.stop();
});
