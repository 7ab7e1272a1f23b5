/** The contract, on exchanges, for the oldest and the newest client. */
import { globSync, readFileSync } from 'node:fs';
import { describeAdapter, type Exchange } from '@spanwise/testing';
import { weaviate } from './index.ts';
import { openArticles } from './open-collection.ts';
import { startWeaviateServer } from './weaviate-server.ts';

describeAdapter(weaviate, {
  clients: ['weaviate-oldest', 'weaviate-client'].map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: openArticles,
  })),
  exchanges: globSync(`${import.meta.dirname}/fixtures/collections-*.json`)
    .toSorted()
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Exchange[]),
  live: startWeaviateServer,
  withSignal: false,
  varies: ['elapsedSeconds'],
});
