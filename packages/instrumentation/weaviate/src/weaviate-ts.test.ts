/** The contract, on exchanges, for the oldest and the newest of the older client. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeAdapter, type Exchange } from '@spanwise/testing';
import { createBuilders } from './build.ts';
import { weaviateTs } from './index.ts';

const file = join(import.meta.dirname, 'fixtures/builders.json');

describeAdapter(weaviateTs, {
  clients: ['weaviate-ts-oldest', 'weaviate-ts-client'].map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: createBuilders,
  })),
  exchanges: JSON.parse(readFileSync(file, 'utf8')) as Exchange[],
  fixed: (method, path) => (path === '/v1/meta' ? { json: { version: '1.35.2' } } : undefined),
  withSignal: false,
});
