/** What the clients have in common whose provider speaks OpenAI's chat completions. */
import type { Format, Loose, TestedClient } from '../tested-client.ts';
import { loadStainless } from './stainless.ts';

/** A tool that may be called. */
export const WEATHER = {
  name: 'weather',
  description: 'Weather',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
};

/** The arguments of an ordinary call. */
export const chatBody = (): Record<string, Loose> => ({
  model: 'gpt-4o-mini',
  messages: [{ role: 'user', content: 'Say hello.' }],
  temperature: 0,
});

/** What hostile requests are made of. */
export const chatRequests: TestedClient['requests'] = {
  content: 'messages',
  optional: 'seed',
  zeros: { temperature: 0, top_p: 0, n: 2, seed: 0, presence_penalty: 0 },
  wrongTypes: {
    model: { toString: 7 },
    temperature: 'hot',
    top_p: NaN,
    n: '2',
    stop: 5,
    messages: 'text',
    max_tokens: null,
    user: Symbol.iterator,
  },
  loneSurrogate: { model: 'm\ud800', messages: [{ role: 'user', content: '\udfff x \ud83d' }] },
  rich: { tools: [{ type: 'function', function: WEATHER }] },
  odd: {
    'an image of 5 MB': () => ({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            {
              type: 'image_url',
              image_url: { url: `data:image/png;base64,${'iVBORw0K'.repeat(650_000)}` },
            },
          ],
        },
      ],
    }),
    'many messages with every kind of part': () => ({
      messages: [
        { role: 'developer', content: 'Be brief.' },
        { role: 'system', content: [{ type: 'text', text: 'Be kind.' }] },
        ...Array.from({ length: 200 }, (_, index) => ({
          role: index % 2 ? 'assistant' : 'user',
          content: `turn ${index}`,
        })),
        {
          role: 'user',
          content: [
            { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
            { type: 'file', file: { file_id: 'f' } },
            null,
            7,
            { type: 'unheard of' },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: 'a', type: 'function', function: { name: 'f', arguments: '{not json' } },
          ],
        },
        { role: 'tool', tool_call_id: 'a', content: 'result' },
        { role: 'function', name: 'f', content: null },
        { role: 'nobody', content: undefined },
        null,
      ],
    }),
  },
};

/** Writes the text so far into the last chunk. */
export const writeChoice: TestedClient['writeText'] = (chunk, before) => {
  const [choice] = chunk.choices;
  const text = before + (choice.delta.content ?? '');
  if (choice.finish_reason !== null) choice.delta.content = text;
  return text;
};

/** A client that Stainless generates for a provider that speaks OpenAI's API. */
export function chatClient(
  own: Pick<TestedClient, 'id' | 'versions' | 'features' | 'adapter'> & {
    readonly className: string;
    /** What its requests are sent below. */
    readonly root: string;
    readonly options?: object;
  },
): TestedClient {
  const { id, versions, features, adapter, className, root, options } = own;
  return {
    id,
    isLikeOthers: true,
    tellsUsage: true,
    versions,
    features,
    load: (alias: string, format: Format) => loadStainless(own, className, alias, format),
    adapter,
    options: (address) => ({
      apiKey: 'key',
      maxRetries: 0,
      baseURL: `${address}${root}`,
      ...options,
    }),
    redirect: (client, address) => {
      client.baseURL = `${address}${root}`;
    },
    resource: (client) => client.chat.completions,
    method: 'create',
    body: chatBody,
    streamed: { stream: true },
    requests: chatRequests,
    tripsOver: [],
    writeText: writeChoice,
    streamHelpers: [],
    operations: [],
    streamedOperations: [],
    unwatched: [(client) => client.models.list()],
    surface: ({ Chat }) => [Chat?.Completions],
    situations: [],
  };
}
