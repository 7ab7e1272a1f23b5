/** The contract, on exchanges, for the oldest and newest of each supported major. */
import { createRequire } from 'node:module';
import { describeAdapter, readExchanges, type AdapterContract } from '@spanwise/testing';
import { afterAll, beforeAll } from 'vitest';
import { mistral } from './index.ts';

interface Exports {
  readonly Mistral: new (options: object) => object;
}

const require = createRequire(import.meta.url);
const create = ({ Mistral }: Exports, serverURL: string): object =>
  new Mistral({ apiKey: 'none', serverURL });

const exchanges = readExchanges(import.meta.dirname);
const withSignal: AdapterContract['withSignal'] = (callArguments, signal) => [
  ...callArguments,
  { fetchOptions: { signal } },
];

// Of a reply that is no JSON, versions from 1.10 to 2.0 reject a promise of their own beside the caller's, watched or not.
const listeners = process.listeners('unhandledRejection');
beforeAll(() => {
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (error, promise) => {
    if (error instanceof SyntaxError && /\$do .*matchers?|matchFunc/.test(error.stack ?? ''))
      return;
    for (const listener of listeners) listener(error, promise);
  });
});
afterAll(() => {
  process.removeAllListeners('unhandledRejection');
  for (const listener of listeners) process.on('unhandledRejection', listener);
});

// 1 is CommonJS, 2 an ES module.
describeAdapter(mistral, {
  exchanges,
  withSignal,
  clients: [
    { alias: 'mistral1', load: () => import('mistral1'), create },
    { alias: 'mistral2-oldest', load: () => import('mistral2-oldest'), create },
    { alias: '@mistralai/mistralai', load: () => import('@mistralai/mistralai'), create },
  ],
});
describeAdapter(mistral, {
  // Up to 1.9 the client loses events of a stream that arrive together: what comes is not the same each time.
  exchanges: exchanges.filter(({ reply }) => reply.events === undefined),
  withSignal,
  clients: [
    {
      alias: 'mistral1-oldest',
      load: async () => require('mistral1-oldest') as object,
      create,
    },
  ],
});
