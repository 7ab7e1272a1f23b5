/** What is recorded of a store's call: scores with their direction, metrics, and whether it was limited to its tenant. */
import type { Attributes } from '@opentelemetry/api';
import { attach, withContext, type AdapterEntry } from '@spanwise/core';
import {
  defineAdapter,
  operation,
  type StoreRequest,
  type StoreResponse,
} from '@spanwise/core/adapter';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foundBy } from './scores.ts';
import { createStoreCall } from './store-call.ts';

const OPERATIONS = ['search', 'write'] as const;
const module = { name: 'acme', versions: '>=1' };

/** An adapter whose calls are given what they say, and what is answered. */
const acme: AdapterEntry = {
  id: 'acme',
  packageName: '@spanwise/instrumentation-acme',
  packageVersion: '0.0.0',
  module,
  load: () =>
    defineAdapter({
      provider: 'acme',
      module,
      store: createStoreCall,
      operations: OPERATIONS.map((name) =>
        operation<StoreRequest, StoreResponse>({
          name,
          method: name,
          request: (store) => ({ store }),
          response: (store) => ({ store }),
        }),
      ),
    }),
};

const answer = (_store: StoreRequest, reply: StoreResponse | Error): StoreResponse => {
  if (reply instanceof Error) throw reply;
  return reply;
};

let Index: new () => Record<(typeof OPERATIONS)[number], typeof answer>;
let recorded: Recorded;
let detach: () => void;
beforeEach(() => {
  recorded = recordTelemetry();
  Index = class {
    search(store: StoreRequest, reply: StoreResponse | Error): StoreResponse {
      return answer(store, reply);
    }
    write(store: StoreRequest, reply: StoreResponse | Error): StoreResponse {
      return answer(store, reply);
    }
  };
  const attachment = attach({ adapters: [acme], modules: { acme: { default: Index } } });
  detach = () => attachment.disable();
});
afterEach(async () => {
  detach();
  await recorded.stop();
});

/** Makes one call, and gives the attributes of its span. */
function record(
  store: StoreRequest,
  reply: StoreResponse | Error = {},
  name: (typeof OPERATIONS)[number] = 'search',
): Attributes {
  const call = (): unknown => new Index()[name](store, reply);
  if (reply instanceof Error) expect(call).toThrow(reply);
  else call();
  return recorded.spans().at(-1)!.attributes;
}

const scoped = (store: StoreRequest, tenantId: string | undefined = 'acme'): unknown =>
  withContext({ tenantId }, () => record(store))['spanwise.tenant.scoped'];

describe('the tenant of a call', () => {
  it.each<[string, StoreRequest, unknown]>([
    ['is that of a value that the filter requires', { limits: { values: ['en', 'acme'] } }, true],
    ['is not a value that only holds it', { limits: { values: ['docs-acme'] } }, false],
    ['is that of a namespace', { namespace: 'acme', limits: {} }, true],
    ['is named in a collection', { collection: 'docs_acme_v2', limits: {} }, true],
    ['is named in a partition', { limits: { names: ['acme'] } }, true],
    ['is not a part of a word', { collection: 'acmeology', limits: {} }, false],
    ['is nowhere', { collection: 'docs', limits: { names: [undefined], values: [{}] } }, false],
    ['is not known where the call does not show it', { collection: 'docs' }, undefined],
  ])('%s', (_name, store, expected) => {
    expect(scoped(store)).toBe(expected);
  });

  it('may be a number in the store', () => {
    expect(scoped({ limits: { values: [7] } }, '7')).toBe(true);
  });

  it('is not asked for in an application without tenants', () => {
    expect(scoped({ limits: {} }, '')).toBeUndefined();
    expect(record({ limits: {} })['spanwise.tenant.scoped']).toBeUndefined();
  });

  it('is never recorded by what the call was limited to, and is counted where it was not', async () => {
    scoped({ limits: { values: ['CANARY-OTHER'] } });
    expect(await recorded.text()).not.toContain('CANARY-OTHER');
    const points = await recorded.metrics();
    expect(points.filter(({ name }) => name === 'spanwise.tenant.unscoped_calls')).toMatchObject([
      { value: 1, attributes: { 'db.system.name': 'acme', 'spanwise.vector.operation': 'search' } },
    ]);
  });
});

