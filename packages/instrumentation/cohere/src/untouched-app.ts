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
import { cohere } from './index.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports = (await import(alias)) as Readonly<
  Record<'CohereClient' | 'CohereClientV2', new (options: object) => Loose>
>;
const server = await startWireServer();

const usage = { billed_units: { input_tokens: 5 }, tokens: { input_tokens: 8 } };
const message = { role: 'assistant', content: [{ type: 'text', text: 'a' }] };
const whole: WireReply = { json: { id: 'c', finish_reason: 'COMPLETE', message, usage } };
const delta = (text: string): object => ({
  type: 'content-delta',
  index: 0,
  delta: { message: { content: { text } } },
});
const two: WireReply = { events: [delta('a'), delta('b')] };
const broken: WireReply = {
  headers: { 'content-type': 'text/event-stream' },
  text: `data: ${JSON.stringify(delta('a'))}\n\ndata: {"broken\n\n`,
};
const tooMany: WireReply = { status: 429, json: { id: 'e', message: 'later' } };

const options = { token: 'none', environment: server.url, maxRetries: 0 };
const create = (more: object = {}): Loose => new exports.CohereClient({ ...options, ...more });
const body = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };
const chat = (more?: object): Loose => create().v2.chat(body, more);
/** How many calls of streams that are not read to their end are recorded is not up to the garbage collector. */
const kept: unknown[] = [];
const stream = async (more?: object): Promise<Loose> => {
  const events = await create().v2.chatStream(body, more);
  kept.push(events);
  return events;
};

async function read(events: Loose): Promise<unknown[]> {
  const found: unknown[] = [events.constructor.name, Object.keys(events as object)];
  for await (const event of events) found.push(event);
  return found;
}

/** All that a raw reply tells but what differs from run to run. */
function told({ data, rawResponse }: Loose): unknown {
  const { status, statusText, headers } = rawResponse;
  return [tell(data), status, statusText, headers.get('content-type'), Object.keys(rawResponse)];
}

const situations: readonly Situation[] = [
  ['the promise of a reply', whole, () => [chat().constructor.name, Object.keys(chat() as object)]],
  ['a reply with the raw one', whole, async () => told(await chat().withRawResponse())],
  [
    'a reply that is waited for twice, and the raw one',
    whole,
    async () => {
      const promise = chat();
      const [first, second] = [await promise, await promise];
      return [first === second, told(await promise.withRawResponse())];
    },
  ],
  ['a reply that is refused, raw', tooMany, () => chat().withRawResponse()],
  [
    'a body that throws',
    whole,
    () =>
      create().v2.chat({
        model: 'm',
        get messages() {
          throw new RangeError('mine');
        },
      }),
  ],
  [
    'a method without its object',
    whole,
    () => {
      const { chat: taken } = create().v2;
      return taken(body);
    },
  ],
  [
    'the client for version 2',
    whole,
    () => {
      const { chat: taken, ...rest } = new exports.CohereClientV2(options);
      return [Object.keys(rest as object), taken(body).constructor.name];
    },
  ],
  [
    'an address that is a function',
    whole,
    () => create({ environment: () => server.url }).v2.chat(body),
  ],
  [
    'a stream with the raw reply',
    two,
    async () => {
      const { data, rawResponse } = await create().v2.chatStream(body).withRawResponse();
      return [rawResponse.status, await read(data)];
    },
  ],
  [
    'a stream that breaks, and nobody looks',
    broken,
    async () => {
      const events = (await stream())[Symbol.asyncIterator]();
      await events.next();
      void events.next();
    },
  ],
  ['a stream that is refused, and nobody looks', tooMany, () => void stream().catch(() => {})],
  ['vectors', { json: { id: 'e', embeddings: [[1]] } }, () => create().embed({ texts: ['a'] })],
];

await printSituations({ mode: mode as Mode, adapter: cohere, exports, server, situations });
// The client leaves the timers of its requests behind.
process.exit();
