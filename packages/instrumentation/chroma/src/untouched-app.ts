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
import { chroma } from './index.ts';
import { openCollection, replyToOpening } from './open-collection.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const server = await startWireServer({ fixed: replyToOpening });

const found: WireReply = {
  json: {
    ids: [['a', 'b']],
    embeddings: null,
    documents: [['first', null]],
    uris: null,
    metadatas: [[{ page: 1 }, null]],
    distances: [[0.1, 0.2]],
    include: ['metadatas', 'documents', 'distances'],
  },
};
const refused: WireReply = {
  status: 400,
  json: { error: 'InvalidArgumentError', message: 'expecting a dimension of 3, got 2' },
};
const gone: WireReply = { status: 404, json: { error: 'NotFoundError', message: 'gone' } };
const done: WireReply = { json: {} };

const open = (url = server.url): Promise<Loose> => openCollection(exports, url);
const query = async (more: object = {}): Promise<Loose> =>
  (await open()).query({ queryEmbeddings: [[1, 0, 0]], ...more });

/** A list whose entry cannot be read. */
const throwing = Object.defineProperty([], 0, {
  enumerable: true,
  get() {
    throw new RangeError('mine');
  },
});

const situations: readonly Situation[] = [
  ['a search', found, () => query()],
  ['a search by a text', found, () => query({ queryEmbeddings: undefined, queryTexts: ['a'] })],
  ['the class of what was found', found, async () => (await query()).constructor.name],
  ['the rows of what was found', found, async () => tell((await query()).rows?.())],
  ['a search that is refused', refused, () => query()],
  ['a search that is refused, and nobody looks', refused, () => void query()],
  ['a search in a collection that is gone', gone, () => query()],
  ['a reply that cannot be read', { text: '{' }, () => query()],
  ['a reply of another shape', { json: { ids: [null] } }, () => query()],
  ['a reply of null', { json: null }, () => query()],
  ['a server that is not there', found, () => open('http://127.0.0.1:1')],
  ['a search of nothing', found, async () => (await open()).query()],
  ['an empty search', found, async () => (await open()).query({})],
  ['a search that is wrong', found, () => query({ nResults: -1, where: 7 })],
  ['a text that throws', found, () => query({ queryEmbeddings: undefined, queryTexts: throwing })],
  [
    'a method without its object',
    found,
    async () => {
      const { query: taken } = await open();
      return taken({ queryEmbeddings: [[1, 0, 0]] });
    },
  ],
  [
    'the members of a collection',
    found,
    async () => {
      const { query: member, add, constructor } = await open();
      return [member.name, member.length, add.name, add.length, constructor.name];
    },
  ],
  [
    'two searches at once',
    found,
    async () => {
      const collection = await open();
      const search = { queryEmbeddings: [[1, 0, 0]] };
      return Promise.all([collection.query(search), collection.query(search)]);
    },
  ],
  [
    'records that are written',
    done,
    async () => (await open()).upsert({ ids: ['a'], embeddings: [[1]] }),
  ],
  ['records that are no list', done, async () => (await open()).add({ ids: 'a', embeddings: [1] })],
  [
    'records that are deleted',
    { json: { deleted: 1 } },
    async () => (await open()).delete({ ids: ['a'] }),
  ],
  ['records that are read', found, async () => (await open()).get({ ids: ['a'] })],
  ['the first records', found, async () => (await open()).peek({ limit: 1 })],
  ['how many records', { json: 3 }, async () => (await open()).count()],
  ['a ranking', found, async () => (await open()).search?.({ rank: { $knn: { query: [1, 0] } } })],
  [
    'a ranking by instances',
    found,
    async () => {
      const { Search, Knn, K } = exports;
      if (Search === undefined) return undefined;
      const search = new Search()
        .where(K('tenant').eq('acme'))
        .rank(Knn({ query: [1, 0] }).add(Knn({ query: [0, 1] })))
        .limit(3);
      return (await open()).search([search, search]);
    },
  ],
];
await printSituations({ mode: mode as Mode, adapter: chroma, exports, server, situations });
