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
import { mistral } from './index.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports = (await import(alias)) as { readonly Mistral: new (options: object) => Loose };
const server = await startWireServer();

const reply = { id: 'c', object: 'chat.completion', created: 1, model: 'm' };
const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };
const whole: WireReply = {
  json: {
    ...reply,
    usage,
    choices: [{ index: 0, message: { role: 'assistant', content: 'a' }, finish_reason: 'stop' }],
  },
};
const chunk = (content: string): object => ({
  ...reply,
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
});
const two: WireReply = { events: [chunk('a'), chunk('b')] };
const broken: WireReply = {
  headers: { 'content-type': 'text/event-stream' },
  text: `data: ${JSON.stringify(chunk('a'))}\n\ndata: {"broken\n\n`,
};
const tooMany: WireReply = {
  status: 429,
  json: { object: 'error', message: 'later', type: 'rate_limited', code: '1300' },
};

const create = (more: object = {}): Loose =>
  new exports.Mistral({ apiKey: 'none', serverURL: server.url, ...more });
const body = (more: object = {}): object => ({
  model: 'm',
  messages: [{ role: 'user', content: 'Hi' }],
  ...more,
});
const complete = (more?: object, options?: object): Loose =>
  create().chat.complete(body(more), options);
/** How many calls of streams that are not read to their end are recorded is not up to the garbage collector. */
const kept: unknown[] = [];
const stream = async (options?: object): Promise<Loose> => {
  const events = await create().chat.stream(body(), options);
  kept.push(events);
  return events;
};

const retries = {
  retries: {
    strategy: 'backoff',
    backoff: { initialInterval: 1, maxInterval: 2, exponent: 1, maxElapsedTime: 1000 },
    retryConnectionErrors: false,
  },
};

const situations: readonly Situation[] = [
  ['a reply of another shape', { json: { choices: [null] } }, () => complete()],
  ['a reply that is asked for again', [tooMany, whole], () => complete({}, retries)],
  [
    'a body that throws',
    whole,
    () =>
      create().chat.complete({
        model: 'm',
        get messages() {
          throw new RangeError('mine');
        },
      }),
  ],
  [
    'the members of a client',
    whole,
    () => {
      const { chat } = create();
      return [Object.keys(chat as object), chat.complete.name, chat.complete.length];
    },
  ],
  ['a parsed reply', whole, () => create().chat.parse?.(body({ responseFormat: {} }))],
  [
    'a stream that is split',
    two,
    async () => {
      const found: unknown[] = [];
      for (const half of (await stream()).tee()) for await (const event of half) found.push(event);
      return found;
    },
  ],
  [
    'a stream with a reader',
    two,
    async () => {
      const reader = (await stream()).getReader();
      const found = [await reader.read(), await reader.read(), await reader.read()];
      reader.releaseLock();
      return found;
    },
  ],
  ['a stream that is cancelled', two, async () => (await stream()).cancel('mine')],
  ['a stream that is sent on', two, async () => new Response(await stream()).text()],
  [
    'a stream that breaks, and nobody looks',
    broken,
    async () => {
      const events = (await stream())[Symbol.asyncIterator]();
      await events.next();
      void events.next();
    },
  ],
  [
    'a stream that is aborted while it is read',
    two,
    async () => {
      const controller = new AbortController();
      const events = (await stream({ fetchOptions: { signal: controller.signal } }))[
        Symbol.asyncIterator
      ]();
      const first = await events.next();
      controller.abort(new RangeError('mine'));
      return [tell(first), await events.return()];
    },
  ],
];
await printSituations({
  mode: mode as Mode,
  adapter: mistral,
  exports,
  server,
  situations,
});
