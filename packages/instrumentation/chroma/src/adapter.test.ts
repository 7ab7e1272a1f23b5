/** The contract, on exchanges, for the oldest and the newest client of each major. */
import { readFileSync } from 'node:fs';
import { describeAdapter, type Exchange } from '@spanwise/testing';
import { chroma } from './index.ts';
import { openCollection, replyToOpening } from './open-collection.ts';

const read = (name: string): Exchange[] =>
  JSON.parse(readFileSync(`${import.meta.dirname}/fixtures/${name}.json`, 'utf8')) as Exchange[];

describeAdapter(chroma, {
  clients: ['chroma1-oldest', 'chroma1', 'chroma2', 'chroma3-oldest', 'chromadb'].map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: openCollection,
  })),
  exchanges: ['searches', 'records'].flatMap(read),
  fixed: replyToOpening,
  withSignal: false,
});
