/** The `openai` client. */
import { readAll, listen } from '../situations/reading.ts';
import type { Api, Situation } from '../situations/situation.ts';
import type { Format, Loose, OtherOperation, TestedClient } from '../tested-client.ts';
import { chatBody, chatRequests, WEATHER, writeChoice } from './chat-completions.ts';
import { loadStainless } from './stainless.ts';

const WITH_HELPERS = '4.104.0';
const FAILING = ['429', 'json null', 'json cut', 'reset before headers'];
const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};
const FORMAT = {
  type: 'json_schema',
  json_schema: { name: 'place', strict: true, schema: SCHEMA },
};

/** `.parse`, `.stream` and `.runTools` moved out of `beta` with the fifth major. */
const helpers = (client: Loose): Loose => client.beta?.chat?.completions ?? client.chat.completions;
const respond = (client: Loose, more: object = {}): Loose =>
  client.responses.create({ model: 'gpt-4o-mini', input: 'Say hello.', ...more });
const file = (api: Api, name: string): Promise<Loose> =>
  api.loaded.exports['toFile'](Buffer.from('bytes of a file'), name);

const RESPONSE_REPLIES = [
  'response',
  'response in background',
  'response failed',
  'response incomplete',
  'response, output missing',
  'response, output odd',
  'json null',
  'json cut',
  'html',
  '400',
  '429',
  'reset before headers',
  'cut after headers',
];
const RESPONSE_STREAMS = [
  'response stream',
  'response stream failed',
  'response stream incomplete',
  'response stream, error event',
  'response stream, odd events',
  'response stream, cut',
  'chat stream, malformed',
  'chat stream, chunk null',
  '429',
];

/** The outcome of a response may be told in what came back well. */
const ONE_CALL = { count: 1 };
const RESPONSES: readonly OtherOperation[] = [
  {
    name: 'responses: create',
    replies: RESPONSE_REPLIES,
    since: WITH_HELPERS,
    spans: ONE_CALL,
    call: (client) => respond(client),
  },
  {
    name: 'responses: parse',
    replies: RESPONSE_REPLIES,
    since: WITH_HELPERS,
    spans: ONE_CALL,
    call: (client) =>
      client.responses.parse({
        model: 'gpt-4o-mini',
        input: [{ role: 'user', content: 'Where?' }],
        text: { format: { type: 'json_schema', name: 'place', strict: true, schema: SCHEMA } },
      }),
  },
  {
    name: 'responses: retrieve',
    replies: RESPONSE_REPLIES,
    since: WITH_HELPERS,
    spans: ONE_CALL,
    call: (client) => client.responses.retrieve('resp_1'),
  },
  {
    name: 'responses: create in the beta',
    replies: ['response'],
    since: '6.49.0',
    spans: ONE_CALL,
    call: (client) => client.beta.responses.create({ model: 'gpt-4o-mini', input: 'Say hello.' }),
  },
];
const OPERATIONS: readonly OtherOperation[] = [
  {
    name: 'embeddings',
    replies: ['embeddings', 'embeddings, data empty', 'embeddings, data null', ...FAILING],
    call: (client) => client.embeddings.create({ model: 'text-embedding-3-small', input: 'a' }),
  },
  {
    name: 'embeddings as floats',
    replies: ['embeddings', 'embeddings, data empty', ...FAILING],
    call: (client) =>
      client.embeddings.create({
        model: 'text-embedding-3-small',
        input: ['a', 'b'],
        encoding_format: 'float',
      }),
  },
  {
    name: 'embeddings as base64',
    replies: ['embeddings', '429'],
    call: (client) =>
      client.embeddings.create({
        model: 'text-embedding-3-small',
        input: [[1, 2, 3]],
        encoding_format: 'base64',
        dimensions: 3,
      }),
  },
  {
    name: 'images.generate',
    replies: ['image as address', 'image inline', 'images, data null', ...FAILING],
    call: (client) => client.images.generate({ model: 'gpt-image-1', prompt: 'a cat', n: 1 }),
  },
  {
    name: 'images.edit',
    replies: ['image as address', '429'],
    call: async (client, api) =>
      client.images.edit({ prompt: 'a hat', image: await file(api, 'cat.png') }),
  },
  {
    name: 'images.createVariation',
    replies: ['image as address', '429'],
    call: async (client, api) =>
      client.images.createVariation({ image: await file(api, 'cat.png') }),
  },
  {
    name: 'audio.transcriptions',
    replies: ['transcription', 'transcription verbose', 'transcription as text', ...FAILING],
    call: async (client, api) =>
      client.audio.transcriptions.create({
        model: 'gpt-4o-transcribe',
        file: await file(api, 'a.wav'),
      }),
  },
  {
    name: 'audio.translations',
    replies: ['transcription', '429'],
    call: async (client, api) =>
      client.audio.translations.create({ model: 'whisper-1', file: await file(api, 'a.wav') }),
  },
  {
    name: 'moderations',
    replies: ['moderation', 'moderation, results null', ...FAILING],
    call: (client) => client.moderations.create({ input: 'text' }),
  },
  {
    name: 'completions',
    replies: ['completion', ...FAILING],
    call: (client) =>
      client.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: 'Say', max_tokens: 0 }),
  },
  {
    name: 'audio.speech',
    replies: ['speech', '429', 'reset before headers'],
    since: WITH_HELPERS,
    call: (client) =>
      client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'Hello' }),
  },
  ...RESPONSES,
];
const STREAMED_OPERATIONS: readonly OtherOperation[] = [
  {
    name: 'images.generate, streamed',
    replies: ['image stream', '429'],
    since: '5.23.2',
    spans: { count: 1, status: 'by outcome', stream: 'by outcome' },
    call: (client) =>
      client.images.generate({
        model: 'gpt-image-1',
        prompt: 'a cat',
        stream: true,
        partial_images: 1,
      }),
  },
  {
    name: 'audio.transcriptions, streamed',
    replies: ['transcription stream', '429'],
    since: WITH_HELPERS,
    spans: { count: 1, status: 'by outcome', stream: 'by outcome' },
    call: async (client, api) =>
      client.audio.transcriptions.create({
        model: 'gpt-4o-transcribe',
        file: await file(api, 'a.wav'),
        stream: true,
      }),
  },
  {
    name: 'completions, streamed',
    replies: ['completion stream', 'chat stream, error chunk', '429'],
    call: (client) =>
      client.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: 'Say', stream: true }),
  },
  {
    name: 'responses: create, streamed',
    replies: RESPONSE_STREAMS,
    since: WITH_HELPERS,
    spans: ONE_CALL,
    call: (client) => respond(client, { stream: true }),
  },
  {
    name: 'responses: retrieve, streamed',
    replies: RESPONSE_STREAMS,
    since: '5.23.2',
    spans: ONE_CALL,
    call: (client) => client.responses.retrieve('resp_1', { stream: true, starting_after: 2 }),
  },
];

