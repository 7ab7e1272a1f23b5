/** The contract, on exchanges, for the oldest and the newest client. */
import { describeAdapter, readExchanges } from '@spanwise/testing';
import { openrouter } from './index.ts';

interface Exports {
  readonly OpenRouter: new (options: object) => object;
}

describeAdapter(openrouter, {
  clients: ['openrouter-oldest', '@openrouter/sdk'].map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: ({ OpenRouter }: Exports, serverURL: string) =>
      new OpenRouter({ apiKey: 'none', serverURL, retryConfig: { strategy: 'none' } }),
  })),
  exchanges: readExchanges(import.meta.dirname),
  withSignal: ([request], signal) => [request, { fetchOptions: { signal } }],
});
