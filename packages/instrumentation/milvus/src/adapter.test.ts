/** The contract, on exchanges, for the oldest and the newest client. */
import { globSync, readFileSync } from 'node:fs';
import { describeAdapter, type Exchange } from '@spanwise/testing';
import { milvus } from './index.ts';
import { startMilvusServer } from './milvus-server.ts';
import { reuseClients } from './open-client.ts';

describeAdapter(milvus, {
  clients: ['milvus-oldest', '@zilliz/milvus2-sdk-node'].map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: reuseClients(),
  })),
  exchanges: globSync(`${import.meta.dirname}/fixtures/*.json`)
    .toSorted()
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Exchange[]),
  live: startMilvusServer,
  withSignal: false,
});
