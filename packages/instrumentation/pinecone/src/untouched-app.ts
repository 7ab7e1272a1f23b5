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
import { pinecone } from './index.ts';
import { openIndex } from './open-index.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const server = await startWireServer();

const found: WireReply = {
  json: {
    matches: [{ id: 'a', score: 0.9, metadata: { text: 'first' } }, { id: 'b' }],
    namespace: 'blog',
    usage: { readUnits: 6 },
  },
};
const refused: WireReply = { status: 400, json: { code: 3, message: 'wrong dimension' } };
const gone: WireReply = { status: 404, json: { code: 5, message: 'gone' } };
const done: WireReply = { json: {} };

const open = (url = server.url): Loose => openIndex(exports, url);
const query = (more: object = {}): Loose => open().query({ vector: [1, 0, 0], topK: 2, ...more });
const hits: WireReply = { json: { result: { hits: [] }, usage: { read_units: 1 } } };

const situations: Situation[] = [
  ['a search', found, () => query()],
  ['a search with a filter', found, () => query({ filter: { tenant: 'acme' } })],
  ['a search that is refused', refused, () => query()],
  ['a search that is refused, and nobody looks', refused, () => void query()],
  ['a search in an index that is gone', gone, () => query()],
  ['a reply that cannot be read', { text: '{' }, () => query()],
  ['a reply of another shape', { json: { matches: [null] } }, () => query()],
  ['a reply of null', { json: null }, () => query()],
  [
    'a server that is not there',
    found,
    () => open('http://127.0.0.1:1').query({ id: 'a', topK: 1 }),
  ],
  ['a search of nothing', found, () => open().query()],
  ['an empty search', found, () => open().query({})],
  ['a search that is wrong', found, () => query({ topK: -1, filter: 7 })],
  [
    'a text that throws',
    hits,
    () =>
      open().searchRecords({
        query: {
          topK: 1,
          inputs: {
            get text() {
              throw new RangeError('mine');
            },
          },
        },
      }),
  ],
  [
    'a search by a text',
    hits,
    () => open().searchRecords({ query: { topK: 1, inputs: { text: 'a' } } }),
  ],
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
  ['records in a list', done, () => open().upsert([{ id: 'a', values: [1] }])],
  ['records in an object', done, () => open().upsert({ records: [{ id: 'a', values: [1] }] })],
  ['records that are deleted', done, () => open().deleteMany(['a'])],
  ['records that are deleted by a filter', done, () => open().deleteMany({ filter: { a: 1 } })],
  ['all records deleted', done, () => open().deleteAll()],
  ['records that are read', { json: { vectors: {} } }, () => open().fetch({ ids: ['a'] })],
  ['ids', { json: { vectors: [{ id: 'a' }] } }, () => open().listPaginated({ prefix: 'a' })],
];
/** Documents, which clients before 9 do not have. */
if ('Documents' in exports) {
  const search = { scoreBy: [{ type: 'text', field: 'body', query: 'a' }], topK: 1 };
  const matches = { json: { matches: [{ _id: 'a', _score: null }], usage: { read_units: 1 } } };
  situations.push(
    ['documents that are found', matches, () => open().documents.search(search)],
    ['documents that are found by the index', matches, () => open().searchDocuments(search)],
    ['documents that are refused', refused, () => open().documents.search(search)],
    ['a search of no documents', matches, () => open().documents.search()],
    [
      'documents that are written',
      { json: { upserted_count: 1 } },
      () => open().documents.upsert({ documents: [{ _id: 'a', vector: [1] }] }),
    ],
    ['no documents', done, () => open().documents.upsert({ documents: [] })],
    ['documents that are deleted', done, () => open().documents.delete({ ids: ['a'] })],
    [
      'the members of documents',
      done,
      () => {
        const { documents } = open();
        return [Object.keys(documents as object), documents.search.name, documents.search.length];
      },
    ],
  );
}
await printSituations({ mode: mode as Mode, adapter: pinecone, exports, server, situations });
