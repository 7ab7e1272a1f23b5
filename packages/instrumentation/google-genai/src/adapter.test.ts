/** The contract, on exchanges, for the oldest and newest of each supported major, with the Gemini API and with Vertex AI. */
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  describeAdapter,
  type AdapterContract,
  type ClientVersion,
  type Exchange,
} from '@spanwise/testing';
import { beforeEach, vi } from 'vitest';
import { googleGenai } from './index.ts';

type Client = new (options: object) => object;

const aliases = [
  'genai1-oldest',
  'genai1',
  'genai2-oldest',
  'genai2',
  'genai3-oldest',
  '@google/genai',
];

/** What both have: a stream ends without a word, and the client leaves its connection open when a loop is left. */
const common: Pick<AdapterContract, 'closesStreams' | 'withSignal'> = {
  closesStreams: false,
  withSignal: (callArguments, signal) => {
    const last = callArguments.at(-1) as { readonly config?: object; readonly maxRetries?: number };
    // Interactions take it with the options of the request, under another name from 2.1 on.
    return last.maxRetries === undefined
      ? [{ ...last, config: { ...last.config, abortSignal: signal } }]
      : [...callArguments.slice(0, -1), { ...last, signal, fetch_options: { signal } }];
  },
};

function clientsOf(options: object): ClientVersion[] {
  const create = ({ GoogleGenAI }: { GoogleGenAI: Client }, baseUrl: string): object =>
    new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl }, ...options });
  return [
    ...aliases.map((alias) => ({ alias, load: () => import(alias) as Promise<object>, create })),
    {
      alias: '@google/genai as CommonJS',
      load: async () => createRequire(import.meta.url)('@google/genai') as object,
      create,
    },
  ];
}

function exchangesOf(pattern: string): Exchange[] {
  return globSync(`${import.meta.dirname}/fixtures/${pattern}`)
    .toSorted()
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Exchange[])
    .map((exchange) => ({ ...exchange, reply: { end: '', ...exchange.reply } }));
}

// The client says what of it is experimental, and what it cannot read.
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

describeAdapter(googleGenai, {
  ...common,
  clients: clientsOf({}),
  exchanges: exchangesOf('*.json'),
});
describeAdapter(googleGenai, {
  ...common,
  clients: clientsOf({ vertexai: true })
    .filter(({ alias }) => alias === 'genai1-oldest' || alias === '@google/genai')
    .map((client) => ({ ...client, alias: `${client.alias}, on Vertex AI` })),
  exchanges: exchangesOf('vertex/*.json'),
});
