/** The contract, on exchanges, for the oldest and the newest client: over HTTP/1.1 and over HTTP/2, which the newest speaks. */
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import {
  describeAdapter,
  type AdapterContract,
  type ClientVersion,
  type Exchange,
} from '@spanwise/testing';
import { eventStream } from './event-stream.ts';
import { bedrock } from './index.ts';

type Client = new (options: object) => object;
type Exports = { readonly BedrockRuntime: Client };

const OPTIONS = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  maxAttempts: 1,
};
const create = ({ BedrockRuntime }: Exports, endpoint: string): object =>
  new BedrockRuntime({ ...OPTIONS, endpoint });
const NEWEST = '@aws-sdk/client-bedrock-runtime';

const clients: ClientVersion[] = [
  { alias: 'bedrock-oldest', load: () => import('bedrock-oldest'), create },
  { alias: NEWEST, load: () => import(NEWEST), create, http2: true },
];
const olderProtocol: ClientVersion = {
  alias: `${NEWEST} as CommonJS, over HTTP/1.1`,
  load: async () => createRequire(import.meta.url)(NEWEST) as object,
  create: ({ BedrockRuntime }: Exports, endpoint: string) =>
    new BedrockRuntime({ ...OPTIONS, endpoint, requestHandler: new NodeHttpHandler() }),
};

/** Bytes stand in the exchanges as base64. */
const withBytes = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && '$bytes' in value
    ? new Uint8Array(Buffer.from(value.$bytes as string, 'base64'))
    : value;

const exchanges = globSync(`${import.meta.dirname}/fixtures/*.json`)
  .toSorted()
  .flatMap((file) => JSON.parse(readFileSync(file, 'utf8'), withBytes) as Exchange[]);
const streamed = exchanges.find(({ alike }) => alike !== undefined);

const contract: Omit<AdapterContract, 'clients' | 'exchanges'> = {
  encoding: eventStream,
  // The clients leave it to the server to end what nobody reads any more.
  closesStreams: false,
  withSignal: ([input], abortSignal) => [input, { abortSignal }],
};

describeAdapter(bedrock, { ...contract, clients, exchanges });
describeAdapter(bedrock, {
  ...contract,
  clients: [olderProtocol],
  exchanges: exchanges.filter(
    (exchange) => exchange === streamed || exchange.name === streamed?.alike,
  ),
});
