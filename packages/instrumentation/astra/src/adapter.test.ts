/** The contract, on exchanges, for the oldest client of each major and the newest: by a collection and by a table. */
import { attach } from '@spanwise/core';
import {
  describeAdapter,
  readExchanges,
  recordTelemetry,
  startWireServer,
} from '@spanwise/testing';
import { CollectionInsertManyError, DataAPIClient, FindCursor } from '@datastax/astra-db-ts';
import { describe, expect, it } from 'vitest';
import { astra } from './index.ts';
import { openSource, promisedMethods } from './open-source.ts';

const NEW = ['astra2-oldest', '@datastax/astra-db-ts'];

describe.each([
  { kind: 'collection', aliases: ['astra1-oldest', ...NEW] },
  { kind: 'table', aliases: NEW },
] as const)('a $kind', ({ kind, aliases }) => {
  describeAdapter(astra, {
    clients: aliases.map((alias) => ({
      alias,
      load: () => import(alias) as Promise<object>,
      create: (exports: object, url: string) => promisedMethods(openSource(exports, url, kind)),
    })),
    exchanges: readExchanges(import.meta.dirname, `${kind}.json`),
    withSignal: false,
  });
});

describe('the newest client', () => {
  it('asks for a page at a time, each of which is a call', async () => {
    const recorded = recordTelemetry();
    const server = await startWireServer();
    server.answer([
      { json: { data: { documents: [{ _id: 'a' }], nextPageState: 'next' } } },
      { json: { data: { documents: [{ _id: 'b' }, { _id: 'c' }], nextPageState: null } } },
    ]);
    const attachment = attach({
      adapters: [astra],
      modules: { astra: { DataAPIClient, FindCursor } },
    });
    const cursor = openSource({ DataAPIClient }, server.url).find({});
    expect(recorded.spans()).toEqual([]);
    expect((await cursor.fetchNextPage()).result).toEqual([{ _id: 'a' }]);
    expect(await cursor.toArray()).toEqual([{ _id: 'b' }, { _id: 'c' }]);
    expect((await cursor.fetchNextPage()).result).toEqual([]);
    const rows = recorded.spans().map((span) => span.attributes['db.response.returned_rows']);
    expect(rows).toEqual([1, 2]);
    attachment.disable();
    await server.stop();
    await recorded.stop();
  });

  it('is one call for documents that are inserted in several requests, some of which fail', async () => {
    const recorded = recordTelemetry();
    const server = await startWireServer();
    server.answer([
      { json: { status: { documentResponses: [{ _id: 'a', status: 'OK' }] } } },
      {
        json: {
          errors: [{ errorCode: 'DOCUMENT_ALREADY_EXISTS', message: 'b is there' }],
          status: {
            documentResponses: [
              { _id: 'b', status: 'ERROR', errorsIdx: 0 },
              { _id: 'c', status: 'SKIPPED' },
            ],
          },
        },
      },
    ]);
    const exports = await import('@datastax/astra-db-ts');
    const attachment = attach({ adapters: [astra], modules: { astra: exports } });
    const documents = [{ _id: 'a', $vector: [1, 2] }, { _id: 'b' }, { _id: 'c' }, { _id: 'd' }];
    await expect(
      openSource({ DataAPIClient }, server.url).insertMany(documents, {
        ordered: true,
        chunkSize: 1,
      }),
    ).rejects.toBeInstanceOf(CollectionInsertManyError);
    expect(recorded.spans().map(({ attributes }) => attributes)).toMatchObject([
      {
        'db.operation.name': 'insertMany',
        'db.operation.batch.size': 4,
        'spanwise.vector.write.bytes': 8,
        'spanwise.vector.accepted_count': 1,
        'spanwise.vector.failed_count': 2,
        'error.type': 'DOCUMENT_ALREADY_EXISTS',
      },
    ]);
    attachment.disable();
    await server.stop();
    await recorded.stop();
  });
});
