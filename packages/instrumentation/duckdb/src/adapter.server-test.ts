/** The contract with the real database, which runs in this process: the oldest and the newest client. It has 70 MB. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { attach, withContext, type Attachment } from '@spanwise/core';
import {
  describeAdapter,
  describeUntouched,
  recordTelemetry,
  scoreAttributes,
  type LiveExchange,
  type Recorded,
} from '@spanwise/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { installRecipe } from '../../../../scripts/install-recipe.ts';
import { duckdb } from './index.ts';
import { openConnection, type Loose } from './open-database.ts';

const CLIENT = '@duckdb/node-api';
const installed = ['1.4.0-r.1', '1.5.6-r.1'].flatMap((version) => {
  const folder = installRecipe({ name: 'duckdb', dependencies: { [CLIENT]: version } });
  return folder === undefined
    ? []
    : [{ version, folder, require: createRequire(join(folder, 'a.js')) }];
});

const origin = {
  kind: 'recorded',
  server: 'DuckDB, in this process',
  version: '1.5.6',
  date: '2026-11-30',
} as const;
const base = {
  'spanwise.vector.operation': 'search',
  'db.system.name': 'duckdb',
  'db.operation.name': 'SELECT',
  'db.collection.name': 'articles',
  'spanwise.vector.dimension_count': 3,
  'spanwise.vector.field': 'embedding',
};
const NEAREST =
  'SELECT id, body, array_distance(embedding, $1::FLOAT[3]) AS Distance FROM articles WHERE tenant_id = $2 ORDER BY Distance LIMIT 2';
const span = {
  name: 'SELECT articles',
  attributes: {
    ...base,
    'db.query.text': NEAREST.replace('[3]', '[?]').replace('LIMIT 2', 'LIMIT ?'),
    'spanwise.vector.search.top_k': 2,
    'spanwise.vector.search.metric': 'euclidean',
    'spanwise.vector.filtered': true,
    'spanwise.vector.filter.keys': ['tenant_id'],
    'db.response.returned_rows': 2,
    ...scoreAttributes('distance', 0, Math.fround(Math.SQRT2)),
  },
};
const content = ['CANARY-FIRST', 'CANARY-SECOND'];

const exchanges: readonly LiveExchange[] = [
  ...['run', 'streamAndReadAll', 'run prepared'].map((way): LiveExchange => ({
    name: `finds the nearest with their distance (${way})`,
    origin,
    method: way.split(' ')[0]!,
    arguments: [NEAREST, [[1, 0, 0], 'acme'], way.endsWith('prepared')],
    span,
    content,
  })),
  {
    name: 'finds the nearest by an operator, in a text without parameters',
    origin,
    method: 'run',
    arguments: [
      'SELECT *, 1 - (embedding <=> [0, 1, 0]::FLOAT[3]) AS score FROM main.articles ORDER BY score DESC LIMIT 1',
    ],
    span: {
      name: 'SELECT articles',
      attributes: {
        ...base,
        'db.namespace': 'main',
        'db.query.text':
          'SELECT *, ? - (embedding <=> ?::FLOAT[?]) AS score FROM main.articles ORDER BY score DESC LIMIT ?',
        'spanwise.vector.search.top_k': 1,
        'spanwise.vector.search.metric': 'cosine',
        'spanwise.vector.filtered': false,
        'db.response.returned_rows': 1,
        ...scoreAttributes('similarity', 1, 1),
      },
    },
  },
  {
    name: 'finds nothing, by a function without a name for its column',
    origin,
    method: 'run',
    arguments: [
      'SELECT list_inner_product(embedding, $vector) FROM articles WHERE id > 9 ORDER BY 1 LIMIT $count',
      { vector: [1, 0, 0], count: 4 },
    ],
    span: {
      name: 'SELECT articles',
      attributes: {
        ...base,
        'db.query.text':
          'SELECT list_inner_product(embedding, $vector) FROM articles WHERE id > ? ORDER BY ? LIMIT $count',
        'spanwise.vector.search.top_k': 4,
        'spanwise.vector.search.metric': 'dot_product',
        'spanwise.vector.filtered': true,
        'spanwise.vector.filter.keys': ['id'],
        'db.response.returned_rows': 0,
      },
    },
  },
  {
    name: 'fails for a vector of another length',
    origin,
    method: 'run',
    arguments: [
      'SELECT id FROM articles ORDER BY array_cosine_similarity(embedding, [1, 2]::FLOAT[2])',
    ],
    span: {
      name: 'SELECT articles',
      error: 'Binder Error',
      attributes: {
        ...base,
        'db.query.text':
          'SELECT id FROM articles ORDER BY array_cosine_similarity(embedding, ?::FLOAT[?])',
        'spanwise.vector.dimension_count': 2,
        'spanwise.vector.search.metric': 'cosine',
        'spanwise.vector.filtered': false,
        'error.type': 'Binder Error',
      },
    },
  },
];

/** What takes the arguments of an exchange, and calls what an application would. Lists of numbers become the client's own. */
function calls(exports: Loose, connection: Loose): object {
  const own = (value: unknown): unknown =>
    Array.isArray(value) ? exports.listValue(value) : value;
  const ownOf = (values: Loose): unknown => {
    if (values === undefined) return undefined;
    return Array.isArray(values)
      ? values.map(own)
      : Object.fromEntries(
          Object.entries(values as object).map(([name, value]) => [name, own(value)]),
        );
  };
  return {
    run: async (sql: string, values?: object, isPrepared = false) => {
      if (!isPrepared) return (await connection.run(sql, ownOf(values))).getRowObjectsJS();
      const statement = await connection.prepare(sql);
      statement.bind(ownOf(values));
      return (await statement.runAndReadAll()).getRowObjectsJS();
    },
    streamAndReadAll: async (sql: string, values?: object) =>
      (await connection.streamAndReadAll(sql, ownOf(values))).getRowObjectsJS(),
  };
}

