/** The contract, on exchanges, for the oldest client and the newest of each later major. */
import { readFileSync } from 'node:fs';
import { describeAdapter, type Exchange } from '@spanwise/testing';
import { openIndex } from './open-index.ts';
import { pinecone } from './index.ts';

describeAdapter(pinecone, {
  clients: [
    'pinecone5-oldest',
    'pinecone6',
    'pinecone7',
    'pinecone8',
    '@pinecone-database/pinecone',
  ].map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: openIndex,
  })),
  exchanges: ['searches', 'records', 'documents'].flatMap(
    (name) =>
      JSON.parse(
        readFileSync(`${import.meta.dirname}/fixtures/${name}.json`, 'utf8'),
      ) as Exchange[],
  ),
  withSignal: false,
});
