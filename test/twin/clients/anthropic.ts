/** The `@anthropic-ai/sdk` client. */
import type {
  Format,
  Loose,
  OtherOperation,
  StreamHelper,
  TestedClient,
} from '../tested-client.ts';
import { loadStainless } from './stainless.ts';

/** The first version here that has `.parse`, the tool runner and `withOptions`. */
const WITH_HELPERS = '0.133.0';
const FIRST_MAJOR = '1.0.0';
const FAILING = ['429', 'overloaded', 'json null', 'json cut', 'reset before headers'];
const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
};
const WEATHER = { name: 'weather', description: 'Weather', input_schema: SCHEMA };
const HELPER_REPLIES = [
  'chat stream',
  'chat stream of two',
  'chat stream with tool calls',
  'chat stream refused',
  'chat stream, nothing',
  'chat stream, start missing',
  'chat stream, chunk null',
  'chat stream, malformed',
  'chat stream, error event',
  'chat stream, json odd',
  'chat stream, cut',
  '429',
  'overloaded',
  'reset before headers',
];

const body = (more: object = {}): Record<string, Loose> => ({
  model: 'claude-sonnet-5',
  max_tokens: 64,
  messages: [{ role: 'user', content: 'Say hello.' }],
  temperature: 0,
  ...more,
});
const question = (): object => ({
  model: 'claude-sonnet-5',
  messages: [{ role: 'user', content: 'Say hello.' }],
});
const completionBody = {
  model: 'claude-2.1',
  prompt: '\n\nHuman: Say hello.\n\nAssistant:',
  max_tokens_to_sample: 8,
};

function streamHelper(
  name: string,
  since: string | undefined,
  messages: (client: Loose) => Loose,
): StreamHelper {
  return {
    name,
    since,
    replies: HELPER_REPLIES,
    held: 'chat stream, held',
    open: (client) => messages(client).stream(body()),
    events: [
      'connect',
      'streamEvent',
      'text',
      'inputJson',
      'message',
      'contentBlock',
      'finalMessage',
      'error',
      'abort',
      'end',
    ],
    chunkEvent: 'streamEvent',
    results: ['done', 'finalMessage', 'finalText'],
  };
}

const COUNTS = ['tokens counted', 'tokens counted wrongly', ...FAILING];
const OPERATIONS: readonly OtherOperation[] = [
  {
    name: 'messages.countTokens',
    replies: COUNTS,
    since: WITH_HELPERS,
    call: (client) => client.messages.countTokens(question()),
  },
  {
    name: 'beta.messages.countTokens',
    replies: COUNTS,
    since: WITH_HELPERS,
    call: (client) => client.beta.messages.countTokens(question()),
  },
  {
    name: 'beta.messages.create',
    replies: ['chat', 'chat with thoughts', 'chat refused', ...FAILING],
    since: WITH_HELPERS,
    call: (client) => client.beta.messages.create(body({ betas: ['some-2026-01-01'] })),
  },
  {
    name: 'beta.messages.parse',
    replies: ['chat as json', 'chat not the json asked for', '429'],
    since: WITH_HELPERS,
    spans: { count: 1 },
    call: (client) =>
      client.beta.messages.parse(
        body({ output_config: { format: { type: 'json_schema', schema: SCHEMA } } }),
      ),
  },
  {
    name: 'beta.promptCaching.messages.create',
    replies: ['chat', ...FAILING],
    before: WITH_HELPERS,
    call: (client) => client.beta.promptCaching.messages.create(body()),
  },
  {
    name: 'completions.create',
    replies: ['completion', ...FAILING],
    before: FIRST_MAJOR,
    call: (client) => client.completions.create(completionBody),
  },
];
const STREAMED_OPERATIONS: readonly OtherOperation[] = [
  {
    name: 'beta.messages.create, streamed',
    replies: ['chat stream', 'chat stream of two', 'chat stream, error event', '429'],
    since: WITH_HELPERS,
    call: (client) => client.beta.messages.create(body({ stream: true })),
  },
  {
    name: 'beta.promptCaching.messages.create, streamed',
    replies: ['chat stream', '429'],
    before: WITH_HELPERS,
    call: (client) => client.beta.promptCaching.messages.create(body({ stream: true })),
  },
  {
    name: 'completions.create, streamed',
    replies: ['completion stream', '429'],
    before: FIRST_MAJOR,
    call: (client) => client.completions.create({ ...completionBody, stream: true }),
  },
];

const ANTHROPIC_VERSIONS: Readonly<Record<string, string>> = {
  'anthropic0-oldest': '0.30.0',
  'anthropic0-silent': '0.133.0',
  anthropic0: '0.137.0',
  'anthropic1-oldest': '1.0.0',
  '@anthropic-ai/sdk': '1.13.0',
};

