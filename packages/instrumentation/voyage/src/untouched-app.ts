/**
 * An application that uses the client in every way, right and wrong, and prints all that it can tell of it. Run by
 * `untouched.test.ts`, alone and watched.
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
import { voyage } from './index.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
// The ES module of the oldest cannot be loaded by Node.
const exports = createRequire(import.meta.url)(alias) as {
  readonly VoyageAIClient: new (options: object) => Loose;
};
const server = await startWireServer();

const vectors: WireReply = {
  json: { data: [{ embedding: [1], index: 0 }], model: 'm', usage: { total_tokens: 1 } },
};
const order: WireReply = { json: { data: [{ index: 0, relevance_score: 1 }], model: 'm' } };
const tooMany: WireReply = { status: 429, json: { detail: 'later' } };

const create = (more: object = {}): Loose =>
  new exports.VoyageAIClient({ apiKey: 'none', environment: server.url, maxRetries: 0, ...more });
const body = { model: 'm', input: 'a' };
const embed = (more: object = { maxRetries: 0 }): Loose => create().embed(body, more);
const rerank = (): Loose => create().rerank({ model: 'm', query: 'q', documents: ['a'] });

const situations: readonly Situation[] = [
  ['vectors', vectors, () => embed()],
  [
    'the promise of them',
    vectors,
    () => [embed().constructor.name, Object.keys(embed() as object)],
  ],
  [
    'the raw reply',
    vectors,
    async () => {
      const { data, rawResponse } = await embed().withRawResponse();
      return [tell(data), rawResponse.status, Object.keys(rawResponse as object)];
    },
  ],
  ['vectors that are refused', tooMany, () => embed()],
  ['vectors that are refused, raw', tooMany, () => embed().withRawResponse()],
  ['vectors that are refused, and nobody looks', tooMany, () => void embed()],
  ['vectors that are asked for again', [tooMany, vectors], () => embed({ maxRetries: 1 })],
  ['a reply that cannot be read', { text: '{' }, () => embed()],
  ['a reply of another shape', { json: { data: 1, usage: null } }, () => embed()],
  ['a reply of null', { json: null }, () => embed()],
  [
    'a reply that nobody can give',
    vectors,
    () => create({ environment: 'http://127.0.0.1:1' }).embed(body, { maxRetries: 0 }),
  ],
  ['no body', vectors, () => create().rerank()],
  ['an empty body', vectors, () => create().embed({})],
  [
    'a body that throws',
    order,
    () =>
      create().rerank({
        model: 'm',
        documents: ['a'],
        get query() {
          throw new RangeError('mine');
        },
      }),
  ],
  [
    'a method without its object',
    vectors,
    () => {
      const { rerank: taken } = create();
      return taken({ model: 'm', query: 'q', documents: [] });
    },
  ],
  [
    'a call that is aborted before',
    vectors,
    () => embed({ abortSignal: AbortSignal.abort(), maxRetries: 0 }),
  ],
  [
    'an address that is a function',
    vectors,
    () => create({ environment: () => server.url }).embed(body),
  ],
  [
    'vectors of images',
    vectors,
    () =>
      create().multimodalEmbed({
        model: 'm',
        inputs: [{ content: [{ type: 'text', text: 'a' }] }],
      }),
  ],
  [
    'vectors of parts',
    { json: { data: [{ data: [{ embedding: [1], index: 0 }], index: 0 }], model: 'm' } },
    () => create().contextualizedEmbed?.({ model: 'm', inputs: [['a']] }),
  ],
  ['an order', order, () => rerank()],
];

await printSituations({ mode: mode as Mode, adapter: voyage, exports, server, situations });
// The client leaves the timers of its requests behind.
process.exit();
