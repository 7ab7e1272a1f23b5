/** The contract, on exchanges, for the oldest client, the last one with `search`, and the newest. */
import { globSync, readFileSync } from 'node:fs';
import { describeAdapter, type Exchange } from '@spanwise/testing';
import { qdrant } from './index.ts';

type Client = new (options: object) => object;

describeAdapter(qdrant, {
  clients: ['qdrant-oldest', 'qdrant-1.18', '@qdrant/js-client-rest'].map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: ({ QdrantClient }: { QdrantClient: Client }, url: string) =>
      new QdrantClient({ url, checkCompatibility: false }),
  })),
  exchanges: globSync(`${import.meta.dirname}/fixtures/*.json`)
    .toSorted()
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Exchange[]),
  withSignal: false,
});
