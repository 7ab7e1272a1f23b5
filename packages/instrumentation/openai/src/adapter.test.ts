/** The contract, on exchanges, for the oldest and newest of each supported major. */
import { globSync, readFileSync } from 'node:fs';
import { describeAdapter, type ClientVersion, type Exchange } from '@spanwise/testing';
import { openai } from './index.ts';

type Client = new (options: object) => object;

const aliases = [
  'openai4-oldest',
  'openai4',
  'openai5-oldest',
  'openai5',
  'openai6-oldest',
  'openai6',
  'openai7-oldest',
  'openai',
];

const clients = aliases.map((alias): ClientVersion => ({
  alias,
  load: () => import(alias) as Promise<object>,
  create: ({ OpenAI }: { OpenAI: Client }, baseURL: string) =>
    new OpenAI({ apiKey: 'none', baseURL: `${baseURL}/v1`, maxRetries: 0, logLevel: 'off' }),
}));

const exchanges = globSync(`${import.meta.dirname}/fixtures/*.json`)
  .toSorted()
  .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as Exchange[]);

describeAdapter(openai, {
  clients,
  exchanges,
  // The options are the last argument, behind a query that may be left out.
  withSignal: ([first, second], signal) =>
    typeof first === 'string' ? [first, second, { signal }] : [first, { signal }],
});