describe.skipIf(installed.length === 0)('DuckDB (where it could be installed)', () => {
  const opened = new Map<object, Promise<Loose>>();
  describeAdapter(duckdb, {
    clients: installed.map(({ version, require }) => ({
      alias: version,
      load: () => Promise.resolve(require(CLIENT) as object),
      create: async (exports: Loose) => {
        const connection = opened.get(exports) ?? openConnection(exports);
        opened.set(exports, connection);
        return calls(exports, await connection);
      },
    })),
    live: () => Promise.resolve({ url: '', stop: () => Promise.resolve() }),
    exchanges,
    inProcess: true,
  });

  describe.each(installed)('$version', ({ require }) => {
    let exports: Loose;
    let connection: Loose;
    let recorded: Recorded;
    let attachment: Attachment;
    beforeAll(async () => {
      exports = require(CLIENT);
      connection = await openConnection(exports);
    });
    beforeEach(() => {
      recorded = recordTelemetry();
      attachment = attach({ adapters: [duckdb], modules: { duckdb: exports } });
    });
    afterEach(async () => {
      expect(attachment.report()).toMatchObject({ openCalls: 0, failures: {} });
      attachment.disable();
      await recorded.stop();
    });

    const SEARCH =
      'SELECT id, embedding <-> [1, 0, 0]::FLOAT[3] AS d FROM articles ORDER BY d LIMIT 2';
    const rows = (): unknown[] =>
      recorded.spans().map(({ attributes }) => attributes['db.response.returned_rows']);

    it('leaves plain SQL alone', async () => {
      await connection.run("SELECT '<->' AS text, id FROM articles -- array_distance(");
      expect(recorded.spans()).toEqual([]);
    });

    it('records each way of running a query once', async () => {
      await connection.run(SEARCH);
      await connection.runAndRead(SEARCH);
      await connection.runAndReadAll(SEARCH);
      await connection.runAndReadUntil(SEARCH, 1);
      await connection.streamAndReadAll(SEARCH);
      const streamed = await connection.stream(SEARCH);
      expect(await streamed.getRowsJS()).toHaveLength(2);
      expect(rows()).toEqual([2, 2, 2, 2, 2, undefined]);
    });

    it('says whether a search was limited to its tenant, also by values that were bound', async () => {
      await withContext({ tenantId: 'acme' }, async () => {
        const statement = await connection.prepare(
          SEARCH.replace('ORDER', 'WHERE tenant_id = $t ORDER'),
        );
        statement.bind({ t: 'acme' });
        await statement.run();
        statement.bindVarchar(1, 'other');
        statement.bind({ t: 'other' });
        await statement.run();
      });
      expect(
        recorded.spans().map(({ attributes }) => attributes['spanwise.tenant.scoped']),
      ).toEqual([true, false]);
    });
  });

  describeUntouched(
    join(import.meta.dirname, 'untouched-app.ts'),
    installed.map(({ folder }) => folder),
    8,
    {},
  );
});
