/**
 * An application that uses the client in every way, right and wrong, and prints all that it can tell of it. Run by
 * `untouched.test.ts`, alone and watched, as an ES module and as CommonJS.
 */
import { createRequire } from 'node:module';
import {
  printSituations,
  startWireServer,
  tell,
  type Mode,
  type Situation,
  type WireReply,
} from '@spanwise/testing/situations';
import { huggingface } from './index.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , loaded = '', mode] = process.argv;
const [how, alias = ''] = loaded.split(' ');
const require = createRequire(import.meta.url);
/** Loaded in each situation: the first of them comes after whatever watches. */
const load = async (): Promise<Loose> => (how === 'require' ? require(alias) : import(alias));
const server = await startWireServer();

const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };
const said: WireReply = {
  json: {
    id: 'r',
    model: 'm-1',
    created: 1,
    choices: [{ index: 0, message: { role: 'assistant', content: 'a' }, finish_reason: 'stop' }],
    usage,
  },
};
const chunk = (content: string, finish: string | null = null): object => ({
  id: 'r',
  model: 'm-1',
  created: 1,
  choices: [{ index: 0, delta: { content }, finish_reason: finish }],
  ...(finish && { usage }),
});
const streamed: WireReply = { events: [chunk('a'), chunk('b'), chunk('', 'stop')] };
const vectors: WireReply = { json: [[0.1, 0.2]] };
const tooMany: WireReply = { status: 429, json: { error: { message: 'later', code: 'busy' } } };

const body = { model: 'm', messages: [{ role: 'user', content: 'a' }] };
const once = { retry_on_error: false };
const client = async (): Promise<Loose> => {
  const { InferenceClient } = await load();
  return new InferenceClient('none', { endpointUrl: server.url, ...once });
};
/** Hugging Face's endpoints were clients of their own once; `endpoint` makes one in each version. */
const create = async (): Promise<Loose> => (await client()).endpoint(server.url);
const read = async (stream: AsyncIterable<unknown>): Promise<unknown[]> => {
  const chunks: unknown[] = [];
  for await (const part of stream) chunks.push(part);
  return chunks;
};
const chat = async (more: object = {}): Promise<Loose> =>
  (await create()).chatCompletion(body, more);
const stream = async (more?: object): Promise<Loose> =>
  (await create()).chatCompletionStream(body, more);
/** What waits in a promise is a stream: a promise alone would be read as a value. */
const leaving = async (leave: (chunks: Loose) => unknown): Promise<unknown> =>
  leave(await stream().then((chunks: object) => chunks));

