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
import { milvus } from './index.ts';
import { startMilvusServer } from './milvus-server.ts';
import { openClient } from './open-client.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const store = await startMilvusServer();
// What is asked by HTTP between the situations.
const quiet = await startWireServer();

const status = { error_code: 'Success', reason: '' };
const text = (data: readonly string[]): object => ({
  type: 'VarChar',
  field_name: 'text',
  scalars: { string_data: { data } },
});
const found: WireReply = {
  json: {
    status,
    results: {
      num_queries: '1',
      top_k: '2',
      topks: ['2'],
      scores: [0.75, 0.5],
      ids: { int_id: { data: ['1', '2'] } },
      output_fields: ['text'],
      fields_data: [text(['first', 'second'])],
    },
  },
};
const nothing: WireReply = { json: { status, results: { num_queries: '1', topks: ['0'] } } };
const rows: WireReply = { json: { status, fields_data: [text(['first', 'second'])] } };
const done: WireReply = { json: { status, insert_cnt: '1', succ_index: [0] } };
const refused: WireReply = {
  json: { status: { error_code: 'UnexpectedError', code: 100, reason: 'collection not found' } },
};
const unavailable: WireReply = { status: 14, text: 'gone' };

const opened: Loose[] = [];
const open = (url = store.url): Loose => {
  const client: Loose = openClient<object>(exports, url);
  opened.push(client);
  return client;
};
const client = open();
const collection_name = 'articles';
const search = (more: object = {}): unknown =>
  client.search({ collection_name, anns_field: 'embedding', data: [1, 0, 0], limit: 2, ...more });

/** Vectors whose second cannot be read. */
const throwing = Object.defineProperty([[1, 0, 0]], 1, {
  enumerable: true,
  get() {
    throw new RangeError('mine');
  },
});
/** A request that the client writes into. */
const reused = { collection_name, ids: [1, 2], output_fields: ['text'] };
const row = { id: 1, embedding: [1, 0, 0], words: { 1: 0.5 }, text: 'a', tenant: 'acme' };
const parts = [
  { anns_field: 'embedding', data: [1, 0, 0] },
  { anns_field: 'words', data: { 1: 0.5 } },
];

const situations: readonly Situation[] = [
  ['a search', found, () => search()],
  ['a search that finds nothing', nothing, () => search()],
  ['a search by several vectors', found, () => search({ data: [[1, 0, 0]] })],
  ['a search with a filter', found, () => search({ filter: 'tenant == "acme"' })],
  ['a search of two fields', found, () => client.search({ collection_name, data: parts })],
  [
    'the same by its other name',
    found,
    () => client.hybridSearch({ collection_name, data: parts }),
  ],
  ['a search that is refused', refused, () => search()],
  ['a search that fails', unavailable, () => search()],
  ['a search that fails, and nobody looks', unavailable, () => void search()],
  ['a reply without results', { json: { status } }, () => search()],
  [
    'a server that is not there',
    found,
    () => open('http://127.0.0.1:1').search({ collection_name }),
  ],
  ['a search of nothing', found, () => client.search()],
  ['an empty search', found, () => client.search({})],
  ['a field that is not there', found, () => search({ anns_field: 'nothing' })],
  ['a search that is wrong', found, () => search({ limit: 'many', filter: 7, params: 7 })],
  ['a vector of another length', found, () => search({ data: [1, 0] })],
  ['a vector that throws', found, () => search({ data: throwing })],
  [
    'a method without its object',
    found,
    () => {
      const { search: taken } = client;
      return taken({ collection_name });
    },
  ],
  [
    'the members of a client',
    found,
    () => [
      client.search.name,
      client.search.length,
      client.insert.name,
      client.constructor.name,
      Object.keys(client).toSorted(),
    ],
  ],
  ['two searches at once', found, () => Promise.all([search(), search()])],
  [
    'a session',
    found,
    () =>
      client.session?.('one').search({ collection_name, data: [1, 0, 0], anns_field: 'embedding' }),
  ],
  ['records that are written', done, () => client.insert({ collection_name, data: [row] })],
  ['records that are replaced', done, () => client.upsert({ collection_name, data: [row] })],
  ['records that are none', done, () => client.insert({ collection_name, data: [] })],
  [
    'a record of another shape',
    done,
    () => client.insert({ collection_name, data: [{ nothing: 1 }] }),
  ],
  ['records that are deleted', done, () => client.delete({ collection_name, ids: [1] })],
  [
    'all that an expression finds',
    done,
    () => client.deleteEntities({ collection_name, expr: 'id > 1' }),
  ],
  ['a deletion of nothing', done, () => client.deleteEntities({ collection_name })],
  ['records that are read', rows, () => client.query({ collection_name, filter: 'id > 1' })],
  ['records that are read by ids', rows, () => client.get(reused)],
  ['what became of the request', rows, () => [reused]],
  ['how many records, and none says', rows, () => client.count({ collection_name })],
  ['a reading that is refused', refused, () => client.query({ collection_name, expr: 'id > 1' })],
];
await printSituations({
  mode: mode as Mode,
  adapter: milvus,
  exports,
  server: { ...quiet, ...store, url: quiet.url },
  situations,
});
await Promise.all(opened.map((one) => one.closeConnection()));
await quiet.stop();
