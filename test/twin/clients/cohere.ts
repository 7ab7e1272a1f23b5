/** The `cohere-ai` client. */
import type {
  Format,
  LoadedClient,
  Loose,
  OtherOperation,
  TestedClient,
} from '../tested-client.ts';
import { chatBody, chatRequests, WEATHER } from './chat-completions.ts';
import { loadPackage } from './load-package.ts';

const VERSIONS: Readonly<Record<string, string>> = {
  cohere7: '7.21.0',
  'cohere8-oldest': '8.0.0',
  'cohere-ai': '8.1.0',
};
const FAILING = ['429', 'json null', 'json cut', 'reset before headers'];
/** Its timers keep the process when a call is cut short: they end before a test does. */
const TIMEOUT_SECONDS = 30;

async function load(alias: string, format: Format): Promise<LoadedClient> {
  const { exports, file } = await loadPackage('cohere', alias, format);
  const { HttpResponsePromise } = await file('core/fetcher/HttpResponsePromise.js');
  const { Stream } = await file('core/stream/Stream.js');
  return {
    alias,
    version: VERSIONS[alias] ?? '',
    exports,
    Client: exports['CohereClient'],
    Promise: HttpResponsePromise,
    Stream,
    Failure: exports['CohereError'],
  };
}

const OPERATIONS: readonly OtherOperation[] = [
  {
    name: 'chat of version 1',
    replies: ['older chat', ...FAILING],
    call: (client) => client.chat({ message: 'Say hello.' }),
  },
  {
    name: 'embed',
    replies: ['embeddings', ...FAILING],
    call: (client) => client.v2.embed({ model: 'm', inputType: 'search_query', texts: ['a'] }),
  },
  {
    name: 'rerank',
    replies: ['ranks', ...FAILING],
    call: (client) => client.v2.rerank({ model: 'm', query: 'q', documents: ['a'] }),
  },
  {
    name: 'rerank of version 1',
    replies: ['ranks', '429'],
    call: (client) => client.rerank({ model: 'm', query: 'q', documents: ['a'] }),
  },
];
const STREAMED_OPERATIONS: readonly OtherOperation[] = [
  {
    name: 'chat of version 1, streamed',
    replies: ['older chat stream', '429'],
    call: (client) => client.chatStream({ message: 'Say hello.' }),
  },
];

/** The `cohere-ai` client. */
export const cohere: TestedClient = {
  id: 'cohere',
  isLikeOthers: true,
  isNewestEnough: true,
  tellsUsage: true,
  versions: VERSIONS,
  features: { 'closed by break': '7.21.0', signal: '7.21.0' },
  load,
  adapter: async () => (await import('@spanwise/instrumentation-cohere')).cohere,
  options: (address) => ({
    token: 'key',
    environment: address,
    maxRetries: 0,
    timeoutInSeconds: TIMEOUT_SECONDS,
  }),
  redirect: (client, address) => {
    client.v2._options.environment = address;
  },
  resource: (client) => client.v2,
  method: 'chat',
  streamMethod: 'chatStream',
  ownerArguments: (client) => [client.v2._options],
  callArguments: (body, { signal, timeout, headers }) => [
    body,
    {
      ...(signal && { abortSignal: signal }),
      ...(timeout !== undefined && { timeoutInSeconds: timeout / 1000 }),
      ...(headers && { headers }),
    },
  ],
  body: chatBody,
  streamed: {},
  requests: {
    ...chatRequests,
    zeros: { temperature: 0, p: 0, k: 0, seed: 0, maxTokens: 0 },
    rich: { tools: [{ type: 'function', function: WEATHER }] },
    odd: {},
  },
  tripsOver: [],
  writeText: (chunk: Loose, before: string) => {
    const text = before + (chunk.delta?.message?.content?.text ?? '');
    if (chunk.type === 'content-end') chunk.text = text;
    return text;
  },
  streamHelpers: [],
  operations: OPERATIONS,
  streamedOperations: STREAMED_OPERATIONS,
  unwatched: [(client) => client.models.list()],
  surface: () => [],
  situations: [],
};
