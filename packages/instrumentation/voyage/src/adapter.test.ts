/** The contract, on exchanges, for the oldest and newest version. */
import { createRequire } from 'node:module';
import { describeAdapter, readExchanges } from '@spanwise/testing';
import { voyage } from './index.ts';

interface Exports {
  readonly VoyageAIClient: new (options: object) => object;
}

const require = createRequire(import.meta.url);
const create = ({ VoyageAIClient }: Exports, environment: string): object =>
  new VoyageAIClient({ apiKey: 'none', environment, maxRetries: 0 });

describeAdapter(voyage, {
  clients: [
    // Its ES module cannot be loaded by Node.
    { alias: 'voyageai0-oldest', load: async () => require('voyageai0-oldest') as object, create },
    { alias: 'voyageai', load: async () => require('voyageai') as object, create },
    { alias: 'voyageai as ES module', load: () => import('voyageai'), create },
  ],
  exchanges: readExchanges(import.meta.dirname),
  withSignal: ([body], abortSignal) => [body, { abortSignal, maxRetries: 0 }],
});
