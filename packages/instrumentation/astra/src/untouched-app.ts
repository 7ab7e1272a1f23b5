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
import { astra } from './index.ts';
import { openSource } from './open-source.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const server = await startWireServer();

const page = (documents: unknown, nextPageState: unknown = null): WireReply => ({
  json: { data: { documents, nextPageState } },
});
const found = page([{ _id: 'a', $similarity: 0.9, text: 'first' }, { _id: 'b' }]);
const refused: WireReply = {
  json: { errors: [{ message: 'wrong dimension', errorCode: 'SHRED_BAD_VECTOR_SIZE' }] },
};
const failed: WireReply = { status: 503, text: 'busy' };
const inserted: WireReply = { json: { status: { insertedIds: ['a'] } } };
const done: WireReply = {
  json: { status: { deletedCount: 1, matchedCount: 1, modifiedCount: 1, count: 1 } },
};

const open = (url = server.url): Loose => openSource(exports, url);
const nearest = { sort: { $vector: [1, 0, 0] }, limit: 2, includeSimilarity: true };
const find = (filter: unknown = {}, options: unknown = nearest): Loose =>
  open().find(filter, options);

async function read(cursor: Loose): Promise<unknown[]> {
  const documents: unknown[] = [];
  for await (const document of cursor) documents.push(tell(document));
  return documents;
}

/** What cannot be sent. */
const throwing = {
  get text() {
    throw new RangeError('mine');
  },
};

const situations: readonly Situation[] = [
  ['a cursor that nobody reads', found, () => find().constructor.name],
  ['a search', found, () => find().toArray()],
  ['a search with a filter', found, () => find({ tenant: 'acme' }).toArray()],
  ['a search that is read in a loop', found, () => read(find())],
  ['a search by one document at a time', found, async () => tell(await find().next())],
  ['whether there is one', found, () => find().hasNext()],
  [
    'a loop that is left',
    found,
    async () => {
      for await (const document of find()) return tell(document);
      return undefined;
    },
  ],
  [
    'documents that are changed',
    found,
    () =>
      find()
        .map((document: Loose) => document._id)
        .toArray(),
  ],
  ['two pages', [page([{ _id: 'a' }], 'next'), page([{ _id: 'b' }])], () => find({}, {}).toArray()],
  ['a page that is empty', [page([], 'next'), page([{ _id: 'b' }])], () => find({}, {}).toArray()],
  [
    'a cursor that is told more',
    found,
    () =>
      find({}, {})
        .sort({ $vector: [1] })
        .limit(1)
        .toArray(),
  ],
  ['a cursor that is read again', found, async () => (await find().clone().toArray()).length],
  ['a search by a text', found, () => find({}, { sort: { $vectorize: 'a' } }).toArray()],
  ['a search that is refused', refused, () => find().toArray()],
  ['a search that is refused, and nobody looks', refused, () => void find().toArray()],
  ['a server that is busy', failed, () => find().toArray()],
  ['a reply that cannot be read', { text: '{' }, () => find().toArray()],
  ['a reply of another shape', page([null, 7]), () => find().toArray()],
  ['a reply without documents', { json: {} }, () => find().toArray()],
  [
    'a server that is not there',
    found,
    () =>
      open('http://127.0.0.1:1')
        .findOne({})
        .catch((error: Error) => error.constructor.name),
  ],
  ['a search of nothing', found, () => open().find().toArray()],
  ['a search that is wrong', found, () => find(7, { sort: { $vector: 'wrong' } }).toArray()],
  ['one document', { json: { data: { document: { _id: 'a' } } } }, () => open().findOne({})],
  ['no document', { json: { data: { document: null } } }, () => open().findOne({}, nearest)],
  ['a document that is written', inserted, () => open().insertOne({ _id: 'a', $vector: [1] })],
  ['documents that are written', inserted, () => open().insertMany([{ $vector: [1] }])],
  ['no documents', inserted, () => open().insertMany([])],
  ['what are no documents', inserted, () => open().insertMany('none')],
  ['a document that throws', inserted, () => open().insertOne(throwing)],
  ['documents that are refused', refused, () => open().insertMany([{ _id: 'a' }])],
  ['documents that are changed', done, () => open().updateMany({}, { $set: { page: 1 } })],
  ['documents that are deleted', done, () => open().deleteMany({ page: 1 })],
  ['deletions that are refused', refused, () => open().deleteMany({ page: 1 })],
  ['how many documents', done, () => open().countDocuments({}, 10)],
  ['values that differ', found, () => open().distinct('text', {})],
  [
    'a method without its object',
    found,
    () => {
      const { findOne } = open();
      return findOne({});
    },
  ],
  [
    'the members of a collection',
    found,
    () => {
      const { find: member, insertMany, constructor } = open();
      return [member.name, member.length, insertMany.name, insertMany.length, constructor.name];
    },
  ],
];
await printSituations({ mode: mode as Mode, adapter: astra, exports, server, situations });
