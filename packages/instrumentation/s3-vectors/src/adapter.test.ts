/** The contract, on exchanges, for the oldest client and the newest. */
import { describeAdapter, readExchanges } from '@spanwise/testing';
import { createClient } from './create-client.ts';
import { s3Vectors } from './index.ts';

describeAdapter(s3Vectors, {
  clients: ['s3-vectors-oldest', '@aws-sdk/client-s3vectors'].map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: createClient,
  })),
  exchanges: readExchanges(import.meta.dirname),
  withSignal: ([input], abortSignal) => [input, { abortSignal }],
});
