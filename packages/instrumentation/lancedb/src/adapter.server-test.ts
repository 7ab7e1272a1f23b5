/** The contract with the real store, which runs in this process: the oldest and the newest client. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { attach, withContext } from '@spanwise/core';
import { describeAdapter, recordTelemetry, type LiveExchange } from '@spanwise/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installRecipe } from '../../../../scripts/install-recipe.ts';
import { lancedb } from './index.ts';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const CLIENT = '@lancedb/lancedb';
const VERSIONS = ['0.19.0', '0.39.0'];
const installed = VERSIONS.flatMap((version) => {
  const folder = installRecipe({
    name: 'lancedb',
    dependencies: { [CLIENT]: version, 'apache-arrow': '18.1.0' },
  });
  return folder === undefined ? [] : [{ version, require: createRequire(join(folder, 'a.js')) }];
});

/** What tables hold. */
const RECORDS = [
  { id: 1, tenant_id: 'acme', body: 'CANARY-FIRST', vector: [1, 0, 0] },
  { id: 2, tenant_id: 'acme', body: 'CANARY-SECOND', vector: [0, 1, 0] },
  { id: 3, tenant_id: 'other', body: 'CANARY-THIRD', vector: [1, 1, 0] },
];

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
async function openTable(exports: Loose): Promise<Loose> {
  const folder = mkdtempSync(join(tmpdir(), 'lancedb-'));
  folders.push(folder);
  const connection = await exports.connect(folder);
  return connection.createTable('articles', RECORDS);
}

const opened = new Map<object, Promise<Loose>>();
const origin = {
  kind: 'recorded',
  server: 'LanceDB, in this process',
  version: '0.39.0',
  date: '2026-11-30',
} as const;
const span = (
  operation: string,
  name: string,
  filterKeys: readonly string[],
  more: object = {},
): LiveExchange['span'] => ({
  name: `${name} articles`,
  attributes: {
    'spanwise.vector.operation': operation,
    'db.system.name': 'lancedb',
    'db.operation.name': name,
    'db.collection.name': 'articles',
    'spanwise.vector.filtered': filterKeys.length > 0,
    ...(filterKeys.length > 0 && { 'spanwise.vector.filter.keys': filterKeys }),
    ...more,
  },
});

const exchanges: readonly LiveExchange[] = [
  {
    name: 'finds the nearest',
    origin,
    method: 'search',
    arguments: [{ vector: [1, 0, 0], limit: 2, where: "tenant_id = 'acme'", metric: 'cosine' }],
    span: span('search', 'search', ['tenant_id'], {
      'spanwise.vector.dimension_count': 3,
      'spanwise.vector.search.top_k': 2,
      'spanwise.vector.search.metric': 'cosine',
      'db.response.returned_rows': 2,
      'spanwise.vector.search.score.direction': 'distance',
      'spanwise.vector.search.score.best': 0,
      'spanwise.vector.search.score.worst': 1,
      'spanwise.vector.search.score.mean': 0.5,
    }),
    content: ['CANARY-FIRST', 'CANARY-SECOND'],
  },
  {
    name: 'finds nothing',
    origin,
    method: 'search',
    arguments: [{ vector: [1, 0, 0], where: 'id > 99' }],
    span: span('search', 'search', ['id'], {
      'spanwise.vector.dimension_count': 3,
      'spanwise.vector.search.top_k': 10,
      'db.response.returned_rows': 0,
    }),
  },
  {
    name: 'fails for a vector of another length',
    origin,
    method: 'search',
    arguments: [{ vector: [1, 0] }],
    span: {
      ...span('search', 'search', [], {
        'spanwise.vector.dimension_count': 2,
        'spanwise.vector.search.top_k': 10,
        'error.type': 'GenericFailure',
      }),
      error: 'GenericFailure',
    },
  },
  {
    name: 'reads what a condition selects',
    origin,
    method: 'query',
    arguments: ["tenant_id = 'acme'"],
    span: span('read', 'query', ['tenant_id'], { 'db.response.returned_rows': 2 }),
  },
  {
    name: 'counts',
    origin,
    method: 'countRows',
    arguments: ['id < 3'],
    span: span('read', 'countRows', ['id']),
  },
];

/** What takes the arguments of an exchange, and calls what an application would. */
const calls = (table: Loose): object => ({
  search: async ({ vector, limit, where, metric }: Loose) => {
    let query = table.query().nearestTo(vector);
    if (where !== undefined) query = query.where(where);
    if (limit !== undefined) query = query.limit(limit);
    if (metric !== undefined) query = query.distanceType(metric);
    return inspect(await query.toArray());
  },
  query: async (where: string) => inspect(await table.query().where(where).toArray()),
  countRows: (where: string) => table.countRows(where),
});

describe.skipIf(installed.length === 0)('LanceDB (where it could be installed)', () => {
  describeAdapter(lancedb, {
    clients: installed.map(({ version, require }) => ({
      alias: version,
      load: () => Promise.resolve(require(CLIENT) as object),
      create: async (exports: Loose) => {
        const table = opened.get(exports) ?? openTable(exports);
        opened.set(exports, table);
        return calls(await table);
      },
    })),
    live: () => Promise.resolve({ url: '', stop: () => Promise.resolve() }),
    exchanges,
    inProcess: true,
  });

  describe.each(installed)('$version', ({ require }) => {
    let exports: Loose;
    let table: Loose;
    beforeAll(async () => {
      exports = require(CLIENT);
      table = await openTable(exports);
    });

    it('records writes and deletions, and whether calls are limited to their tenant', async () => {
      const recorded = recordTelemetry();
      const attachment = attach({ adapters: [lancedb], modules: { lancedb: exports } });
      await table.add([{ id: 4, tenant_id: 'acme', body: 'fourth', vector: [0, 0, 1] }]);
      await withContext({ tenantId: 'acme' }, async () => {
        await table.search([1, 0, 0]).where("tenant_id = 'acme' AND id < 9").toArray();
        await table.vectorSearch([1, 0, 0]).toArrow();
      });
      await table.update({ where: 'id = 4', values: { body: 'new' } });
      await table.delete('id = 4');
      attachment.disable();
      const spans = recorded.spans();
      await recorded.stop();
      expect(spans.map(({ name }) => name)).toEqual([
        'add articles',
        'search articles',
        'search articles',
        'update articles',
        'delete articles',
      ]);
      expect(spans[0]!.attributes['spanwise.vector.write.bytes']).toBe(12);
      expect(spans.map(({ attributes }) => attributes['spanwise.tenant.scoped'])).toEqual([
        undefined,
        true,
        false,
        undefined,
        undefined,
      ]);
    });

    it('leaves no trace on a query, and every method as it is called', async () => {
      const told = (): unknown => {
        const query = table.query();
        return [Object.keys(query), query.where.name, query.where.length, query.limit(1) === query];
      };
      const bare = told();
      const attachment = attach({ adapters: [lancedb], modules: { lancedb: exports } });
      expect(told()).toEqual(bare);
      attachment.disable();
      expect(await table.countRows()).toBe(3);
    });
  });
});
