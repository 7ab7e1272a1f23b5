/** The `ollama` client. */
import type {
  Format,
  LoadedClient,
  Loose,
  OtherOperation,
  TestedClient,
} from '../tested-client.ts';
import { chatBody, chatRequests, WEATHER } from './chat-completions.ts';
import { loadPackage, NO_CLASS } from './load-package.ts';

// Without the oldest, 0.5.0: watched, its streams are not yet alike.
const VERSIONS: Readonly<Record<string, string>> = {
  ollama5: '0.5.18',
  'ollama6-oldest': '0.6.0',
  ollama: '0.6.4',
};
const FAILING = ['429', 'json null', 'json cut', 'reset before headers'];

async function load(alias: string, format: Format): Promise<LoadedClient> {
  const { exports } = await loadPackage('ollama', alias, format);
  return {
    alias,
    version: VERSIONS[alias] ?? '',
    exports,
    Client: exports['Ollama'],
    Promise,
    // Its classes of streams and failures are not exported: each is described as it is.
    Stream: NO_CLASS,
    Failure: NO_CLASS,
  };
}

const OPERATIONS: readonly OtherOperation[] = [
  {
    name: 'generate',
    replies: ['generated', ...FAILING],
    call: (client) => client.generate({ model: 'm', prompt: 'Say hello.' }),
  },
  {
    name: 'embed',
    replies: ['embeddings', ...FAILING],
    call: (client) => client.embed({ model: 'm', input: ['a'] }),
  },
  {
    name: 'embeddings',
    replies: ['embedding', '429'],
    call: (client) => client.embeddings({ model: 'm', prompt: 'a' }),
  },
];
const STREAMED_OPERATIONS: readonly OtherOperation[] = [
  {
    name: 'generate, streamed',
    replies: ['generated stream', '429'],
    call: (client) => client.generate({ model: 'm', prompt: 'Say hello.', stream: true }),
  },
];

/** The `ollama` client. A call of it takes no options, and so no signal. */
export const ollama: TestedClient = {
  id: 'ollama',
  isLikeOthers: true,
  isNewestEnough: true,
  tellsUsage: true,
  versions: VERSIONS,
  features: { 'watched method': '0.5.18', fetch: '0.5.18' },
  load,
  adapter: async () => (await import('@spanwise/instrumentation-ollama')).ollama,
  options: (address) => ({ host: address }),
  redirect: (client, address) => {
    client.config.host = address;
  },
  resource: (client) => client,
  method: 'chat',
  ownerArguments: (client) => [client.config],
  body: chatBody,
  streamed: { stream: true },
  requests: {
    ...chatRequests,
    optional: 'keep_alive',
    zeros: { keep_alive: 0, options: { temperature: 0, top_p: 0, num_predict: 0, seed: 0 } },
    rich: { tools: [{ type: 'function', function: WEATHER }] },
    odd: {},
  },
  tripsOver: [],
  writeText: (chunk: Loose, before: string) => {
    const text = before + (chunk.message?.content ?? '');
    if (chunk.done) chunk.message.content = text;
    return text;
  },
  streamHelpers: [],
  operations: OPERATIONS,
  streamedOperations: STREAMED_OPERATIONS,
  unwatched: [(client) => client.list()],
  // Watched, the exported class has methods of its own that it otherwise inherits.
  surface: () => [],
  situations: [],
};
