/** The contract of the models, on exchanges. */
import { readFileSync } from 'node:fs';
import { describeAdapter, type Exchange } from '@spanwise/testing';
import { pinecone } from './index.ts';

describeAdapter(pinecone, {
  clients: ['pinecone6', '@pinecone-database/pinecone'].map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: ({ Pinecone }: { Pinecone: new (options: object) => object }, url: string) =>
      new Pinecone({ apiKey: 'none', maxRetries: 0, controllerHostUrl: url }),
  })),
  exchanges: JSON.parse(
    readFileSync(`${import.meta.dirname}/fixtures/inference.json`, 'utf8'),
  ) as Exchange[],
  withSignal: false,
});
