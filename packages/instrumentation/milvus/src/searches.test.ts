/** What of a search no exchange shows: its forms, whom it is limited to, and its other name. */
import { attach } from '@spanwise/core';
import { recordTelemetry } from '@spanwise/testing';
import * as newest from '@zilliz/milvus2-sdk-node';
import { describe, expect, it } from 'vitest';
import { milvus } from './index.ts';
import { startMilvusServer } from './milvus-server.ts';
import type { Search } from './milvus.ts';
import { openClient } from './open-client.ts';
import { documentOf, hitsOf, queryTextOf, readSearch } from './searches.ts';

const read = (request: Search): ReturnType<typeof readSearch> =>
  readSearch({ request, client: undefined });

describe('a search', () => {
  it.each<readonly [string, unknown, number, number | undefined]>([
    ['a vector', [1, 0], 1, 2],
    [
      'several vectors',
      [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      3,
      2,
    ],
    ['a typed vector', new Uint8Array(4), 1, 4],
    ['a sparse vector', { 1: 0.5 }, 1, undefined],
    ['a sparse vector of entries', [{ index: 1, value: 0.5 }], 1, undefined],
    ['several sparse vectors', [{ 1: 0.5 }, { 2: 0.5 }], 2, undefined],
    ['a text', 'a text', 1, undefined],
    ['several texts', ['a text', 'another'], 2, undefined],
    ['nothing', undefined, 0, undefined],
  ])('compares %s', (_, data, batchSize, dimensionCount) => {
    expect(read({ data })).toMatchObject({ batchSize, dimensionCount });
  });

  it('has as many parts as ids that it compares', () => {
    expect(read({ ids: [1, 2] }).batchSize).toBe(2);
  });

  it('has no dimensions of vectors whose bytes hold several each', () => {
    expect(read({ data: [1, 0], metric_type: 'HAMMING' }).dimensionCount).toBeUndefined();
  });

  it('keeps the word for a metric that it does not know, and the direction of none', () => {
    const { metric, direction } = read({ data: [1], metric_type: 'MAX_SIM' });
    expect([metric, direction]).toEqual(['MAX_SIM', undefined]);
  });

  it('is reranked by another function than one that joins ranks', () => {
    const rerank = (by: object): boolean | null | undefined => read({ rerank: by }).reranked;
    expect(rerank({ params: { reranker: 'model' } })).toBe(true);
    expect(rerank({ params: { reranker: 'rrf' } })).toBe(false);
    expect(rerank({ strategy: 'weighted', params: {} })).toBe(false);
  });

  it('finds groups where it asks for them, and no results', () => {
    expect(hitsOf({ results: [], agg_buckets: [] })).toBeUndefined();
  });
});

describe('whom a search is limited to', () => {
  it('is the only partition', () => {
    expect(read({ partition_names: ['acme'] }).limits?.names).toEqual(['acme']);
    expect(read({ partition_names: ['acme', 'other'] }).limits?.names).toEqual([]);
    expect(read({}).limits?.names).toEqual([]);
  });

  it('is what every part of a hybrid search requires', () => {
    const parts = (...filters: readonly string[]): Search => ({
      data: filters.map((expr) => ({ anns_field: 'embedding', data: [1], expr })),
    });
    expect(read(parts('tenant == "a"', 'page == 3 and tenant == "a"')).limits?.values).toEqual([
      'a',
    ]);
    expect(read(parts('tenant == "a"', 'page == 3')).limits?.values).toEqual([]);
  });

  it('is the filter of the whole where a part has none', () => {
    const data = [{ anns_field: 'embedding', data: [1] }];
    expect(read({ data, filter: 'tenant == "a"' }).limits?.values).toEqual(['a']);
  });
});

it('gives the first text as the query, and documents without their vectors', () => {
  const request = { data: ['a text', 'another'] };
  expect(queryTextOf({ request, client: undefined })).toBe('a text');
  const hit = { id: '1', score: 0.5, text: 'a', embedding: [1, 0], page: null };
  expect(documentOf(hit)).toEqual({ id: '1', score: 0.5, content: { text: 'a' } });
});

it('is seen by its other name, too', async () => {
  const server = await startMilvusServer();
  const recorded = recordTelemetry();
  const attachment = attach({ adapters: [milvus], modules: { milvus: newest } });
  const client = openClient(newest, server.url);
  server.answer({ json: { status: { error_code: 'Success' }, results: { topks: ['0'] } } });
  const data = [{ anns_field: 'embedding', data: [1, 0, 0] }];
  await client.hybridSearch({ collection_name: 'articles', data });
  expect(recorded.spans().map(({ name }) => name)).toEqual(['search articles']);
  await client.closeConnection();
  attachment.disable();
  await recorded.stop();
  await server.stop();
});
