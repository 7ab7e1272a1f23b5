/** The contract against the real Milvus Lite, with the oldest and the newest client. */
import { join } from 'node:path';
import { describeAdapter, type LiveExchange, type LiveStore } from '@spanwise/testing';
import { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { describe } from 'vitest';
import { installPythonRecipe } from '../../../../scripts/install-recipe.ts';
import { startServer } from '../../../../scripts/start-server.ts';
import { milvus } from './index.ts';
import { openClient, reuseClients } from './open-client.ts';

const VERSION = '3.2.2';
// The server imports what it does not require: the protocol of `pymilvus`.
const dependencies = { 'milvus-lite': VERSION, pymilvus: '3.0.2' };
const python = installPythonRecipe({ name: 'milvus-lite', dependencies });

const origin = {
  kind: 'recorded',
  server: 'Milvus Lite',
  version: VERSION,
  date: '2026-11-30',
} as const;
const collection_name = 'articles';
const row = (id: number, embedding: readonly number[], text: string): object => ({
  id,
  embedding,
  text,
  tenant: 'acme',
});

interface Expected {
  readonly error?: string;
  readonly [attribute: string]: unknown;
}

const named = (
  operation: string,
  method: string,
  request: object,
  { error, ...more }: Expected,
): Omit<LiveExchange, 'name' | 'origin'> => ({
  method,
  arguments: [{ collection_name, ...request }],
  span: {
    name: `${method} articles`,
    ...(error !== undefined && { error }),
    attributes: {
      'spanwise.vector.operation': operation,
      'db.system.name': 'milvus',
      'db.operation.name': method,
      'db.collection.name': collection_name,
      'db.namespace': 'default',
      ...(error !== undefined && { 'error.type': error }),
      ...more,
    },
  },
});
const search = (request: object, more: Expected): Omit<LiveExchange, 'name' | 'origin'> =>
  named(
    'search',
    'search',
    { anns_field: 'embedding', data: [1, 0, 0], limit: 2, ...request },
    {
      'spanwise.vector.field': 'embedding',
      'spanwise.vector.dimension_count': 3,
      'spanwise.vector.search.top_k': 2,
      'spanwise.vector.filtered': false,
      ...more,
    },
  );
const filtered = (...keys: readonly string[]): object => ({
  'spanwise.vector.filtered': true,
  'spanwise.vector.filter.keys': keys,
});

const exchanges: readonly LiveExchange[] = [
  {
    name: 'finds the nearest by cosine',
    origin,
    ...search(
      { metric_type: 'COSINE', output_fields: ['text'] },
      {
        'spanwise.vector.search.metric': 'cosine',
        'db.response.returned_rows': 2,
        'spanwise.vector.search.score.direction': 'similarity',
        'spanwise.vector.search.score.best': 1,
        'spanwise.vector.search.score.worst': 0.800000011920929,
        'spanwise.vector.search.score.mean': 0.9000000059604645,
      },
    ),
    content: ['CANARY-FIRST', 'CANARY-SECOND'],
  },
  {
    name: 'finds nothing',
    origin,
    ...search(
      { filter: 'tenant == "nobody"' },
      { ...filtered('tenant'), 'db.response.returned_rows': 0 },
    ),
  },
  {
    name: 'is refused for an expression that cannot be read',
    origin,
    ...search(
      { filter: 'tenant = = ' },
      { ...filtered('tenant'), error: '6', 'db.response.status_code': '6' },
    ),
  },
  {
    name: 'has the error of the client for a vector of another length',
    origin,
    ...search({ data: [1, 0] }, { 'spanwise.vector.dimension_count': 2, error: 'TypeError' }),
  },
  {
    name: 'writes what is there already',
    origin,
    ...named(
      'write',
      'upsert',
      { data: [row(3, [0, 1, 0], 'third')] },
      {
        'spanwise.vector.dimension_count': 3,
        'spanwise.vector.write.bytes': 12,
        'spanwise.vector.accepted_count': 1,
      },
    ),
  },
  {
    name: 'reads by an expression',
    origin,
    ...named(
      'read',
      'query',
      { filter: 'tenant == "acme"', output_fields: ['text'] },
      { 'spanwise.vector.filter.keys': ['tenant'], 'db.response.returned_rows': 3 },
    ),
  },
  {
    name: 'reads by ids',
    origin,
    ...named(
      'read',
      'get',
      { ids: [1, 3], output_fields: ['text'] },
      { 'db.operation.batch.size': 2, 'db.response.returned_rows': 2 },
    ),
  },
  { name: 'counts', origin, ...named('read', 'count', {}, {}) },
  {
    name: 'deletes what is not there',
    origin,
    ...named(
      'delete',
      'deleteEntities',
      { filter: 'id == 99' },
      { 'spanwise.vector.filter.keys': ['id'] },
    ),
  },
];

/** The real server, with three records. */
async function startMilvusLite(): Promise<LiveStore> {
  const open = (address: string): MilvusClient => openClient({ MilvusClient }, address);
  const server = await startServer({
    file: join(python!, '../milvus-lite'),
    arguments: (port, folder) => [
      'server',
      '--data-dir',
      folder,
      '--host',
      '127.0.0.1',
      '--port',
      `${port}`,
    ],
    isReady: async (address) => {
      const client = open(address);
      try {
        await client.connectPromise;
        return true;
      } finally {
        await client.closeConnection();
      }
    },
  });
  const client = open(server.address);
  await client.createCollection({
    collection_name,
    fields: [
      { name: 'id', data_type: 'Int64', is_primary_key: true },
      { name: 'embedding', data_type: 'FloatVector', dim: 3 },
      { name: 'text', data_type: 'VarChar', max_length: 100 },
      { name: 'tenant', data_type: 'VarChar', max_length: 100 },
    ],
    index_params: [{ field_name: 'embedding', index_type: 'FLAT', metric_type: 'COSINE' }],
  });
  await client.insert({
    collection_name,
    data: [
      row(1, [1, 0, 0], 'CANARY-FIRST'),
      row(2, [0.8, 0.6, 0], 'CANARY-SECOND'),
      row(3, [0, 1, 0], 'third'),
    ] as never,
  });
  await client.loadCollectionSync({ collection_name });
  await client.closeConnection();
  return { url: `http://${server.address}`, stop: server.stop };
}

const clients = ['milvus-oldest', '@zilliz/milvus2-sdk-node'].map((alias) => ({
  alias,
  load: () => import(alias) as Promise<object>,
  create: reuseClients(),
}));

describe.skipIf(python === undefined)('with the real server (where PyPI answers)', () => {
  describeAdapter(milvus, { clients, exchanges, live: startMilvusLite, withSignal: false });
});
