/** The contract against the real server, with the oldest and the newest client of its major. */
import { describeAdapter, type LiveExchange, type LiveStore } from '@spanwise/testing';
import { afterAll, describe } from 'vitest';
import { installMavenRecipe } from '../../../../scripts/install-recipe.ts';
import {
  fillSearchNode,
  findJava,
  startSearchNode,
} from '../../../../scripts/start-search-node.ts';
import { elasticsearch } from './index.ts';

const VERSION = '8.19.21';
const javaHome = findJava(17);
const archives =
  javaHome === undefined
    ? undefined
    : installMavenRecipe({
        name: 'elasticsearch',
        dependencies: { 'org.elasticsearch.distribution.integ-test-zip:elasticsearch': VERSION },
      });

const origin = {
  kind: 'recorded',
  server: 'Elasticsearch',
  version: VERSION,
  date: '2026-11-30',
} as const;
const index = 'articles';
/** What differs from one call to the next is left out of the replies. */
const filter_path = '-took,-**.took,-**._version,-**._seq_no';

interface Expected {
  readonly error?: string;
  readonly [attribute: string]: unknown;
}

const named = (
  operation: string,
  name: string,
  method: string,
  request: object,
  { error, ...more }: Expected,
): Omit<LiveExchange, 'name' | 'origin'> => ({
  method,
  arguments: [{ index, filter_path, ...request }],
  span: {
    name: `${name} articles`,
    ...(error !== undefined && { error }),
    attributes: {
      'spanwise.vector.operation': operation,
      'db.system.name': 'elasticsearch',
      'db.operation.name': name,
      'db.collection.name': index,
      ...(error !== undefined && { 'error.type': error }),
      ...more,
    },
  },
});
const knn = (more: object = {}): object => ({
  field: 'embedding',
  query_vector: [1, 0, 0],
  k: 2,
  num_candidates: 9,
  ...more,
});
const search = (request: object, more: Expected): Omit<LiveExchange, 'name' | 'origin'> =>
  // The oldest client knows `knn` in a body alone.
  named(
    'search',
    'search',
    'search',
    { body: request },
    {
      'spanwise.vector.field': 'embedding',
      'spanwise.vector.dimension_count': 3,
      'spanwise.vector.search.top_k': 2,
      'spanwise.vector.search.parameters': ['k=2', 'num_candidates=9'],
      'spanwise.vector.filtered': false,
      ...more,
    },
  );
const found = (best: number, worst: number): Expected => ({
  'db.response.returned_rows': 2,
  'spanwise.vector.search.score.direction': 'similarity',
  'spanwise.vector.search.score.best': best,
  'spanwise.vector.search.score.worst': worst,
  'spanwise.vector.search.score.mean': (best + worst) / 2,
});
const byTenant = (tenant: string): object => ({ term: { tenant } });
const filtered = {
  'spanwise.vector.filtered': true,
  'spanwise.vector.filter.keys': ['tenant'],
};

const exchanges: readonly LiveExchange[] = [
  {
    name: 'finds the nearest',
    origin,
    ...search({ knn: knn() }, found(1, 0.9)),
    content: ['CANARY-FIRST', 'CANARY-SECOND'],
  },
  {
    name: 'finds nothing',
    origin,
    ...search(
      { knn: knn({ filter: byTenant('nobody') }) },
      { ...filtered, 'db.response.returned_rows': 0 },
    ),
  },
  {
    name: 'finds by a query of the language',
    origin,
    ...search(
      { query: { bool: { must: { knn: knn() }, filter: byTenant('acme') } } },
      { ...filtered, ...found(1, 0.9) },
    ),
  },
  {
    name: 'is refused for a vector of another length',
    origin,
    ...search(
      { knn: knn({ query_vector: [1, 0] }) },
      {
        'spanwise.vector.dimension_count': 2,
        error: 'query_shard_exception',
        'db.response.status_code': '400',
      },
    ),
  },
  {
    name: 'makes several searches',
    origin,
    ...named(
      'search',
      'msearch',
      'msearch',
      { body: [{}, { knn: knn() }, {}, { knn: knn() }] },
      {
        'db.operation.batch.size': 2,
        'spanwise.vector.field': 'embedding',
        'spanwise.vector.dimension_count': 3,
        'spanwise.vector.search.top_k': 2,
        'spanwise.vector.search.parameters': ['k=2', 'num_candidates=9'],
        'spanwise.vector.filtered': false,
        ...found(1, 0.9),
        'db.response.returned_rows': 4,
      },
    ),
  },
  {
    name: 'writes what is there already, and has another record refused',
    origin,
    ...named(
      'write',
      'bulk',
      'bulk',
      {
        body: [
          { index: { _id: '3' } },
          { embedding: [0, 1, 0], tenant: 'acme', text: 'third' },
          { index: { _id: '4' } },
          { embedding: [1, 2], tenant: 'acme' },
        ],
      },
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
    name: 'is refused where there is no such index',
    origin,
    method: 'delete',
    arguments: [{ index: 'nothing', id: '9' }],
    span: {
      name: 'delete nothing',
      error: 'index_not_found_exception',
      attributes: {
        'spanwise.vector.operation': 'delete',
        'db.system.name': 'elasticsearch',
        'db.operation.name': 'delete',
        'db.collection.name': 'nothing',
        'db.response.status_code': '404',
        'error.type': 'index_not_found_exception',
      },
    },
  },
];

/** The real server, with three records. */
async function startElasticsearch(): Promise<LiveStore> {
  const node = await startSearchNode({
    kind: 'elasticsearch',
    archives: archives!,
    javaHome: javaHome!,
    settings: ['xpack.security.enabled: false'],
  });
  await fillSearchNode(node, index, {
    settings: { number_of_shards: 1, number_of_replicas: 0 },
    embedding: {
      type: 'dense_vector',
      dims: 3,
      index: true,
      similarity: 'cosine',
      index_options: { type: 'hnsw' },
    },
  });
  return { url: `http://${node.address}`, stop: node.stop };
}

const clients = ['elasticsearch8-oldest', 'elasticsearch8'].map((alias) => ({
  alias,
  load: () => import(alias) as Promise<object>,
  create: ({ Client }: { Client: new (options: object) => object }, node: string) =>
    new Client({ node, maxRetries: 0 }),
}));

describe.skipIf(archives === undefined)(
  'with the real server (where Maven Central answers, and there is Java 17)',
  () => {
    let started: Promise<LiveStore> | undefined;
    afterAll(async () => (await started)?.stop());
    // One server for all clients: it is half a minute until it answers.
    const live = async (): Promise<LiveStore> => ({
      ...(await (started ??= startElasticsearch())),
      stop: () => Promise.resolve(),
    });
    describeAdapter(elasticsearch, { clients, exchanges, live, withSignal: false });
  },
);
