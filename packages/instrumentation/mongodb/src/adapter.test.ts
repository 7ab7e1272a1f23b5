/** The contract, on exchanges, for the oldest and the newest client of each major; and each way to read a cursor. */
import { attach, withContext, type Attachment } from '@spanwise/core';
import { describeAdapter, readExchanges, recordTelemetry, type Recorded } from '@spanwise/testing';
import * as mongodb7 from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mongodb } from './index.ts';
import { startMongoServer, type MongoServer } from './mongo-server.ts';
import { collectionOf, openClient } from './open-collection.ts';

const ALIASES = ['mongodb6-oldest', 'mongodb6', 'mongodb7-oldest', 'mongodb'];
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const clients = new Map<object, Loose>();
const clientOf = (exports: object, url: string): Loose => {
  const client = clients.get(exports) ?? openClient(exports, url);
  clients.set(exports, client);
  return client;
};
const closeClients = async (): Promise<void> => {
  await Promise.all([...clients.values()].map((client: Loose) => client.close()));
  clients.clear();
};

describeAdapter(mongodb, {
  clients: ALIASES.map((alias) => ({
    alias,
    load: () => import(alias) as Promise<object>,
    create: (exports: object, url: string) => ({
      aggregate: (...values: unknown[]) =>
        collectionOf(clientOf(exports, url))
          .aggregate(...values)
          .toArray(),
    }),
  })),
  exchanges: readExchanges(import.meta.dirname, 'searches.json'),
  live: async () => {
    const server = await startMongoServer();
    const stop = async (): Promise<void> => {
      await closeClients();
      await server.stop();
    };
    return { ...server, stop };
  },
});

const SEARCH = {
  $vectorSearch: { index: 'v', path: 'embedding', queryVector: [1, 0], numCandidates: 9, limit: 4 },
};
const SCORED = [SEARCH, { $project: { score: { $meta: 'vectorSearchScore' } } }];
const documents = (...names: string[]): object[] =>
  names.map((_id, index) => ({ _id, score: { $numberDouble: `0.${9 - index}` } }));
const cursor = (part: object, id: number): { json: object } => ({
  json: { cursor: { ...part, id: { $numberLong: String(id) }, ns: 'kb.articles' } },
});
async function readAll(found: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const document of found) all.push(document);
  return all;
}
const FOUND = cursor({ firstBatch: documents('a', 'b', 'c') }, 0);
const BATCHES = [
  cursor({ firstBatch: documents('a', 'b') }, 7),
  cursor({ nextBatch: documents('c') }, 0),
];

