/** The contract against the real server, with the newest client of each major. */
import { join } from 'node:path';
import { describeAdapter, type LiveExchange } from '@spanwise/testing';
import { describe } from 'vitest';
import { installPythonRecipe } from '../../../../scripts/install-recipe.ts';
import { startServer } from '../../../../scripts/start-server.ts';
import { chroma } from './index.ts';
import { openCollection } from './open-collection.ts';

const VERSION = '1.5.9';
const python = installPythonRecipe({ name: 'chroma', dependencies: { chromadb: VERSION } });

const origin = {
  kind: 'recorded',
  server: 'Chroma',
  version: VERSION,
  date: '2026-11-30',
} as const;
const named = (operation: string, name: string, more: object): LiveExchange['span'] => ({
  name: `${name} articles`,
  attributes: {
    'spanwise.vector.operation': operation,
    'db.system.name': 'chroma',
    'db.operation.name': name,
    'db.collection.name': 'articles',
    'db.namespace': 'default_database',
    ...more,
  },
});
const search = (topK: number, more: object): object => ({
  'spanwise.vector.dimension_count': 3,
  'spanwise.vector.search.top_k': topK,
  'spanwise.vector.search.metric': 'cosine',
  'spanwise.vector.filtered': false,
  ...more,
});

const exchanges: readonly LiveExchange[] = [
  {
    name: 'finds the nearest by cosine',
    origin,
    method: 'query',
    arguments: [{ queryEmbeddings: [[1, 0, 0]], nResults: 2 }],
    span: named(
      'search',
      'query',
      search(2, {
        'db.response.returned_rows': 2,
        'spanwise.vector.search.score.direction': 'distance',
        'spanwise.vector.search.score.best': 0,
        'spanwise.vector.search.score.worst': 0.19999999,
        'spanwise.vector.search.score.mean': 0.099999995,
      }),
    ),
    content: ['CANARY-FIRST', 'CANARY-SECOND'],
  },
  {
    name: 'finds nothing',
    origin,
    method: 'query',
    arguments: [{ queryEmbeddings: [[1, 0, 0]], nResults: 2, where: { tenant: 'nobody' } }],
    span: named(
      'search',
      'query',
      search(2, {
        'spanwise.vector.filtered': true,
        'spanwise.vector.filter.keys': ['tenant'],
        'db.response.returned_rows': 0,
      }),
    ),
  },
  {
    name: 'is refused for a vector of another length',
    origin,
    method: 'query',
    arguments: [{ queryEmbeddings: [[1, 0]] }],
    span: {
      ...named(
        'search',
        'query',
        search(10, {
          'spanwise.vector.dimension_count': 2,
          'db.response.status_code': '400',
          'error.type': '400',
        }),
      ),
      error: '400',
    },
  },
  {
    name: 'writes what is there already',
    origin,
    method: 'upsert',
    arguments: [
      {
        ids: ['a', 'b'],
        embeddings: [
          [1, 0, 0],
          [0.8, 0.6, 0],
        ],
      },
    ],
    span: named('write', 'upsert', {
      'db.operation.batch.size': 2,
      'spanwise.vector.dimension_count': 3,
      'spanwise.vector.write.bytes': 24,
    }),
  },
  {
    name: 'reads by ids',
    origin,
    method: 'get',
    arguments: [{ ids: ['a', 'c'] }],
    span: named('read', 'get', { 'db.operation.batch.size': 2, 'db.response.returned_rows': 2 }),
  },
];

/** The real server, with three records. */
async function startChroma(): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = await startServer({
    file: join(python!, '../chroma'),
    arguments: (port, folder) => [
      'run',
      '--path',
      folder,
      '--host',
      '127.0.0.1',
      '--port',
      `${port}`,
    ],
    isReady: async (address) => (await fetch(`http://${address}/api/v2/heartbeat`)).ok,
  });
  const { ChromaClient } = await import('chromadb');
  const [host, port] = server.address.split(':');
  const collection = await new ChromaClient({ host: host!, port: Number(port) }).createCollection({
    name: 'articles',
    embeddingFunction: null,
    // What clients of 1 read it from; the server makes it part of the configuration, too.
    metadata: { 'hnsw:space': 'cosine' },
  });
  await collection.add({
    ids: ['a', 'b', 'c'],
    embeddings: [
      [1, 0, 0],
      [0.8, 0.6, 0],
      [0, 1, 0],
    ],
    documents: ['CANARY-FIRST', 'CANARY-SECOND', 'third'],
  });
  return { url: `http://${server.address}`, stop: server.stop };
}

const clients = ['chroma1', 'chroma2', 'chromadb'].map((alias) => ({
  alias,
  load: () => import(alias) as Promise<object>,
  create: openCollection,
}));

describe.skipIf(python === undefined)('with the real server (where PyPI answers)', () => {
  describeAdapter(chroma, { clients, exchanges, live: startChroma, withSignal: false });
});