describe('the scores of a search', () => {
  it.each<[string, StoreResponse, object | undefined]>([
    [
      'fall from the best where they are similarities',
      { scores: [[0.75, undefined, 0.25]] },
      { direction: 'similarity', best: 0.75, worst: 0.25, mean: 0.5, bests: [0.75] },
    ],
    [
      'rise from the best where they are distances',
      { scores: [[0.25, 0.75]] },
      { direction: 'distance', best: 0.25, worst: 0.75, mean: 0.5, bests: [0.25] },
    ],
    [
      'have no direction where they are alike',
      { scores: [[0.5, 0.5]] },
      { direction: undefined, best: 0.5, worst: 0.5, mean: 0.5, bests: [0.5] },
    ],
    [
      'are in no order where the store says their direction',
      { scores: [[0.75, 0.25]], direction: 'distance' },
      { direction: 'distance', best: 0.25, worst: 0.75, mean: 0.5, bests: [0.25] },
    ],
    [
      'are those of all searches together',
      { scores: [[1], [], [3, 2]] },
      { direction: 'similarity', best: 3, worst: 1, mean: 2, bests: [1, 3] },
    ],
    ['are not there where no result has one', { scores: [[null, Number.NaN]] }, undefined],
  ])('%s', (_name, reply, expected) => {
    expect(foundBy(undefined, reply).scores).toEqual(expected);
  });

  it('may be many', () => {
    const list = Array.from({ length: 200_000 }, (_, index) => index);
    expect(foundBy(undefined, { scores: [list] }).scores).toMatchObject({
      best: 0,
      worst: 199_999,
    });
  });

  it('are metrics, and searches that found nothing are counted', async () => {
    record({ collection: 'docs', metric: 'cosine' }, { scores: [[0.75, 0.5], []] });
    record({ collection: 'docs' }, { returnedRows: 0 });
    const points = await recorded.metrics();
    const valueOf = (metric: string): unknown[] =>
      points
        .filter(({ name }) => name === metric)
        .map(({ value, count, attributes }) => [value, count, attributes]);
    const attributes = {
      'db.system.name': 'acme',
      'db.collection.name': 'docs',
      'db.operation.name': 'search',
    };
    expect(valueOf('spanwise.vector.search.best_score')).toEqual([
      [
        0.75,
        1,
        {
          ...attributes,
          'spanwise.vector.search.metric': 'cosine',
          'spanwise.vector.search.score.direction': 'similarity',
        },
      ],
    ]);
    expect(valueOf('spanwise.vector.search.empty_results')).toEqual([[2, undefined, attributes]]);
    expect(valueOf('db.client.response.returned_rows')).toEqual([
      [2, 2, { ...attributes, 'spanwise.vector.operation': 'search' }],
    ]);
  });
});

it('records how many records a write holds, and only from two on as a batch', async () => {
  expect(record({ batchSize: 2 }, {}, 'write')['db.operation.batch.size']).toBe(2);
  expect(record({ batchSize: 1 }, {}, 'write')).not.toHaveProperty(['db.operation.batch.size']);
  const sizes = (await recorded.metrics()).filter(
    ({ name }) => name === 'spanwise.vector.write.batch_size',
  );
  expect(sizes).toMatchObject([{ value: 3, count: 2 }]);
});

it('names a span by its summary, else by operation and target, and keeps the database’s own code', async () => {
  record({ summary: 'SELECT docs', operation: 'SELECT', collection: 'docs' });
  record({ collection: 'docs', namespace: 'main' });
  record({ namespace: 'main' });
  record({});
  expect(recorded.spans().map(({ name }) => name)).toEqual([
    'SELECT docs',
    'search docs',
    'search main',
    'search',
  ]);
  const failed = record({}, Object.assign(new Error('no'), { code: '42P01', status: 500 }));
  expect(failed).toMatchObject({ 'error.type': '42P01' });
  expect(recorded.logs()).toEqual([]);
  expect(await recorded.findings()).toEqual([]);
});

it('keeps search parameters that are plain, and each field of a filter once', () => {
  expect(
    record({
      parameters: { ef: 64, exact: false, mode: 'fast', nested: { deep: 1 } },
      filterKeys: ['tenant', 'tenant', 'language'],
    }),
  ).toMatchObject({
    'spanwise.vector.search.parameters': ['ef=64', 'exact=false', 'mode=fast'],
    'spanwise.vector.filter.keys': ['tenant', 'language'],
  });
});
