/** The contract, on exchanges, for the oldest and newest client that is supported. */
import {
  describeAdapter,
  readExchanges,
  type AdapterContract,
  type ClientVersion,
  type EventEncoding,
  type WireReply,
} from '@spanwise/testing';
import { replicate } from './index.ts';

type Client = new (options: object) => object;

/** The host that streams, which the scripted server stands for as well. */
const STREAMS = 'https://stream.replicate.com';
const create = (exports: { readonly default: Client }, baseUrl: string): object =>
  new exports.default({
    auth: 'none',
    baseUrl,
    fetch: (address: URL | string, init: object) =>
      fetch(String(address).replace(STREAMS, baseUrl), init),
  });
const client = (alias: string): ClientVersion => ({
  alias,
  load: async () => (await import(alias)) as object,
  create,
});
const oldest = client('replicate1-oldest');
const newest = client('replicate');
const exchanges = (pattern: string): AdapterContract['exchanges'] =>
  readExchanges(import.meta.dirname, pattern);
const withSignal = (values: readonly unknown[], signal: AbortSignal): readonly unknown[] => [
  ...values.slice(0, -1),
  { ...(values.at(-1) as object), signal },
];

const predictions = exchanges('predictions.json');
describeAdapter(replicate, { clients: [newest], exchanges: predictions, withSignal });
// It cannot be aborted.
describeAdapter(replicate, { clients: [oldest], exchanges: predictions, withSignal: false });
describeAdapter(replicate, {
  clients: [oldest, newest],
  exchanges: exchanges('wait.json'),
  withSignal: false,
});

const EVENTS: EventEncoding = {
  type: 'text/event-stream',
  encode: (event) => {
    const { event: name, data } = event as { readonly event: string; readonly data: string };
    return `event: ${name}\ndata: ${data}\n\n`;
  },
  end: '',
};
const started: WireReply = {
  json: { id: 'p1', status: 'starting', urls: { stream: `${STREAMS}/v1/streams/p1` } },
};
describeAdapter(replicate, {
  clients: [oldest, newest],
  exchanges: exchanges('streams.json'),
  encoding: EVENTS,
  // A prediction is made first.
  fixed: (method) => (method === 'POST' ? started : undefined),
  withSignal,
  isLazy: true,
  // The client reads on behind a loop that is left.
  closesStreams: false,
});
