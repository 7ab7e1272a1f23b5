/**
 * An application that reads cursors in every way, right and wrong, and prints all that it can tell of them. Run by
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
import { mongodb } from './index.ts';
import { startMongoServer } from './mongo-server.ts';
import { collectionOf, openClient } from './open-collection.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const exports: Loose = await import(alias);
const server = await startMongoServer();
// What tells that a turn is over speaks HTTP.
const turns = await startWireServer();
turns.answer({ text: 'quiet' });
const client = openClient(exports, server.url);

const batch = (part: object, id = 0): WireReply => ({
  json: { cursor: { ...part, id: { $numberLong: String(id) }, ns: 'kb.articles' } },
});
const a = { _id: 'a', text: 'first', score: { $numberDouble: '0.9' }, embedding: [1, 2] };
const b = { _id: { $oid: '665f1e2ab3c4d5e6f7a8b9c0' }, text: 'second', page: 3 };
const found = batch({ firstBatch: [a, b] });
const batches = [batch({ firstBatch: [a] }, 7), batch({ nextBatch: [b] })];
const refused: WireReply = {
  json: { ok: 0, code: 8, codeName: 'UnknownError', errmsg: 'wrong length', errorLabels: ['one'] },
};

const search = { index: 'v', path: 'embedding', queryVector: [1, 0], numCandidates: 9, limit: 2 };
const pipeline = [
  { $vectorSearch: search },
  { $set: { score: { $meta: 'vectorSearchScore' } } },
] as const;
const open = (stages: unknown = [...pipeline], options?: object): Loose =>
  collectionOf(client).aggregate(stages, options);

async function read(cursor: Loose): Promise<unknown[]> {
  const documents: unknown[] = [];
  for await (const document of cursor) documents.push(tell(document));
  return documents;
}

/** What is seen of a cursor while and after it is read. */
async function events(cursor: Loose, use: (cursor: Loose) => unknown): Promise<unknown> {
  let closed = 0;
  cursor.on('close', () => (closed += 1));
  const value = tell(await use(cursor));
  return [value, closed, cursor.closed, cursor.killed, String(cursor.id), cursor.bufferedCount()];
}

const situations: readonly Situation[] = [
  ['a cursor that nobody reads', found, () => open().constructor.name],
  ['a search', found, () => open().toArray()],
  ['a search that is read in a loop', found, () => read(open())],
  ['a search by one document at a time', found, () => events(open(), (cursor) => cursor.next())],
  ['a document if there is one', found, () => events(open(), (cursor) => cursor.tryNext())],
  ['whether there is one', found, () => events(open(), (cursor) => cursor.hasNext())],
  ['each document', found, () => events(open(), (cursor) => cursor.forEach(() => true))],
  ['a stream', found, () => read(open().stream())],
  ['all, and what is seen of it', found, () => events(open(), (cursor) => cursor.toArray())],
  ['several batches', batches, () => open().toArray()],
  ['several batches in a loop', batches, () => read(open())],
  ['several batches as a stream', batches, () => read(open().stream())],
  ['an empty first batch', [batch({ firstBatch: [] }, 7), found], () => open().hasNext()],
  [
    'documents in a buffer',
    found,
    async () => {
      const cursor = open();
      await cursor.hasNext();
      return cursor.readBufferedDocuments(1).map(tell);
    },
  ],
  [
    'a loop that is left',
    batches,
    async () => {
      for await (const document of open()) return tell(document);
      return undefined;
    },
  ],
  [
    'a stream that is left',
    batches,
    async () => {
      for await (const document of open().stream()) return tell(document);
      return undefined;
    },
  ],
  [
    'documents that are changed',
    found,
    () =>
      open()
        .map((document: Loose) => document.text)
        .toArray(),
  ],
  ['documents that are changed to nothing', found, () => read(open().map(() => null))],
  ['bytes', found, () => open(undefined, { raw: true }).toArray()],
  ['numbers of their own class', found, () => open(undefined, { promoteValues: false }).toArray()],
  ['a cursor that is told more', found, () => open([]).addStage?.(pipeline[0]).toArray()],
  [
    'a cursor that is told more while it is read',
    found,
    async () => {
      const cursor = open();
      await cursor.next();
      return cursor.limit(1);
    },
  ],
  [
    'a cursor that is read again',
    found,
    async () => {
      const cursor = open();
      await cursor.toArray();
      cursor.rewind();
      return [await cursor.toArray(), await cursor.clone().toArray()];
    },
  ],
  [
    'a cursor that is at its end',
    found,
    async () => {
      const cursor = open();
      await cursor.toArray();
      return [await cursor.tryNext(), await cursor.next()];
    },
  ],
  [
    'a search in a session',
    found,
    () => client.withSession((session: Loose) => open(undefined, { session }).toArray()),
  ],
  ['a plan', { json: { stages: [{ $vectorSearch: {} }] } }, () => open().explain()],
  [
    'a plan by an option',
    { json: { stages: [{ $vectorSearch: {} }] } },
    () => open(undefined, { explain: true }).toArray(),
  ],
  [
    'a search of a database',
    found,
    () =>
      client
        .db('kb')
        .aggregate([...pipeline])
        .toArray(),
  ],
  ['another pipeline', found, () => open([{ $match: { page: 3 } }]).toArray()],
  ['no pipeline', found, () => open([]).toArray()],
  ['a find', found, () => collectionOf(client).find({}).toArray()],
  ['a search that is refused', refused, () => open().toArray()],
  ['a stream that is refused', refused, () => read(open().stream())],
  ['a search that is refused, and nobody looks', refused, () => void open().toArray()],
  ['a batch that is refused', [batches[0]!, refused], () => open().toArray()],
  ['a reply without a cursor', { json: {} }, () => open().toArray()],
  ['documents that are none', batch({ firstBatch: [7, 'b'] }), () => open().toArray()],
  ['a score that is none', batch({ firstBatch: [{ _id: 1, score: 'a' }] }), () => open().toArray()],
  ['a search of nothing', found, () => open([{ $vectorSearch: null }]).toArray()],
  ['a search that is wrong', found, () => open([7, { $vectorSearch: 'a' }]).toArray()],
  ['what is no pipeline', found, () => open('none').toArray()],
  [
    'a signal',
    found,
    () => open(undefined, { signal: AbortSignal.abort(new Error('mine')) }).toArray(),
  ],
  [
    'what cannot be sent',
    found,
    () =>
      open([
        {
          $vectorSearch: {
            query: {
              get text() {
                throw new RangeError('mine');
              },
            },
          },
        },
      ]).toArray(),
  ],
  [
    'the members of a cursor',
    found,
    () => {
      const { _initialize: member, getMore, toArray, constructor } = open();
      return [member, getMore, toArray, constructor].map((each) => [each?.name, each?.length]);
    },
  ],
  // The last: the client waits before it asks such a server again.
  [
    'a server that hangs up',
    { end: '' },
    () =>
      open()
        .toArray()
        .catch((error: Error) => error.name),
  ],
];
await printSituations({
  mode: mode as Mode,
  adapter: mongodb,
  exports,
  server: { ...turns, answer: server.answer, bodies: server.bodies },
  situations,
});
await client.close();
await server.stop();