const situations: readonly Situation[] = [
  ['a chat', said, () => chat()],
  [
    'a chat by the function',
    said,
    async () => {
      const { chatCompletion } = await load();
      return chatCompletion({ ...body, endpointUrl: server.url });
    },
  ],
  [
    'a chat of the older name',
    said,
    async () => {
      const { HfInference } = await load();
      return new HfInference('none').endpoint(server.url).chatCompletion(body);
    },
  ],
  [
    'what a client is',
    said,
    async () => {
      const { InferenceClient, HfInference, chatCompletion, chatCompletionStream } = await load();
      const made = await create();
      return [
        made instanceof InferenceClient,
        new HfInference() instanceof InferenceClient,
        made.constructor.name,
        Object.keys(made as object),
        Object.getOwnPropertyNames(made),
        JSON.stringify(Object.getOwnPropertyDescriptor(made, 'chatCompletion')),
        [made.chatCompletion, chatCompletion, chatCompletionStream].map((own: Loose) => [
          own.name,
          own.length,
        ]),
      ];
    },
  ],
  ['what the module exports', said, async () => Object.keys((await load()) as object).toSorted()],
  [
    'what functions give',
    said,
    async () => {
      const made = await create();
      const promise = made.chatCompletion(body);
      const chunks = made.chatCompletionStream(body);
      return [
        promise.constructor.name,
        Object.prototype.toString.call(chunks),
        tell(await promise),
      ];
    },
  ],
  [
    'a method without its object',
    said,
    async () => {
      const { chatCompletion } = await create();
      return chatCompletion(body);
    },
  ],
  ['a chat that is refused', tooMany, () => chat()],
  [
    'a chat that is refused, and nobody looks',
    tooMany,
    async () => void (await create()).chatCompletion(body),
  ],
  [
    'a chat that is sent again',
    [{ status: 503, json: { error: 'loading' } }, said],
    async () => (await create()).chatCompletion(body, { retry_on_error: true }),
  ],
  ['a reply that cannot be read', { text: '{' }, () => chat()],
  ['a reply of another shape', { json: { choices: 1 } }, () => chat()],
  ['a reply of null', { json: null }, () => chat()],
  ['no body', said, async () => (await create()).chatCompletion()],
  [
    'a body that throws',
    said,
    async () => {
      const { chatCompletion } = await load();
      return chatCompletion({
        endpointUrl: server.url,
        model: 'm',
        get messages() {
          throw new RangeError('mine');
        },
      });
    },
  ],
  ['a chat that is aborted before', said, () => chat({ signal: AbortSignal.abort() })],
  ['vectors', vectors, async () => (await create()).featureExtraction({ model: 'm', inputs: 'a' })],
  [
    'vectors of another shape',
    { json: { a: 1 } },
    async () => (await create()).featureExtraction({ model: 'm', inputs: 'a' }),
  ],
  [
    'a text',
    { json: [{ generated_text: 'a' }] },
    async () => (await create()).textGeneration({ model: 'm', inputs: 'a' }),
  ],
  [
    'what is not watched',
    { json: [{ label: 'a', score: 1 }] },
    async () => (await create()).textClassification({ model: 'm', inputs: 'a' }),
  ],
  ['a stream', streamed, () => leaving(read)],
  [
    'a stream by the function',
    streamed,
    async () => {
      const { chatCompletionStream } = await load();
      return read(chatCompletionStream({ ...body, endpointUrl: server.url }));
    },
  ],
  [
    'a text in a stream',
    { events: [{ token: { text: 'a' } }] },
    async () => read((await create()).textGenerationStream({ model: 'm', inputs: 'a' })),
  ],
  ['a stream that nobody reads', streamed, () => leaving(() => 'left')],
  [
    'a stream that is left',
    streamed,
    () =>
      leaving(async (chunks) => {
        for await (const part of chunks) return [part, await chunks.next()];
        return undefined;
      }),
  ],
  [
    'a stream whose reader throws',
    streamed,
    () =>
      leaving(async (chunks) => {
        for await (const part of chunks) throw new RangeError(JSON.stringify(part));
      }),
  ],
  [
    'a stream that is ended before',
    streamed,
    () => leaving(async (chunks) => [await chunks.return('own'), await chunks.next()]),
  ],
  [
    'a stream that is thrown into',
    streamed,
    () =>
      leaving(async (chunks) => {
        await chunks.next();
        return chunks.throw(new RangeError('mine'));
      }),
  ],
  [
    'a stream by hand, two at once',
    streamed,
    () =>
      leaving((chunks) =>
        Promise.all([chunks.next(), chunks.next(), chunks.next(), chunks.next()]),
      ),
  ],
  ['a stream that is refused', tooMany, () => leaving(read)],
  ['a stream that is no stream', said, () => leaving(read)],
  [
    'a stream that fails inside',
    { events: [chunk('a'), { error: 'broken' }] },
    () => leaving(read),
  ],
  [
    'a stream of odd chunks',
    { events: [null, { choices: [] }, { choices: null }] },
    () => leaving(read),
  ],
  [
    'a stream that is aborted before',
    streamed,
    async () => read(await stream({ signal: AbortSignal.abort() })),
  ],
  [
    'a stream that is aborted meanwhile',
    streamed,
    async () => {
      const controller = new AbortController();
      const chunks: unknown[] = [];
      for await (const part of await stream({ signal: controller.signal })) {
        chunks.push(part);
        controller.abort();
      }
      return chunks;
    },
  ],
];

await printSituations({ mode: mode as Mode, adapter: huggingface, server, situations });
