/** The contract, on exchanges, for the oldest and the newest client of each major. */
import { globSync, readFileSync } from 'node:fs';
import { describeAdapter, type Exchange } from '@spanwise/testing';
import { opensearch } from './index.ts';

type Client = new (options: object) => object;

describeAdapter(opensearch, {
  clients: [
    'opensearch2-oldest',
    'opensearch2',
    'opensearch3-oldest',
    '@opensearch-project/opensearch',
  ].map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: ({ Client }: { Client: Client }, node: string) => new Client({ node, maxRetries: 0 }),
  })),
  exchanges: globSync(`${import.meta.dirname}/fixtures/*.json`)
    .toSorted()
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Exchange[]),
  withSignal: false,
});
