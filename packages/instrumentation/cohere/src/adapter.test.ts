/** The contract, on exchanges, for the oldest and newest of each supported major. */
import {
  describeAdapter,
  readExchanges,
  type AdapterContract,
  type ClientVersion,
  type EventEncoding,
} from '@spanwise/testing';
import { cohere } from './index.ts';

interface Exports {
  readonly CohereClient: new (options: object) => object;
}

const create = ({ CohereClient }: Exports, environment: string): object =>
  new CohereClient({ token: 'none', environment, maxRetries: 0 });

// All are CommonJS.
const clients: readonly ClientVersion[] = [
  { alias: 'cohere7', load: () => import('cohere7'), create },
  { alias: 'cohere8-oldest', load: () => import('cohere8-oldest'), create },
  { alias: 'cohere-ai', load: () => import('cohere-ai'), create },
];
const LINES: EventEncoding = {
  type: 'application/stream+json',
  encode: (event) => `${JSON.stringify(event)}\n`,
  end: '',
};
const contract = (pattern: string): AdapterContract => ({
  clients,
  exchanges: readExchanges(import.meta.dirname, pattern),
  withSignal: ([body], abortSignal) => [body, { abortSignal, maxRetries: 0 }],
});

describeAdapter(cohere, contract('v2.json'));
// Version 1 of the API streams lines.
describeAdapter(cohere, { ...contract('v1.json'), encoding: LINES });
