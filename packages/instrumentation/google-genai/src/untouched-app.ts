/**
 * An application that uses the client in every way, right and wrong, and prints all that it can tell of it. Run by
 * `untouched.test.ts`, alone and watched.
 */
import {
  printSituations,
  startWireServer,
  tell,
  type Mode,
  type Situation,
  type WireReply,
} from '@spanwise/testing/situations';
import { googleGenai } from './index.ts';

/* oxlint-disable no-await-in-loop -- one message of a chat after the other */
/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const genai = (await import(alias)) as { readonly GoogleGenAI: new (options: object) => Loose };
const server = await startWireServer();

const part = (text: string): object => ({ text });
const reply = (...parts: object[]): object => ({
  candidates: [{ index: 0, content: { role: 'model', parts }, finishReason: 'STOP' }],
  usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 3, totalTokenCount: 8 },
});
const whole = (...parts: object[]): WireReply => ({ json: reply(...parts) });
const streamed = (...events: object[]): WireReply => ({ events, end: '' });
const functionCall = { functionCall: { name: 'f', args: { a: 1 } } };
const tooMany: WireReply = {
  status: 429,
  json: { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'later' } },
};
const broken: WireReply = {
  headers: { 'content-type': 'text/event-stream' },
  text: `data: ${JSON.stringify(reply(part('a')))}\n\ndata: {"broken\n\n`,
};
const two = streamed(reply(part('a')), reply(part('b')));

const body = (more: object = {}): object => ({ model: 'm', contents: 'Hi', config: more });
const create = (): Loose =>
  new genai.GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: server.url } });
const tools = (callTool: () => Promise<object[]>): object => ({
  tools: [{ tool: async () => ({ functionDeclarations: [{ name: 'f' }] }), callTool }],
});
const answers = async (): Promise<object[]> => [
  { functionResponse: { name: 'f', response: { b: 2 } } },
];

async function read(stream: Loose): Promise<unknown[]> {
  const chunks: unknown[] = [
    Object.prototype.toString.call(stream),
    Object.keys(stream as object),
    stream[Symbol.asyncIterator]() === stream,
  ];
  for await (const chunk of stream) chunks.push(tell(chunk), chunk.text);
  return chunks;
}

const generateStream = async (more?: object): Promise<Loose> =>
  create().models.generateContentStream(body(more));
const interact = (more: object = {}): Loose =>
  create().interactions?.create({ model: 'm', input: 'Hi', ...more }, { maxRetries: 0 });
const events = ['created', 'completed', 'start', 'complete'].map((name) => ({
  event_type: `interaction.${name}`,
  interaction: { id: 'i', status: 'completed' },
}));

