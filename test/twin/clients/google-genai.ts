/** The `@google/genai` client. */
import type {
  Format,
  LoadedClient,
  Loose,
  OtherOperation,
  TestedClient,
} from '../tested-client.ts';
import { chatRequests, WEATHER } from './chat-completions.ts';
import { loadPackage, NO_CLASS } from './load-package.ts';

// Without the first major: watched, its streams are not yet alike.
const VERSIONS: Readonly<Record<string, string>> = {
  genai2: '2.32.0',
  '@google/genai': '3.3.0',
};
const FAILING = ['429', 'json null', 'json cut', 'reset before headers'];

async function load(alias: string, format: Format): Promise<LoadedClient> {
  const { exports } = await loadPackage('google-genai', alias, format);
  return {
    alias,
    version: VERSIONS[alias] ?? '',
    exports,
    Client: exports['GoogleGenAI'],
    Promise,
    // It gives back asynchronous generators, which no class tells.
    Stream: NO_CLASS,
    Failure: exports['ApiError'],
  };
}

const OPERATIONS: readonly OtherOperation[] = [
  {
    name: 'embedContent',
    replies: ['embeddings', ...FAILING],
    call: (client) => client.models.embedContent({ model: 'm', contents: ['a'] }),
  },
  {
    name: 'countTokens',
    replies: ['tokens counted', '429'],
    call: (client) => client.models.countTokens({ model: 'm', contents: 'a' }),
  },
  {
    name: 'chats: sendMessage',
    replies: ['chat', ...FAILING],
    call: (client) => client.chats.create({ model: 'm' }).sendMessage({ message: 'Say hello.' }),
  },
];
const STREAMED_OPERATIONS: readonly OtherOperation[] = [
  {
    name: 'chats: sendMessageStream',
    replies: ['chat stream', 'chat stream, cut', '429'],
    call: (client) =>
      client.chats.create({ model: 'm' }).sendMessageStream({ message: 'Say hello.' }),
  },
];

/** The `@google/genai` client. */
export const googleGenai: TestedClient = {
  id: 'googleGenai',
  isLikeOthers: true,
  isNewestEnough: true,
  tellsUsage: true,
  versions: VERSIONS,
  features: { 'watched method': '2.32.0', signal: '2.32.0' },
  load,
  adapter: async () => (await import('@spanwise/instrumentation-google-genai')).googleGenai,
  options: (address) => ({ apiKey: 'key', httpOptions: { baseUrl: address } }),
  redirect: (client, address) => {
    client.apiClient.clientOptions.httpOptions.baseUrl = address;
  },
  resource: (client) => client.models,
  method: 'generateContent',
  streamMethod: 'generateContentStream',
  // What is watched is what its methods call.
  unmade: [
    'requests | a proxy that throws for what it does not know',
    'requests | a proxy that throws for what it does not know, streamed',
    'requests | a call with undefined',
    'requests | a call with null',
    'requests | a call without arguments',
    'clients | a subclass of what has the method',
  ],
  ownerArguments: (client) => [client.apiClient],
  callArguments: (body, { signal, timeout, headers }) => [
    {
      ...body,
      config: {
        ...body.config,
        ...(signal && { abortSignal: signal }),
        httpOptions: { ...(timeout !== undefined && { timeout }), ...(headers && { headers }) },
      },
    },
  ],
  body: () => ({
    model: 'gemini-3-flash',
    contents: [{ role: 'user', parts: [{ text: 'Say hello.' }] }],
    config: { temperature: 0 },
  }),
  streamed: {},
  requests: {
    ...chatRequests,
    content: 'contents',
    zeros: { config: { temperature: 0, topP: 0, topK: 0, seed: 0, maxOutputTokens: 0 } },
    wrongTypes: { model: { toString: 7 }, contents: 7, config: { temperature: 'hot', topP: NaN } },
    loneSurrogate: { model: 'm\ud800', contents: '\udfff x \ud83d' },
    rich: { config: { tools: [{ functionDeclarations: [WEATHER] }] } },
    odd: {},
  },
  tripsOver: [],
  writeText: (chunk: Loose, before: string) => {
    const [candidate] = chunk.candidates;
    const text = before + candidate.content.parts[0].text;
    if (candidate.finishReason !== undefined) candidate.content.parts[0].text = text;
    return text;
  },
  streamHelpers: [],
  operations: OPERATIONS,
  streamedOperations: STREAMED_OPERATIONS,
  unwatched: [(client) => client.models.list()],
  surface: () => [],
  situations: [],
};