/** The `@anthropic-ai/sdk` client. */
export const anthropic: TestedClient = {
  id: 'anthropic',
  versions: ANTHROPIC_VERSIONS,
  features: {
    'lazy promise': '0.30.0',
    'watched method': '0.30.0',
    'closed by break': '0.30.0',
    signal: '0.30.0',
    retries: '0.30.0',
    controller: '0.30.0',
    'any address': '0.30.0',
    tee: '0.30.0',
    'quick retry': '0.30.0',
    withOptions: WITH_HELPERS,
    fetch: '0.30.0',
  },
  load: (alias: string, format: Format) => loadStainless(anthropic, 'Anthropic', alias, format),
  adapter: async () => (await import('@spanwise/instrumentation-anthropic')).anthropic,
  nativeSpans: {
    scope: 'com.anthropic.sdk.typescript',
    names: [
      'anthropic.messages.create',
      'anthropic.messages.count_tokens',
      'anthropic.completions.create',
    ],
    since: '0.134.0',
  },

  options: (address) => ({ apiKey: 'key', maxRetries: 0, baseURL: address }),
  redirect: (client, address) => {
    client.baseURL = address;
  },
  resource: (client) => client.messages,
  method: 'create',
  body,
  streamed: { stream: true },

  requests: {
    content: 'messages',
    optional: 'top_k',
    zeros: { temperature: 0, top_p: 0, top_k: 0, max_tokens: 0 },
    wrongTypes: {
      model: { toString: 7 },
      temperature: 'hot',
      top_p: NaN,
      max_tokens: '2',
      stop_sequences: 5,
      messages: 'text',
      system: { deep: [1] },
      tools: 'none',
      metadata: Symbol.iterator,
      output_config: { format: { type: 7 } },
    },
    loneSurrogate: { model: 'm\ud800', messages: [{ role: 'user', content: '\udfff x \ud83d' }] },
    rich: {
      tools: [WEATHER],
      system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
    },
    odd: {
      'an image of 5 MB': () => ({
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is this?' },
              {
                type: 'image',
                source: {
                  type: 'base64',
                  media_type: 'image/png',
                  data: 'iVBORw0K'.repeat(650_000),
                },
              },
            ],
          },
        ],
      }),
      'many messages with every kind of part': () => ({
        system: [null, { type: 'text' }, 7],
        tools: [WEATHER, { type: 'new_20270101', name: 'new' }],
        messages: [
          ...Array.from({ length: 200 }, (_, index) => ({
            role: index % 2 ? 'assistant' : 'user',
            content: `turn ${index}`,
          })),
          {
            role: 'user',
            content: [
              { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'a' } },
              { type: 'document', source: { type: 'content', content: [null, 'b'] } },
              { type: 'image', source: { type: 'url', url: 'https://images.example/1.png' } },
              { type: 'image', source: null },
              null,
              7,
              { type: 'unheard of' },
            ],
          },
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: 'Hm.', signature: 's' },
              { type: 'redacted_thinking', data: 'AAAA' },
              { type: 'tool_use', id: 'a', name: 'f', input: 'not an object' },
            ],
          },
          {
            role: 'user',
            content: [
              { type: 'tool_result', tool_use_id: 'a', content: [{ type: 'text', text: 'b' }] },
              { type: 'tool_result', tool_use_id: 'b' },
            ],
          },
          { role: 'nobody', content: undefined },
        ],
      }),
    },
  },
  tripsOver: [],
  writeText: (chunk, before) => {
    const text = before + (chunk.delta.text ?? '');
    if (chunk.delta.stop_reason !== undefined) chunk.delta.text = text;
    return text;
  },

  parse: {
    name: 'helpers: parse',
    replies: [
      'chat as json',
      'chat not the json asked for',
      'chat cut by length',
      'chat refused',
      'chat with tool calls',
      'chat without content',
      'chat, content missing',
      'json null',
      '429',
      'json cut',
    ],
    since: WITH_HELPERS,
    // The client may refuse what the provider answered well.
    spans: { count: 1 },
    call: (client, api) =>
      client.messages.parse(
        api.body({ output_config: { format: { type: 'json_schema', schema: SCHEMA } } }),
      ),
  },
  streamHelpers: [
    streamHelper('helpers: stream', undefined, (client) => client.messages),
    streamHelper('helpers: stream in the beta', WITH_HELPERS, (client) => client.beta.messages),
  ],
  toolLoop: {
    since: WITH_HELPERS,
    run: async (client, api, { answer, isStreamed }) => {
      const tool = {
        ...WEATHER,
        type: 'custom',
        parse: (input: unknown) => input,
        run: ({ city }: { city: string }) => answer(city),
      };
      const runner = client.beta.messages.toolRunner(
        api.body({ tools: [tool], stream: isStreamed, max_iterations: 4 }),
      );
      const turns: unknown[] = [];
      const read = await api.attempt(async () => {
        for await (const turn of runner)
          turns.push(api.describe(isStreamed ? await turn.finalMessage() : turn));
      });
      return { turns, read, messages: api.describe(runner.params.messages) };
    },
    // It tells the model.
    callsWhenToolThrows: 2,
  },
  operations: OPERATIONS,
  streamedOperations: STREAMED_OPERATIONS,
  unwatched: [(client) => client.post('/v1/messages', { body: body() })],
  surface: ({ Messages, Completions, Beta }) => [
    Messages,
    Completions,
    Beta?.Messages,
    Beta?.PromptCaching?.Messages,
  ],
  situations: [],
};
