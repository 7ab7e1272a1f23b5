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
import { upstashVector } from './index.ts';
import { openIndex } from './open-index.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const server = await startWireServer();

const found: WireReply = {
  json: {
    result: [
      { id: 'a', score: 0.9, metadata: { text: 'first' } },
      { id: 1, score: 0.5 },
    ],
  },
};
const refused: WireReply = { status: 422, json: { error: 'wrong dimension', status: 422 } };
const failed: WireReply = { json: { error: 'too many queries' } };
const done: WireReply = { json: { result: 'Success' } };
const page: WireReply = { json: { result: { uuid: 'u', scores: [{ id: 'a', score: 1 }] } } };

const open = (url = server.url): Loose => openIndex(exports, url);
const query = (more: object = {}): Loose => open().query({ vector: [1, 0, 0], topK: 2, ...more });
const aborted = (signal: unknown): Loose =>
  new exports.Index({ url: server.url, token: 'none', retry: false, signal }).query({
    vector: [1],
    topK: 1,
  });

/** A text that cannot be sent. */
const throwing = {
  topK: 1,
  get data() {
    throw new RangeError('mine');
  },
};

const situations: readonly Situation[] = [
  ['a search', found, () => query()],
  ['a search with a filter', found, () => query({ filter: "tenant = 'acme'" })],
  ['a search that is refused', refused, () => query()],
  ['a search that is refused, and nobody looks', refused, () => void query()],
  ['a search that fails with the status of others', failed, () => query()],
  ['a reply without a result', { json: {} }, () => query()],
  ['a reply that cannot be read', { text: '{' }, () => query()],
  ['a reply of another shape', { json: { result: [null] } }, () => query()],
  ['a reply of null', { json: null }, () => query()],
  ['a server that is not there', found, () => open('http://127.0.0.1:1').query({ vector: [1] })],
  ['a search of nothing', found, () => open().query()],
  ['an empty search', found, () => open().query({})],
  ['a search that is wrong', found, () => query({ topK: -1, filter: 7 })],
  ['a text that throws', found, () => open().query(throwing)],
  ['a search that is aborted', found, () => aborted(AbortSignal.abort('mine'))],
  ['a search whose signal is made', found, () => aborted(() => AbortSignal.abort())],
  [
    'a method without its object',
    found,
    () => {
      const { query: taken } = open();
      return taken({ vector: [1, 0, 0], topK: 1 });
    },
  ],
  [
    'the members of an index',
    found,
    () => {
      const index = open();
      return [Object.keys(index as object), index.query.name, index.query.length];
    },
  ],
  [
    'two searches at once',
    found,
    () => {
      const index = open();
      const search = { vector: [1, 0, 0], topK: 1 };
      return Promise.all([index.query(search), index.query(search)]);
    },
  ],
  ['several searches as one', found, () => open().queryMany?.([{ vector: [1, 0, 0], topK: 1 }])],
  [
    'a search that goes on',
    [page, found, done],
    async () => {
      const search = await open().resumableQuery?.({ data: 'a', topK: 1, maxIdle: 60 });
      return [tell(search?.result), tell(await search?.fetchNext(2)), await search?.stop()];
    },
  ],
  ['records that are written', done, () => open().upsert([{ id: 'a', vector: [1] }])],
  ['a record that is written', done, () => open().upsert({ id: 'a', vector: [1] })],
  ['no records', done, () => open().upsert([])],
  ['records that are deleted', { json: { result: { deleted: 1 } } }, () => open().delete(['a'])],
  ['records that are read', { json: { result: [null] } }, () => open().fetch(['a'], {})],
  ['a page', { json: { result: { vectors: [] } } }, () => open().range({ cursor: 0, limit: 1 })],
  ['all records deleted', done, () => open().reset()],
];
await printSituations({ mode: mode as Mode, adapter: upstashVector, exports, server, situations });