/** What no other client has. */
const SITUATIONS: readonly Situation[] = [
  {
    group: 'requests',
    name: 'stream options with usage, frozen',
    reply: 'chat stream',
    spans: { count: 1, status: 'unset', stream: 'completed' },
    run: async (client, api) => {
      const stream_options = Object.freeze({ include_usage: true });
      const body = Object.freeze(api.streamBody({ stream_options }));
      return readAll(await api.value(() => api.stream(client, body)), api);
    },
  },
  {
    group: 'requests',
    name: 'stream options without usage',
    reply: 'chat stream',
    spans: { count: 1, status: 'unset', stream: 'completed' },
    run: async (client, api) => {
      const body = api.streamBody({ stream_options: { include_usage: false } });
      return readAll(await api.value(() => api.stream(client, body)), api);
    },
  },
  ...['chat as json', 'chat not the json asked for', '429', 'json cut'].map((reply): Situation => ({
    group: 'helpers: parse, with a parser of the caller',
    name: reply,
    reply,
    since: WITH_HELPERS,
    spans: ONE_CALL,
    run: (client, api) => {
      const format = { ...FORMAT };
      Object.defineProperties(format, {
        $brand: { value: 'auto-parseable-response-format', enumerable: false },
        $parseRaw: { value: (text: string) => ({ mine: JSON.parse(text) }), enumerable: false },
      });
      return api.attempt(() =>
        helpers(client)
          .parse(api.body({ response_format: format }))
          .withResponse(),
      );
    },
  })),
  {
    group: 'helpers: tools',
    name: 'runFunctions',
    reply: 'function loop',
    since: WITH_HELPERS,
    before: '5.0.0',
    spans: { count: 2, status: 'unset' },
    run: async (client, api) => {
      const runner = helpers(client).runFunctions(
        api.body({
          functions: [
            { name: 'weather', description: 'Weather', parameters: {}, function: () => 'sunny' },
          ],
        }),
      );
      return [await api.attempt(() => runner.finalContent()), api.describe(runner.messages)];
    },
  },
  {
    group: 'responses: left',
    name: 'break',
    reply: 'response stream, held',
    since: WITH_HELPERS,
    spans: { count: 1, status: 'unset', stream: 'cancelled' },
    run: async (client, api) => {
      const value = await api.value(() => respond(client, { stream: true }));
      for await (const each of value) {
        if (each.type === 'response.content_part.added') break;
      }
      return api.describe(value);
    },
  },
  {
    group: 'responses: left',
    name: 'the stored response is streamed by the helper',
    reply: 'response stream',
    since: '5.23.2',
    spans: ONE_CALL,
    run: (client, api) => readAll(client.responses.stream({ response_id: 'resp_1' }), api),
  },
  ...(['chat', 'chat stream', '429'] as const).map((reply): Situation => ({
    group: 'clients',
    name: `Azure, ${reply}`,
    reply,
    since: WITH_HELPERS,
    spans: { count: 1, status: 'by outcome' },
    run: async (_, api) => {
      const client = new api.loaded.exports['AzureOpenAI']({
        apiKey: 'key',
        apiVersion: '2024-10-21',
        endpoint: api.address,
        maxRetries: 0,
      });
      const body = api.body({
        model: 'my-deployment',
        stream: reply === 'chat stream',
      });
      const promise = api.chat(client, body);
      const value = await api.value(() => promise);
      return [
        api.describePromise(promise),
        reply === 'chat stream' ? await readAll(value, api) : api.describe(value),
        body,
      ];
    },
  })),
];

