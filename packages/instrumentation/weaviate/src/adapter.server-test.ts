/** The contract against the real Weaviate, with the oldest and the newest client. */
import { describeAdapter, type LiveExchange, type LiveStore } from '@spanwise/testing';
import { describe } from 'vitest';
import weaviateClient from 'weaviate-client';
import {
  hasWeaviate,
  startWeaviate,
  WEAVIATE_VERSION,
} from '../../../../scripts/weaviate-server.ts';
import { weaviate } from './index.ts';
import { connect, openArticles } from './open-collection.ts';

const origin = {
  kind: 'recorded',
  server: 'Weaviate',
  version: WEAVIATE_VERSION,
  date: '2026-11-30',
} as const;
const idOf = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`;
const tenantIs = (value: string): object => ({
  operator: 'Equal',
  target: { property: 'tenant' },
  value,
});

interface Expected {
  readonly error?: string;
  readonly [attribute: string]: unknown;
}

const called = (
  kind: string,
  method: string,
  values: readonly unknown[],
  { error, ...more }: Expected,
): Omit<LiveExchange, 'name' | 'origin'> => {
  const [manager, name] = method.split('.');
  const operation = manager === 'aggregate' || manager === 'generate' ? method : name!;
  return {
    method,
    arguments: values,
    span: {
      name: `${operation} Articles`,
      ...(error !== undefined && { error }),
      attributes: {
        'spanwise.vector.operation': kind,
        'db.system.name': 'weaviate',
        'db.operation.name': operation,
        'db.collection.name': 'Articles',
        ...(error !== undefined && { 'error.type': error }),
        ...more,
      },
    },
  };
};
const search = (
  method: string,
  values: readonly unknown[],
  more: Expected,
): Omit<LiveExchange, 'name' | 'origin'> =>
  called('search', method, values, {
    'spanwise.vector.search.top_k': 2,
    'spanwise.vector.filtered': false,
    ...more,
  });
const distances = {
  'db.response.returned_rows': 2,
  'spanwise.vector.search.score.direction': 'distance',
  'spanwise.vector.search.score.best': 0,
  'spanwise.vector.search.score.worst': 0.19999998807907104,
  'spanwise.vector.search.score.mean': 0.09999999403953552,
};

const exchanges: readonly LiveExchange[] = [
  {
    name: 'finds the nearest by their distance',
    origin,
    ...search('query.nearVector', [[1, 0, 0], { limit: 2, returnMetadata: ['distance'] }], {
      'spanwise.vector.dimension_count': 3,
      ...distances,
    }),
    content: ['CANARY-FIRST', 'CANARY-SECOND'],
  },
  {
    name: 'finds nothing',
    origin,
    ...search('query.nearVector', [[1, 0, 0], { limit: 2, filters: tenantIs('nobody') }], {
      'spanwise.vector.dimension_count': 3,
      'spanwise.vector.filtered': true,
      'spanwise.vector.filter.keys': ['tenant'],
      'db.response.returned_rows': 0,
    }),
  },
  {
    name: 'has the error of the client for a vector of another length',
    origin,
    ...search('query.nearVector', [[1, 0], { limit: 2 }], {
      'spanwise.vector.dimension_count': 2,
      error: 'WeaviateQueryError',
      'db.response.status_code': 'UNKNOWN',
    }),
  },
  {
    name: 'finds what is like another object',
    origin,
    ...search('query.nearObject', [idOf(1), { limit: 2, returnMetadata: ['distance'] }], distances),
  },
  {
    name: 'finds words',
    origin,
    ...search('query.bm25', ['first', { limit: 2 }], { 'db.response.returned_rows': 1 }),
    content: ['CANARY-FIRST'],
  },
  {
    name: 'finds words and vectors together',
    origin,
    ...search(
      'query.hybrid',
      ['third', { limit: 2, vector: [0, 1, 0], alpha: 0.5, returnMetadata: ['score'] }],
      {
        'spanwise.vector.dimension_count': 3,
        'spanwise.vector.search.parameters': ['alpha=0.5'],
        'spanwise.vector.search.hybrid': true,
        'db.response.returned_rows': 2,
        'spanwise.vector.search.score.direction': 'similarity',
        'spanwise.vector.search.score.best': 1,
        'spanwise.vector.search.score.worst': 0.30000001192092896,
        'spanwise.vector.search.score.mean': 0.6500000059604645,
      },
    ),
  },
  {
    name: 'is refused where no module makes vectors of texts',
    origin,
    ...search('query.nearText', ['a text', { limit: 2 }], {
      error: 'WeaviateQueryError',
      'db.response.status_code': 'UNKNOWN',
    }),
  },
  {
    name: 'reads objects',
    origin,
    ...called('read', 'query.fetchObjects', [{ filters: tenantIs('acme') }], {
      'spanwise.vector.filter.keys': ['tenant'],
      'db.response.returned_rows': 3,
    }),
  },
  {
    name: 'reads one object',
    origin,
    ...called('read', 'query.fetchObjectById', [idOf(1)], { 'db.response.returned_rows': 1 }),
  },
  {
    name: 'does not find one object',
    origin,
    ...called('read', 'query.fetchObjectById', [idOf(9)], {}),
  },
  { name: 'counts', origin, ...called('read', 'aggregate.overAll', [], {}) },
  {
    name: 'writes what is there already',
    origin,
    ...called(
      'write',
      'data.replace',
      [{ id: idOf(3), properties: { text: 'third', tenant: 'acme' }, vectors: [0, 1, 0] }],
      { 'spanwise.vector.dimension_count': 3, 'spanwise.vector.write.bytes': 12 },
    ),
  },
  {
    name: 'is refused what is there already',
    origin,
    ...called('write', 'data.insert', [{ id: idOf(3), properties: {}, vectors: [0, 1, 0] }], {
      'spanwise.vector.dimension_count': 3,
      'spanwise.vector.write.bytes': 12,
      error: '422',
      'db.response.status_code': '422',
    }),
  },
  {
    name: 'writes some of a batch',
    origin,
    ...called(
      'write',
      'data.insertMany',
      [
        [
          { id: idOf(3), properties: { text: 'third', tenant: 'acme' }, vectors: [0, 1, 0] },
          { id: idOf(4), properties: { text: 'fourth' }, vectors: [0, 1] },
        ],
      ],
      {
        'db.operation.batch.size': 2,
        'spanwise.vector.dimension_count': 3,
        'spanwise.vector.write.bytes': 20,
        'spanwise.vector.accepted_count': 1,
        'spanwise.vector.failed_count': 1,
      },
    ),
  },
  {
    name: 'deletes what is not there',
    origin,
    ...called('delete', 'data.deleteMany', [tenantIs('nobody')], {
      'spanwise.vector.filter.keys': ['tenant'],
      'spanwise.vector.accepted_count': 0,
      'spanwise.vector.failed_count': 0,
    }),
  },
  {
    name: 'deletes one that is not there',
    origin,
    ...called('delete', 'data.deleteById', [idOf(9)], {}),
  },
];

/** The real server, with three objects. */
async function startArticles(): Promise<LiveStore> {
  const { url, grpcPort, stop } = await startWeaviate();
  const address = `${url}?grpc=${grpcPort}`;
  const client = (await connect({ default: weaviateClient }, address)) as unknown as Awaited<
    ReturnType<typeof weaviateClient.connectToLocal>
  >;
  const articles = await client.collections.create({
    name: 'Articles',
    vectorizers: weaviateClient.configure.vectors.selfProvided(),
    properties: [
      { name: 'text', dataType: 'text' },
      { name: 'tenant', dataType: 'text' },
    ],
  });
  await articles.data.insertMany([
    { id: idOf(1), properties: { text: 'CANARY-FIRST', tenant: 'acme' }, vectors: [1, 0, 0] },
    { id: idOf(2), properties: { text: 'CANARY-SECOND', tenant: 'acme' }, vectors: [0.8, 0.6, 0] },
    { id: idOf(3), properties: { text: 'third', tenant: 'acme' }, vectors: [0, 1, 0] },
  ]);
  await client.close();
  return { url: address, stop };
}

const clients = ['weaviate-oldest', 'weaviate-client'].map((alias) => ({
  alias,
  load: () => import(alias) as Promise<object>,
  create: openArticles,
}));

describe.skipIf(!hasWeaviate())('with the real server (where Go builds it)', () => {
  describeAdapter(weaviate, {
    clients,
    exchanges,
    live: startArticles,
    withSignal: false,
    varies: ['elapsedSeconds', 'took', 'lastUpdateTimeUnix'],
  });
});