describe.each(ALIASES)('the cursors of %s', (alias) => {
  let server: MongoServer;
  let client: Loose;
  let exports: object;
  let recorded: Recorded;
  let attachment: Attachment;

  beforeAll(async () => {
    server = await startMongoServer();
    exports = (await import(alias)) as object;
    client = openClient(exports, server.url);
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });
  beforeEach(() => {
    recorded = recordTelemetry();
    attachment = attach({ adapters: [mongodb], modules: { mongodb: exports } });
  });
  afterEach(async () => {
    expect(attachment.report().openCalls).toBe(0);
    attachment.disable();
    await recorded.stop();
  });

  const calls = (): [unknown, unknown][] =>
    recorded
      .spans()
      .map(({ attributes }) => [
        attributes['db.operation.name'],
        attributes['db.response.returned_rows'],
      ]);
  const open = (pipeline: unknown = SCORED, options?: object): Loose =>
    collectionOf(client).aggregate(pipeline, options);

  it.each<[string, (search: Loose) => unknown]>([
    ['toArray', (search) => search.toArray()],
    ['for await', (search) => readAll(search)],
    ['next', (search) => search.next()],
    ['tryNext', (search) => search.tryNext()],
    ['hasNext', (search) => search.hasNext()],
    ['forEach', (search) => search.forEach(() => {})],
    ['stream', (search) => readAll(search.stream())],
  ])('are one call by %s, which begins when they are read', async (_, read) => {
    server.answer(FOUND);
    const search = open();
    expect(server.bodies()).toEqual([]);
    await read(search);
    await search.close();
    expect(calls()).toEqual([['aggregate', 3]]);
    expect(recorded.spans()[0]?.attributes).toMatchObject({
      'spanwise.vector.search.score.best': 0.9,
      'spanwise.vector.search.score.worst': 0.7,
    });
  });

  it('are a call for each batch', async () => {
    server.answer(BATCHES);
    const found: { _id: string }[] = await open().toArray();
    expect(found.map(({ _id }) => _id)).toEqual(['a', 'b', 'c']);
    expect(calls()).toEqual([
      ['aggregate', 2],
      ['getMore', 1],
    ]);
  });

  it('found nothing only where the first batch is the last', async () => {
    server.answer([cursor({ firstBatch: [] }, 7), cursor({ nextBatch: documents('a') }, 0)]);
    await open(SCORED, { batchSize: 0 }).toArray();
    expect(calls()).toEqual([
      ['aggregate', undefined],
      ['getMore', 1],
    ]);
    const isEmpty = ({ name }: { name: string }): boolean =>
      name === 'spanwise.vector.search.empty_results';
    expect((await recorded.metrics()).some(isEmpty)).toBe(false);
    server.answer(cursor({ firstBatch: [] }, 0));
    await open().toArray();
    expect((await recorded.metrics()).some(isEmpty)).toBe(true);
  });

  it('are left alone where their pipeline searches by no vector', async () => {
    server.answer(BATCHES);
    await open([{ $match: { a: 1 } }]).toArray();
    server.answer(FOUND);
    await open([{ $search: { text: { query: 'a', path: 'b' } } }]).toArray();
    await collectionOf(client).find({}).toArray();
    await open(SCORED).explain();
    expect(calls()).toEqual([]);
  });

  it('of a database have its name alone', async () => {
    server.answer(FOUND);
    await client.db('kb').aggregate([SEARCH]).toArray();
    const [span] = recorded.spans();
    expect(span?.attributes['db.namespace']).toBe('kb');
    expect(span?.attributes).not.toHaveProperty(['db.collection.name']);
  });

  it.each<[string, object[], boolean]>([
    [
      'a filter',
      [{ $vectorSearch: { ...SEARCH.$vectorSearch, filter: { tenant: 'acme' } } }],
      true,
    ],
    ['no filter', [SEARCH], false],
    ['a later $match', [SEARCH, { $match: { tenant: { $eq: 'acme' } } }], true],
  ])('tell whether %s limits them to the tenant', async (_, pipeline, isScoped) => {
    server.answer(FOUND);
    await withContext({ tenantId: 'acme' }, () => open(pipeline).toArray());
    expect(recorded.spans()[0]?.attributes['spanwise.tenant.scoped']).toBe(isScoped);
  });

  it('name what they fail by: the database, or the connection', async () => {
    server.answer({ json: { ok: 0, code: 8, codeName: 'UnknownError', errmsg: 'wrong length' } });
    await expect(open().toArray()).rejects.toThrow('wrong length');
    server.answer({ end: '' });
    await expect(open().toArray()).rejects.toThrow(/closed/);
    const types = recorded.spans().map(({ attributes }) => attributes['error.type']);
    expect(types).toEqual(['UnknownError', 'MongoNetworkError']);
  });
});

it('tells no address where there are several servers', async () => {
  const recorded = recordTelemetry();
  const attachment = attach({ adapters: [mongodb], modules: { mongodb: mongodb7 } });
  const client = openClient(mongodb7, 'mongodb://127.0.0.1:1,127.0.0.1:2', {
    serverSelectionTimeoutMS: 50,
  });
  await expect(collectionOf(client).aggregate([SEARCH]).toArray()).rejects.toThrow('ECONNREFUSED');
  await client.close();
  const [span] = recorded.spans();
  expect(span?.attributes['error.type']).toBe('MongoServerSelectionError');
  expect(span?.attributes).not.toHaveProperty(['server.address']);
  attachment.disable();
  await recorded.stop();
});
