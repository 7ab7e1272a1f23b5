/** The contract, on exchanges, for the oldest and newest of each supported major, and for the last without spans of its own. */
import { createRequire } from 'node:module';
import { describeAdapter, readExchanges, type ClientVersion } from '@spanwise/testing';
import { anthropic } from './index.ts';

type Client = new (options: object) => object;

const create = ({ Anthropic }: { Anthropic: Client }, baseURL: string): object =>
  new Anthropic({ apiKey: 'none', baseURL, maxRetries: 0, logLevel: 'off' });

const clients: ClientVersion[] = [
  'anthropic0-oldest',
  'anthropic0-silent',
  'anthropic0',
  'anthropic1-oldest',
  '@anthropic-ai/sdk',
].map((alias) => ({ alias, load: () => import(alias) as Promise<object>, create }));
clients.push({
  alias: '@anthropic-ai/sdk as CommonJS',
  load: async () => createRequire(import.meta.url)('@anthropic-ai/sdk') as object,
  create,
});

describeAdapter(anthropic, {
  clients,
  exchanges: readExchanges(import.meta.dirname),
  withSignal: ([body], signal) => [body, { signal }],
});