const OPENAI_VERSIONS: Readonly<Record<string, string>> = {
  'openai4-oldest': '4.0.0',
  openai4: '4.104.0',
  'openai5-oldest': '5.0.0',
  openai5: '5.23.2',
  'openai6-oldest': '6.0.0',
  openai6: '6.49.0',
  'openai7-oldest': '7.0.0',
  openai: '7.57.0',
};

/** The `openai` client. */
export const openai: TestedClient = {
  id: 'openai',
  versions: OPENAI_VERSIONS,
  features: {
    'lazy promise': '4.0.0',
    'watched method': '4.0.0',
    'closed by break': '4.0.0',
    signal: '4.0.0',
    retries: '4.0.0',
    controller: '4.0.0',
    'any address': '4.0.0',
    tee: WITH_HELPERS,
    // 4.0.0 waits at least half a second, by its own clock.
    'quick retry': WITH_HELPERS,
    withOptions: '5.0.0',
    fetch: '4.0.0',
  },
  load: (alias: string, format: Format) => loadStainless(openai, 'OpenAI', alias, format),
  adapter: async () => (await import('@spanwise/instrumentation-openai')).openai,

  options: (address) => ({ apiKey: 'key', maxRetries: 0, baseURL: `${address}/v1` }),
  redirect: (client, address) => {
    client.baseURL = `${address}/v1`;
  },
  resource: (client) => client.chat.completions,
  method: 'create',
  body: chatBody,
  streamed: { stream: true },

  requests: chatRequests,
  // From the seventh major on.
  tripsOver: ['chat stream, choice null'],
  writeText: writeChoice,

  parse: {
    name: 'helpers: parse',
    replies: [
      'chat as json',
      'chat not the json asked for',
      'chat cut by length',
      'chat refused',
      'chat with tool calls',
      'chat without choices',
      'json null',
      '429',
      'json cut',
    ],
    since: WITH_HELPERS,
    // The client may refuse what the provider answered well.
    spans: ONE_CALL,
    call: (client, api) => helpers(client).parse(api.body({ response_format: FORMAT })),
  },
  streamHelpers: [
    {
      name: 'helpers: stream',
      since: WITH_HELPERS,
      replies: [
        'chat stream',
        'chat stream of two',
        'chat stream with tool calls',
        'chat stream refused',
        'chat stream, nothing',
        'chat stream, choices missing',
        'chat stream, chunk null',
        'chat stream, malformed',
        'chat stream, error event',
        'chat stream, cut',
        '429',
        'reset before headers',
      ],
      held: 'chat stream, held',
      open: (client, api) => helpers(client).stream(api.body()),
      events: [
        'connect',
        'content',
        'refusal.done',
        'message',
        'chatCompletion',
        'finalContent',
        'error',
        'abort',
        'end',
      ],
      chunkEvent: 'chunk',
      results: ['done', 'finalChatCompletion', 'totalUsage'],
    },
    {
      name: 'responses: stream',
      since: WITH_HELPERS,
      replies: RESPONSE_STREAMS,
      held: 'response stream, held',
      open: (client) => client.responses.stream({ model: 'gpt-4o-mini', input: 'Say hello.' }),
      events: ['event'],
      chunkEvent: 'event',
      results: ['finalResponse'],
    },
  ],
  toolLoop: {
    since: WITH_HELPERS,
    run: async (client, api, { answer, isStreamed }) => {
      const tool = {
        ...WEATHER,
        parse: JSON.parse,
        function: ({ city }: { city: string }) => answer(city),
      };
      const runner = helpers(client).runTools(
        api.body({ tools: [{ type: 'function', function: tool }], stream: isStreamed }),
      );
      const events = listen(
        runner,
        ['message', 'functionToolCall', 'functionToolCallResult', 'finalContent', 'error', 'end'],
        api,
      );
      return {
        class: runner.constructor.name,
        read: isStreamed ? await readAll(runner, api) : undefined,
        final: await api.attempt(() => runner.finalContent()),
        events,
        messages: api.describe(runner.messages),
      };
    },
    callsWhenToolThrows: 1,
  },
  operations: OPERATIONS,
  streamedOperations: STREAMED_OPERATIONS,
  unwatched: [
    (client) => client.models.list(),
    (client) => client.models.retrieve('m'),
    (client) => client.post('/chat/completions', { body: chatBody() }),
  ],
  surface: ({ Chat, Embeddings, Images, Moderations }) => [
    Chat?.Completions,
    Embeddings,
    Images,
    Moderations,
  ],
  situations: SITUATIONS,
};
