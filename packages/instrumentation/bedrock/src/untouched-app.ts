/**
 * An application that uses the client in every way, right and wrong, and prints all that it can tell of it. Run by
 * `untouched.test.ts`, alone and watched.
 */
import { NodeHttpHandler } from '@smithy/node-http-handler';
import {
  printSituations,
  startWireServer,
  tell,
  type Mode,
  type Situation,
  type WireReply,
} from '@spanwise/testing/situations';
import { eventStream } from './event-stream.ts';
import { bedrock } from './index.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const library: Loose = await import(alias);
const server = await startWireServer({ encoding: eventStream });
const create = (more: object = {}): Loose =>
  new library.BedrockRuntime({
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    endpoint: server.url,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
    ...more,
  });

const ask = (more: object = {}): object => ({
  modelId: 'amazon.nova-lite-v1:0',
  messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
  ...more,
});
const invoke = (body: unknown): object => ({ modelId: 'meta.llama3-8b-instruct-v1:0', body });
const whole: WireReply = {
  headers: { 'x-amzn-requestid': 'request-1' },
  json: {
    output: { message: { role: 'assistant', content: [{ text: 'a' }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 5, outputTokens: 3, totalTokens: 8 },
  },
};
const delta = (text: string): object => ({
  contentBlockDelta: { contentBlockIndex: 0, delta: { text } },
});
const stop = { messageStop: { stopReason: 'end_turn' } };
const two: WireReply = { events: [delta('a'), delta('b'), stop] };
const failing: WireReply = {
  events: [delta('a'), { throttlingException: { message: 'later' } }],
};
const broken: WireReply = { headers: { 'content-type': eventStream.type }, text: 'no event' };
const tooMany: WireReply = {
  status: 429,
  headers: { 'x-amzn-errortype': 'ThrottlingException' },
  json: { message: 'later' },
};
const generation: WireReply = { json: { generation: 'a', stop_reason: 'stop' } };

const stream = async (options?: object): Promise<Loose> =>
  (await create().converseStream(ask(), options)).stream;

async function read(chunks: Loose): Promise<unknown[]> {
  const found: unknown[] = [Object.prototype.toString.call(chunks), Object.keys(chunks as object)];
  for await (const chunk of chunks) found.push(tell(chunk));
  return found;
}

/** What a callback is told, and in which order it comes. */
const called = (send: (callback: (...told: unknown[]) => void) => unknown): Promise<unknown[]> =>
  new Promise((resolve) => {
    const order: unknown[] = [];
    const result = send(function (this: unknown, ...told: unknown[]) {
      order.push('told', this === undefined, told.length, ...told.map(tell));
      resolve(order);
    });
    order.push('sent', tell(result));
  });

const situations: readonly Situation[] = [
  ['a reply', whole, () => create().converse(ask())],
  ['a reply by its command', whole, () => create().send(new library.ConverseCommand(ask()))],
  [
    'a command that is sent twice',
    [whole, whole],
    async () => {
      const client = create();
      const command = new library.ConverseCommand(ask());
      return [tell(await client.send(command)), tell(await client.send(command))];
    },
  ],
  ['a reply that is refused', tooMany, () => create().converse(ask())],
  [
    'a reply that is refused, and sent again',
    [tooMany, whole],
    async () => {
      const { $metadata, ...reply } = await create({ maxAttempts: 2 }).converse(ask());
      return [$metadata.attempts, tell(reply)];
    },
  ],
  ['a reply that is refused, and nobody looks', tooMany, () => void create().converse(ask())],
  [
    'a reply that is refused, and one of two looks',
    tooMany,
    () => {
      const reply = create().send(new library.ConverseCommand(ask()));
      reply.then(tell);
      return reply.catch((error: unknown) => tell(error));
    },
  ],
  ['a reply that cannot be read', { text: '{' }, () => create().converse(ask())],
  ['an empty reply', { json: {} }, () => create().converse(ask())],
  ['a reply of null', { json: null }, () => create().converse(ask())],
  [
    'a reply that nobody can give',
    whole,
    () => create({ endpoint: 'http://127.0.0.1:1' }).converse(ask()),
  ],
  ['no input', whole, () => create().converse()],
  ['a command that is none', whole, () => create().send({})],
  ['no command', whole, () => create().send()],
  [
    'an input that throws',
    whole,
    () =>
      create().converse({
        modelId: 'amazon.nova-lite-v1:0',
        get messages() {
          throw new RangeError('mine');
        },
      }),
  ],
  [
    'the members of a client',
    whole,
    () => {
      const client = create();
      return [client.send.length, client.send.name, Object.keys(client), 'send' in client];
    },
  ],
  [
    'a method without its object',
    whole,
    () => {
      const { send } = create();
      return send(new library.ConverseCommand(ask()));
    },
  ],
  [
    'middleware of the application',
    whole,
    async () => {
      const client = create();
      const seen: string[] = [];
      client.middlewareStack.add(
        (next: Loose, { commandName }: Loose) =>
          async (given: Loose) => {
            seen.push(commandName, Object.keys(given).join());
            return next(given);
          },
        { step: 'initialize', name: 'mine' },
      );
      await client.converse(ask());
      return seen;
    },
  ],
  [
    'a callback',
    whole,
    () => called((callback) => create().send(new library.ConverseCommand(ask()), callback)),
  ],
  [
    'a callback after options',
    whole,
    () => called((callback) => create().send(new library.ConverseCommand(ask()), {}, callback)),
  ],
  [
    'a callback of a refusal',
    tooMany,
    () => called((callback) => create().send(new library.ConverseCommand(ask()), callback)),
  ],
  [
    'a callback that throws',
    whole,
    () =>
      new Promise((resolve) => {
        create().send(new library.ConverseCommand(ask()), () => {
          resolve('called');
          throw new RangeError('mine');
        });
      }),
  ],
  [
    'a method with a callback',
    whole,
    () => called((callback) => create().converse(ask(), callback)),
  ],
  ['a stream', two, async () => read(await stream())],
  [
    'a stream that is left',
    two,
    async () => {
      const chunks = await stream();
      for await (const _ of chunks) break;
      return 'left';
    },
  ],
  [
    'a stream that is told to throw',
    two,
    async () => {
      const iterator = (await stream())[Symbol.asyncIterator]();
      await iterator.next();
      return iterator.throw(new RangeError('mine'));
    },
  ],
  [
    'steps of a stream that are not waited for',
    two,
    async () => {
      const iterator = (await stream())[Symbol.asyncIterator]();
      return Promise.all([iterator.next(), iterator.next(), iterator.next(), iterator.next()]);
    },
  ],
  ['a stream that fails', failing, async () => read(await stream())],
  [
    'a stream that fails, and nobody looks',
    failing,
    async () => {
      const iterator = (await stream())[Symbol.asyncIterator]();
      await iterator.next();
      void iterator.next();
    },
  ],
  ['a stream that breaks', broken, async () => read(await stream())],
  ['a stream that nobody reads', failing, () => stream().then(() => 'there')],
  ['a stream that is refused, and nobody looks', tooMany, () => void stream()],
  ['a call that is aborted before', two, () => stream({ abortSignal: AbortSignal.abort() })],
  [
    'a stream that is aborted while it is read',
    two,
    async () => {
      const controller = new AbortController();
      const iterator = (await stream({ abortSignal: controller.signal }))[Symbol.asyncIterator]();
      const first = await iterator.next();
      controller.abort(new RangeError('mine'));
      return tell(first);
    },
  ],
  ['a model', generation, () => create().invokeModel(invoke('{"prompt":"Hi"}'))],
  ['a model that is sent bytes', generation, () => create().invokeModel(invoke(Buffer.from('{}')))],
  ['a model that is sent no JSON', generation, () => create().invokeModel(invoke('{'))],
  ['a model that is sent null', generation, () => create().invokeModel(invoke('null'))],
  ['a model that answers no JSON', { text: 'no' }, () => create().invokeModel(invoke('{}'))],
  [
    'a model that streams',
    { events: [{ chunk: { generation: 'a' } }, { chunk: null }, { chunk: [] }, { chunk: 'a' }] },
    async () =>
      read((await create().invokeModelWithResponseStream(invoke('{"prompt":"Hi"}'))).body),
  ],
  [
    'a guardrail',
    { json: { action: 'NONE', outputs: [], assessments: [] } },
    () =>
      create().applyGuardrail({
        guardrailIdentifier: 'g',
        guardrailVersion: '1',
        source: 'INPUT',
        content: [],
      }),
  ],
];

await printSituations({
  mode: mode as Mode,
  adapter: bedrock,
  exports: library,
  server,
  situations,
});