const situations: readonly Situation[] = [
  ['a reply', whole(part('a')), () => create().models.generateContent(body())],
  ['a reply that is refused', tooMany, () => create().models.generateContent(body())],
  [
    'a reply that is refused, and nobody looks',
    tooMany,
    () => void create().models.generateContent(body()),
  ],
  ['a reply that cannot be read', { text: '{' }, () => create().models.generateContent(body())],
  [
    'a reply that nobody can give',
    whole(),
    () =>
      new genai.GoogleGenAI({
        apiKey: 'none',
        httpOptions: { baseUrl: 'http://127.0.0.1:1' },
      }).models.generateContent(body()),
  ],
  ['an empty reply', { json: {} }, () => create().models.generateContent(body())],
  ['a reply of null', { json: null }, () => create().models.generateContent(body())],
  ['no body', whole(part('a')), () => create().models.generateContent()],
  ['an empty body', whole(part('a')), () => create().models.generateContent({})],
  [
    'a body that throws',
    whole(part('a')),
    () =>
      create().models.generateContent({
        model: 'm',
        get contents() {
          throw new RangeError('mine');
        },
      }),
  ],
  [
    'a method without its object',
    whole(part('a')),
    () => {
      const { generateContent } = create().models;
      return generateContent(body());
    },
  ],
  [
    'the members of a client',
    whole(),
    () => {
      const { models } = create();
      return [Object.keys(models as object), models.generateContent.length];
    },
  ],
  ['a stream', two, async () => read(await generateStream())],
  [
    'a stream that is left',
    two,
    async () => {
      const stream = await generateStream();
      for await (const _ of stream) break;
      return tell(await stream.next());
    },
  ],
  [
    'a stream that is told to throw',
    two,
    async () => {
      const stream = await generateStream();
      await stream.next();
      return stream.throw(new RangeError('mine'));
    },
  ],
  [
    'steps of a stream that are not waited for',
    two,
    async () => {
      const stream = await generateStream();
      return Promise.all([stream.next(), stream.next(), stream.next(), stream.next()]);
    },
  ],
  ['a stream that breaks', broken, async () => read(await generateStream())],
  [
    'a stream that breaks, and nobody looks',
    broken,
    async () => {
      const stream = await generateStream();
      await stream.next();
      void stream.next();
    },
  ],
  ['a stream that nobody reads', broken, () => generateStream().then(() => 'there')],
  ['a stream that is refused, and nobody looks', tooMany, () => void generateStream()],
  [
    'a call that is aborted before',
    two,
    () => generateStream({ abortSignal: AbortSignal.abort() }),
  ],
  [
    'a stream that is aborted while it is read',
    two,
    async () => {
      const controller = new AbortController();
      const stream = await generateStream({ abortSignal: controller.signal });
      const first = await stream.next();
      controller.abort(new RangeError('mine'));
      const rest = await read(stream).catch((error: unknown) => tell(error));
      return [tell(first), Array.isArray(rest) ? 'read' : rest];
    },
  ],
  [
    'a chat',
    [whole(part('a')), tooMany, whole(part('c'))],
    async () => {
      const chat = create().chats.create({ model: 'm' });
      const replies: unknown[] = [];
      for (const message of ['1', '2', '3'])
        replies.push(tell(await chat.sendMessage({ message }).catch((error: unknown) => error)));
      return [replies, chat.getHistory()];
    },
  ],
  [
    'a chat that calls a function',
    [whole(functionCall), whole(part('b'))],
    async () => {
      const chat = create().chats.create({ model: 'm', config: tools(answers) });
      return [tell(await chat.sendMessage({ message: '1' })), chat.getHistory()];
    },
  ],
  [
    'a streamed chat that calls a function',
    [streamed(reply(functionCall)), two],
    async () => {
      const chat = create().chats.create({ model: 'm', config: tools(answers) });
      return [await read(await chat.sendMessageStream({ message: '1' })), chat.getHistory()];
    },
  ],
  [
    'a function that throws',
    whole(functionCall),
    () =>
      create().models.generateContent(
        body(
          tools(async () => {
            throw new RangeError('mine');
          }),
        ),
      ),
  ],
  [
    'vectors',
    { json: { embeddings: [{ values: [1, 2] }] } },
    () => create().models.embedContent({ model: 'm', contents: ['a', 'b'] }),
  ],
  [
    'a count',
    { json: { totalTokens: 3 } },
    () => create().models.countTokens({ model: 'm', contents: 'a' }),
  ],
  [
    'an interaction',
    { json: { id: 'i', object: 'interaction', status: 'completed' } },
    () => interact(),
  ],
  ['an interaction that is refused', tooMany, () => interact()],
  ['an interaction that is refused, and nobody looks', tooMany, () => void interact()],
  [
    'a stream of an interaction',
    { events },
    async () => {
      const stream = await interact({ stream: true });
      const found: unknown[] = [stream?.constructor.name, stream instanceof ReadableStream];
      for await (const event of stream ?? []) found.push(event);
      return found;
    },
  ],
  [
    'a stream of an interaction that is split',
    { events },
    async () => {
      const stream = await interact({ stream: true });
      const found: unknown[] = [];
      for (const half of stream?.tee() ?? []) for await (const event of half) found.push(event);
      return found;
    },
  ],
];

await printSituations({
  mode: mode as Mode,
  adapter: googleGenai,
  exports: genai,
  server,
  situations,
});
