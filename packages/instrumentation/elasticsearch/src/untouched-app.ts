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
import { elasticsearch } from './index.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const server = await startWireServer();

const headers = { 'x-elastic-product': 'Elasticsearch' };
const found: WireReply = {
  headers,
  json: {
    took: 1,
    hits: {
      hits: [
        { _id: '1', _score: 0.9, _source: { text: 'first' } },
        { _id: '2', _score: 0.5, _source: null },
      ],
    },
  },
};
const several: WireReply = {
  headers,
  json: { responses: [found.json, { error: 'gone', status: 404 }] },
};
const refused: WireReply = {
  headers,
  status: 400,
  json: {
    error: {
      type: 'search_phase_execution_exception',
      reason: 'all shards failed',
      root_cause: [{ type: 'query_shard_exception', reason: 'another dimension' }],
    },
    status: 400,
  },
};
const unavailable: WireReply = { headers, status: 503, json: { error: 'unavailable' } };
const done: WireReply = { headers, json: { result: 'created' } };
const bulk: WireReply = {
  headers,
  json: { errors: true, items: [{ index: { status: 400, error: { type: 'wrong' } } }, null] },
};

const open = (options: object = {}): Loose =>
  new exports.Client({ node: server.url, maxRetries: 0, ...options });
const client = open();
const index = 'articles';
const knn = { field: 'embedding', query_vector: [1, 0, 0], k: 2, num_candidates: 9 };
const search = (more: object = {}, options?: object): Loose =>
  client.search({ index, knn, ...more }, options);

/** A vector whose second number cannot be read. */
const throwing = Object.defineProperty([1], 1, {
  enumerable: true,
  get() {
    throw new RangeError('mine');
  },
});
const own = { text: 'a', embedding: [1, 0, 0] };

const situations: readonly Situation[] = [
  ['a search', found, () => search()],
  ['a search that is not watched', found, () => search({ knn: undefined })],
  ['a search by a body', found, () => client.search({ index, body: { knn, size: 1 } })],
  ['a search by a text', found, () => client.search({ index, body: '{"knn":{}}' })],
  ['a search of everything', found, () => client.search()],
  ['the raw reply', found, async () => (await search({}, { meta: true })).body],
  [
    'the reply as a stream',
    found,
    async () => {
      let text = '';
      for await (const chunk of await search({}, { asStream: true })) text += String(chunk);
      return text;
    },
  ],
  ['a search that is refused', refused, () => search()],
  [
    'the error of one',
    refused,
    () => search().catch((error: Loose) => [error.body, error.statusCode]),
  ],
  ['a search that is refused, and nobody looks', refused, () => void search()],
  ['a refusal that is none for the caller', refused, () => search({}, { ignore: [400] })],
  ['a server that is not available', unavailable, () => search()],
  [
    'one that is, after a while',
    [unavailable, found],
    () => client.search({ index, knn }, { maxRetries: 1, retryBackoff: () => 0 }),
  ],
  ['a reply of another product', { json: {} }, () => search()],
  [
    'a reply that cannot be read',
    { headers: { ...headers, 'content-type': 'application/json' }, text: '{' },
    () => search(),
  ],
  ['a reply of another shape', { headers, json: { hits: [null] } }, () => search()],
  ['a reply of null', { headers, json: null }, () => search()],
  [
    'a server that is not there',
    found,
    () => open({ node: 'http://127.0.0.1:1' }).search({ index, knn }),
  ],
  ['a search that is wrong', found, () => search({ size: 'many', query: 7, retriever: [] })],
  ['a vector that throws', found, () => search({ knn: { ...knn, query_vector: throwing } })],
  [
    'a search that is aborted',
    found,
    () => {
      const controller = new AbortController();
      const promise = search({}, { signal: controller.signal });
      controller.abort();
      return promise;
    },
  ],
  [
    'a method without its object',
    found,
    () => {
      const { search: taken } = client;
      return taken({ index, knn });
    },
  ],
  [
    'the members of a client',
    found,
    () => [
      client.search.name,
      client.search.length,
      client.bulk.name,
      client.constructor.name,
      Object.keys(client).toSorted(),
    ],
  ],
  ['two searches at once', found, () => Promise.all([search(), search()])],
  ['a child', found, () => client.child({ headers: { 'x-own': '1' } }).search({ index, knn })],
  ['a helper that searches', found, () => client.helpers.search({ index, knn })],
  ['several searches', several, () => client.msearch({ index, body: [{}, { knn }, {}, { knn }] })],
  ['several searches that are none', several, () => client.msearch({ index, body: 7 })],
  [
    'records that are written',
    bulk,
    () => client.bulk({ index, body: [{ index: {} }, own, { index: {} }, own] }),
  ],
  ['records that are none', bulk, () => client.bulk({ index, body: [null] })],
  [
    'a helper that writes',
    bulk,
    () =>
      client.helpers.bulk({
        datasource: [own],
        onDocument: () => ({ index: { _index: index } }),
        retries: 0,
      }),
  ],
  ['a record', done, () => client.index({ index, document: own })],
  ['a record that throws', done, () => client.index({ index, document: { embedding: throwing } })],
  ['a record by a body', done, () => client.index({ index, body: own })],
  ['a record that is new', done, () => client.create({ index, id: '1', document: own })],
  ['a record that is changed', done, () => client.update({ index, id: '1', doc: own })],
  ['a record that is deleted', done, () => client.delete({ index, id: '1' })],
  ['a deletion of nothing', done, () => client.delete()],
  [
    'all that a query finds',
    { headers, json: { deleted: 1, failures: [] } },
    () => client.deleteByQuery({ index, query: { term: { tenant: 'acme' } } }),
  ],
];
await printSituations({
  mode: mode as Mode,
  adapter: elasticsearch,
  exports,
  server,
  situations,
});
