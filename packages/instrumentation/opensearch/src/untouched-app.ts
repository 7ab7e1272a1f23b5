/**
 * An application that uses the client in every way, right and wrong, and prints all that it can tell of it. Run by
 * `untouched.test.ts`, alone and watched.
 */
import {
  printSituations,
  startWireServer,
  type Mode,
  type Situation,
  type WireReply,
} from '@spanwise/testing/situations';
import { opensearch } from './index.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const server = await startWireServer();

const found: WireReply = {
  json: { hits: { hits: [{ _id: '1', _score: 0.9, _source: { text: 'first' } }, null] } },
};
const refused: WireReply = {
  status: 400,
  json: {
    error: {
      type: 'search_phase_execution_exception',
      root_cause: [{ type: 'wrong', reason: 'it' }],
    },
    status: 400,
  },
};
const done: WireReply = { json: { result: 'created' } };
const bulk: WireReply = {
  json: { errors: true, items: [{ index: { status: 400, error: { type: 'wrong' } } }, null] },
};

const open = (node = server.url): Loose => new exports.Client({ node, maxRetries: 0 });
const index = 'articles';
const query = { knn: { embedding: { vector: [1, 0, 0], k: 2 } } };
const own = { text: 'a', embedding: [1, 0, 0] };
const throwing = Object.defineProperty([1], 1, {
  enumerable: true,
  get() {
    throw new RangeError('mine');
  },
});
let client: Loose;
const search = (more: object = {}, ...rest: unknown[]): Loose =>
  client.search({ index, body: { query }, ...more }, ...rest);
/** What a callback is told, and what the method gives back. */
const told = (call: (callback: (...values: unknown[]) => void) => unknown): Promise<unknown> =>
  new Promise((resolve) => {
    const result = call((error, reply) => {
      resolve([(error as Error | null)?.message ?? null, (reply as Loose)?.body, typeof result]);
    });
  });

const situations: readonly Situation[] = [
  ['a search', found, async () => (await search()).body],
  ['what a search gives back', found, () => Object.keys(search()).toSorted()],
  ['a search by its other methods', found, () => search().then((reply: Loose) => reply.statusCode)],
  [
    'a search that is caught',
    refused,
    () => search().catch((error: Loose) => [error.name, error.statusCode]),
  ],
  [
    'a search that ends',
    found,
    () =>
      search()
        .finally?.(() => 7)
        .then((reply: Loose) => reply.statusCode),
  ],
  ['a search by a callback', found, () => told((callback) => search({}, callback))],
  [
    'a search by a callback, with options',
    found,
    () => told((callback) => search({}, {}, callback)),
  ],
  ['a refusal by a callback', refused, () => told((callback) => search({}, callback))],
  [
    'a search of everything, by a callback',
    found,
    () => told((callback) => client.search(callback)),
  ],
  ['a search that is not watched', found, () => search({ body: {} })],
  ['a search by a text', found, () => search({ body: '{"query":{}}' })],
  ['a search that is refused', refused, () => search()],
  ['a search that is refused, and nobody looks', refused, () => void search()],
  [
    'a refusal that is none for the caller',
    refused,
    async () => (await search({}, { ignore: [400] })).statusCode,
  ],
  [
    'a reply that cannot be read',
    { headers: { 'content-type': 'application/json' }, text: '{' },
    () => search(),
  ],
  ['a reply of another shape', { json: { hits: [null] } }, async () => (await search()).body],
  ['a reply of null', { json: null }, async () => (await search()).body],
  [
    'a server that is not there',
    found,
    () => open('http://127.0.0.1:1').search({ index, body: { query } }),
  ],
  [
    'a search that is wrong',
    found,
    async () => (await search({ body: { query: 7, size: 'many' } })).body,
  ],
  [
    'a vector that throws',
    found,
    () => search({ body: { query: { knn: { embedding: { vector: throwing } } } } }),
  ],
  [
    'a search that is aborted',
    found,
    () => {
      const request = search();
      request.abort();
      return request;
    },
  ],
  [
    'the members of a client',
    found,
    () => [
      client.search.name,
      client.search.length,
      client.constructor.name,
      Object.keys(client).toSorted(),
    ],
  ],
  [
    'two searches at once',
    found,
    async () => (await Promise.all([search(), search()])).map(({ body }) => body),
  ],
  ['a child', found, async () => (await client.child({}).search({ index, body: { query } })).body],
  ['a helper that searches', found, () => client.helpers.search({ index, body: { query } })],
  [
    'several searches',
    { json: { responses: [found.json, { error: 'gone' }] } },
    async () => (await client.msearch({ index, body: [{}, { query }, {}, { query }] })).body,
  ],
  ['several searches that are none', found, () => client.msearch({ index })],
  [
    'records that are written',
    bulk,
    async () => (await client.bulk({ index, body: [{ index: {} }, own, { index: {} }, own] })).body,
  ],
  ['records that are none', bulk, () => client.bulk({ index })],
  ['a record', done, async () => (await client.index({ index, body: own })).body],
  [
    'a record that is new',
    done,
    async () => (await client.create({ index, id: '1', body: own })).body,
  ],
  [
    'a record that is changed',
    done,
    async () => (await client.update({ index, id: '1', body: { doc: own } })).body,
  ],
  ['a record that is deleted', done, async () => (await client.delete({ index, id: '1' })).body],
  ['a deletion of nothing', done, () => client.delete({})],
  [
    'all that a query finds',
    { json: { deleted: 1 } },
    async () => (await client.deleteByQuery({ index, body: { query: { term: { a: 'b' } } } })).body,
  ],
];
await printSituations({
  mode: mode as Mode,
  adapter: opensearch,
  exports,
  server,
  // Methods that the constructor makes are watched in clients that are made afterwards.
  situations: situations.map(([name, reply, use]) => [
    name,
    reply,
    () => {
      client ??= open();
      return use();
    },
  ]),
});
