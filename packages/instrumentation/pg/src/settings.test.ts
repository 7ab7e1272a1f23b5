/** What a connection was told of its indexes is known until it is undone. */
import { expect, it } from 'vitest';
import { noteSettings } from './settings.ts';

it.each<[string, object | undefined]>([
  ['SET hnsw.ef_search = 100', { 'hnsw.ef_search': 100 }],
  ['set session ivfflat.probes to 7', { 'ivfflat.probes': 7 }],
  ["SET LOCAL hnsw.iterative_scan = 'strict_order'", { 'hnsw.iterative_scan': 'strict_order' }],
  ["SELECT set_config('hnsw.ef_search', '40', true)", { 'hnsw.ef_search': 40 }],
  ['SET LOCAL hnsw.ef_search = 9; SELECT 1', { 'hnsw.ef_search': 9 }],
  ["SELECT 'SET hnsw.ef_search = 100'", undefined],
  ['SET statement_timeout = 5 -- hnsw.', undefined],
  ['SHOW hnsw.ef_search', undefined],
])('%s', (text, expected) => {
  expect(noteSettings({}, text)).toEqual(expected);
});

it('forgets what ended with its transaction, and what may have been undone', () => {
  const connection = {};
  const after = (text: string): unknown => noteSettings(connection, text);
  after('SET hnsw.ef_search = 100');
  expect(after('SET LOCAL hnsw.ef_search = 200')).toEqual({ 'hnsw.ef_search': 200 });
  expect(after('ROLLBACK TO SAVEPOINT a')).toEqual({ 'hnsw.ef_search': 200 });
  expect(after('COMMIT')).toEqual({ 'hnsw.ef_search': 100 });
  expect(after('RESET ALL')).toBeUndefined();
  after('SET hnsw.ef_search = 100');
  expect(after('ROLLBACK')).toBeUndefined();
  expect(Object.keys(connection)).toEqual([]);
});

it('takes no setting of a session for one of a transaction', () => {
  expect(noteSettings({}, 'SET hnsw.ef_search = 100', true)).toBeUndefined();
  expect(noteSettings({}, 'SET LOCAL hnsw.ef_search = 100', true)).toEqual({
    'hnsw.ef_search': 100,
  });
  expect(noteSettings(undefined, 'SET LOCAL hnsw.ef_search = 100')).toBeUndefined();
});
