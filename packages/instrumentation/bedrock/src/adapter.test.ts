/**
 * The contract, on exchanges, for the oldest and the newest clients: over HTTP/1.1 and over HTTP/2, which the newest
 * speak. What a model's body says is read alike for each: the oldest has one exchange of each `InvokeModel`.
 */
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import {
  describeAdapter,
  type AdapterContract,
  type ClientVersion,
  type Exchange,
} from '@spanwise/testing';
import { eventStream } from './event-stream.ts';
import { bedrock, bedrockAgent } from './index.ts';

type Client = new (options: object) => object;

const OPTIONS = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  maxAttempts: 1,
};
const contract: Omit<AdapterContract, 'clients' | 'exchanges'> = {
  encoding: eventStream,
  // The clients leave it to the server to end what nobody reads any more.
  closesStreams: false,
  withSignal: ([input], abortSignal) => [input, { abortSignal }],
};

/** A client, oldest and newest; its newest also with what the oldest speaks. */
function clientsOf(
  name: string,
  oldest: string,
  newest: string,
): { readonly clients: ClientVersion[]; readonly overHttp1: ClientVersion } {
  const create =
    (options: object) =>
    (exports: Readonly<Record<string, Client>>, endpoint: string): object =>
      new exports[name]!({ ...OPTIONS, ...options, endpoint });
  return {
    clients: [
      { alias: oldest, load: () => import(oldest) as Promise<object>, create: create({}) },
      {
        alias: newest,
        load: () => import(newest) as Promise<object>,
        create: create({}),
        http2: true,
      },
    ],
    overHttp1: {
      alias: `${newest} as CommonJS, over HTTP/1.1`,
      load: async () => createRequire(import.meta.url)(newest) as object,
      create: create({ requestHandler: new NodeHttpHandler() }),
    },
  };
}

/** The exchanges of the agents' client, or of the other. Bytes stand in them as base64. */
function exchangesOf(isAgent: boolean): Exchange[] {
  return globSync(`${import.meta.dirname}/fixtures/*.json`)
    .filter((file) => basename(file).startsWith('agent-') === isAgent)
    .toSorted()
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8'), withBytes) as Exchange[]);
}

function withBytes(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && '$bytes' in value
    ? new Uint8Array(Buffer.from(value.$bytes as string, 'base64'))
    : value;
}

const runtime = clientsOf('BedrockRuntime', 'bedrock-oldest', '@aws-sdk/client-bedrock-runtime');
const exchanges = exchangesOf(false);
describeAdapter(bedrock, { ...contract, clients: runtime.clients, exchanges });

const streamed = exchanges.find(({ alike }) => alike !== undefined);
describeAdapter(bedrock, {
  ...contract,
  clients: [runtime.overHttp1],
  exchanges: exchanges.filter(
    (exchange) => exchange === streamed || exchange.name === streamed?.alike,
  ),
});

describeAdapter(bedrockAgent, {
  ...contract,
  clients: clientsOf(
    'BedrockAgentRuntime',
    'bedrock-agent-oldest',
    '@aws-sdk/client-bedrock-agent-runtime',
  ).clients,
  exchanges: exchangesOf(true),
});
