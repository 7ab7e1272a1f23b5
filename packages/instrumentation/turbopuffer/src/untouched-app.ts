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
import { turbopuffer } from './index.ts';
import { openNamespace } from './open-namespace.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const server = await startWireServer();

const found: WireReply = {
  json: {
    rows: [{ id: 'a', $dist: 0.1, text: 'first' }, { id: 1 }],
    billing: { billable_logical_bytes_queried: 1 },
  },
};
const refused: WireReply = { status: 400, json: { status: 'error', error: 'wrong dimension' } };
const gone: WireReply = { status: 404, json: { status: 'error', error: 'gone' } };
const limited: WireReply = { status: 429, headers: { 'retry-after-ms': '1' }, json: {} };
const done: WireReply = { json: { status: 'OK', rows_affected: 1 } };

const open = (url = server.url): Loose => openNamespace(exports, url);
const nearest = { rank_by: ['vector', 'ANN', [1, 0, 0]], top_k: 2 };
const query = (more: object = {}, options?: object): Loose =>
  open().query({ ...nearest, ...more }, options);

/** A text that cannot be sent. */
const throwing = Object.defineProperty(['text', 'BM25'], 2, {
  enumerable: true,
  get() {
    throw new RangeError('mine');
  },
});

const situations: readonly Situation[] = [
  ['a search', found, () => query()],
  ['a search with a filter', found, () => query({ filters: ['tenant', 'Eq', 'acme'] })],
  ['a search that is refused', refused, () => query()],
  ['a search that is refused, and nobody looks', refused, () => void query()],
  ['a search in a namespace that is gone', gone, () => query()],
  ['a search that is sent again', [limited, found], () => query({}, { maxRetries: 1 })],
  ['a search that nobody reads', found, async () => (await query().asResponse()).status],
  [
    'a search with its raw reply',
    found,
    async () => {
      const { data, response } = await query().withResponse();
      return [tell(data), response.status];
    },
  ],
  [
    'a search that is read twice',
    found,
    async () => {
      const search = query();
      return [tell(await search), tell(await search)];
    },
  ],
  ['the class of a search', found, () => query().constructor.name],
  ['a reply that cannot be read', { text: '{' }, () => query()],
  ['a reply of another shape', { json: { rows: [null] } }, () => query()],
  ['a reply of null', { json: null }, () => query()],
  ['a server that is not there', found, () => open('http://127.0.0.1:1').query(nearest)],
  ['a search of nothing', found, () => open().query()],
  ['an empty search', found, () => open().query({})],
  ['a search that is wrong', found, () => query({ top_k: -1, filters: 7 })],
  ['a ranking that throws', found, () => open().query({ rank_by: throwing, top_k: 1 })],
  ['a search that is aborted', found, () => query({}, { signal: AbortSignal.abort() })],
  [
    'a method without its object',
    found,
    () => {
      const { query: taken } = open();
      return taken(nearest);
    },
  ],
  [
    'the members of a namespace',
    found,
    () => {
      const namespace = open();
      return [Object.keys(namespace as object), namespace.query.name, namespace.query.length];
    },
  ],
  [
    'several searches',
    { json: { results: [{ rows: [] }] } },
    () => open().multiQuery({ queries: [nearest] }),
  ],
  ['several searches of nothing', { json: {} }, () => open().multiQuery({})],
  ['rows that are written', done, () => open().write({ upsert_rows: [{ id: 1, vector: [1] }] })],
  ['rows that are none', done, () => open().write({ upsert_rows: [null] })],
  ['columns', done, () => open().write({ upsert_columns: { id: [1], vector: [[1]] } })],
  ['rows that are deleted', done, () => open().write({ deletes: ['a'] })],
  ['a namespace that is deleted', done, () => open().deleteAll()],
  ['a hint', done, () => open().hintCacheWarm()],
  ['whether it exists', gone, () => open().exists()],
];
await printSituations({ mode: mode as Mode, adapter: turbopuffer, exports, server, situations });
