/** The `@mistralai/mistralai` client. */
import type { Format, LoadedClient, OtherOperation, TestedClient } from '../tested-client.ts';
import { chatBody, chatRequests, WEATHER, writeChoice } from './chat-completions.ts';
import { loadPackage } from './load-package.ts';

// The oldest of the first major is not among them: up to 1.9 it loses events of a stream that arrive together.
const VERSIONS: Readonly<Record<string, string>> = {
  mistral1: '1.15.1',
  'mistral2-oldest': '2.0.0',
  '@mistralai/mistralai': '2.7.0',
};
const FAILING = ['429', 'json null', 'json cut', 'reset before headers'];

async function load(alias: string, format: Format): Promise<LoadedClient> {
  const { exports, file } = await loadPackage('mistral', alias, format);
  const root = alias === 'mistral1' ? '' : 'esm/';
  const { EventStream } = await file(`${root}lib/event-streams.js`);
  const { SDKError } = await file(`${root}models/errors/index.js`);
  return {
    alias,
    version: VERSIONS[alias] ?? '',
    exports,
    Client: exports['Mistral'],
    Promise,
    Stream: EventStream,
    Failure: SDKError,
  };
}

const OPERATIONS: readonly OtherOperation[] = [
  {
    name: 'agents.complete',
    replies: ['chat', ...FAILING],
    call: (client, api) =>
      client.agents.complete({ agentId: 'ag_1', messages: api.body().messages }),
  },
  {
    name: 'fim.complete',
    replies: ['chat', ...FAILING],
    call: (client) => client.fim.complete({ model: 'm', prompt: 'def' }),
  },
  {
    name: 'embeddings.create',
    replies: ['embeddings', 'embeddings, data null', ...FAILING],
    call: (client) => client.embeddings.create({ model: 'm', inputs: ['a'] }),
  },
  {
    name: 'chat.parse',
    replies: ['chat as json', ...FAILING],
    call: (client, api) => client.chat.parse(api.body({ responseFormat: {} })),
  },
];
const STREAMED_OPERATIONS: readonly OtherOperation[] = [
  {
    name: 'agents.stream',
    replies: ['chat stream', 'chat stream, cut', '429'],
    call: (client, api) => client.agents.stream({ agentId: 'ag_1', messages: api.body().messages }),
  },
  {
    name: 'fim.stream',
    replies: ['chat stream', '429'],
    call: (client) => client.fim.stream({ model: 'm', prompt: 'def' }),
  },
];

/** The `@mistralai/mistralai` client. */
export const mistral: TestedClient = {
  id: 'mistral',
  isLikeOthers: true,
  isNewestEnough: true,
  tellsUsage: true,
  versions: VERSIONS,
  features: { 'closed by break': '1.15.1', 'watched method': '1.15.1', signal: '1.15.1' },
  load,
  adapter: async () => (await import('@spanwise/instrumentation-mistral')).mistral,
  options: (address) => ({ apiKey: 'key', serverURL: address }),
  redirect: (client, address) => {
    client.chat._baseURL = new URL(address);
  },
  resource: (client) => client.chat,
  method: 'complete',
  streamMethod: 'stream',
  ownerArguments: (client) => [client._options],
  callArguments: (body, { signal, headers, timeout }) => [
    body,
    {
      ...(timeout !== undefined && { timeoutMs: timeout }),
      fetchOptions: { ...(signal && { signal }), ...(headers && { headers }) },
    },
  ],
  body: chatBody,
  streamed: { stream: true },
  requests: {
    ...chatRequests,
    optional: 'randomSeed',
    zeros: { temperature: 0, topP: 0, n: 2, randomSeed: 0, presencePenalty: 0 },
    rich: { tools: [{ type: 'function', function: WEATHER }] },
    odd: {},
  },
  tripsOver: [],
  writeText: writeChoice,
  streamHelpers: [],
  operations: OPERATIONS,
  streamedOperations: STREAMED_OPERATIONS,
  unwatched: [(client) => client.models.list()],
  surface: () => [],
  situations: [],
};
