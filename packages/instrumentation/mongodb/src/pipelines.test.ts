/** How the searches of a pipeline read, in each form that they have. */
import { Binary } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { isSearch, queryOf, readPipeline, scoreFieldOf } from './pipelines.ts';
import { readSearchFilter } from './search-filter.ts';

const near = (more: object = {}): object => ({
  $vectorSearch: { path: 'embedding', queryVector: [1, 2], limit: 3, ...more },
});
const text = { $search: { text: { query: 'who', path: 'text' } } };
const fused = (...pipelines: object[][]): object => ({
  $scoreFusion: { input: { pipelines: Object.fromEntries(pipelines.entries()) } },
});

describe('a pipeline', () => {
  it.each([
    [[near()], true],
    [[{ $search: { vectorSearch: { path: 'a' } } }], true],
    [[fused([text], [near()])], true],
    [[text], false],
    [[fused([text])], false],
    [[{ $match: { $vectorSearch: {} } }], false],
    [[{ $vectorSearch: null }, null, 7], false],
    [[fused(), { $rankFusion: {} }, { $rankFusion: { input: { pipelines: 'a' } } }], false],
    ['none', false],
    [undefined, false],
  ])('%j is a search: %s', (pipeline, is) => {
    expect(isSearch(pipeline)).toBe(is);
  });

  it.each([
    ['a list', [1, 2, 3], 3],
    ['numbers of 32 bits', Binary.fromFloat32Array(new Float32Array([1, 2, 3])), 3],
    ['numbers of 8 bits', Binary.fromInt8Array(new Int8Array([1, 2, 3])), 3],
    ['single bits', Binary.fromBits([1, 0, 1, 1, 0, 1, 1, 1, 0, 1]), 10],
    ['bytes of another kind', new Binary(new Uint8Array([0x27, 0, 1, 2])), undefined],
    ['a text', 'abc', undefined],
  ])('has the dimensions of %s', (_, queryVector, dimensionCount) => {
    expect(readPipeline([near({ queryVector })]).dimensionCount).toBe(dimensionCount);
  });

  it('has its score in the last field that is given it', () => {
    const score = { $meta: 'vectorSearchScore' };
    expect(scoreFieldOf([near(), { $project: { score } }])).toBe('score');
    expect(scoreFieldOf([near(), { $set: { score } }, { $addFields: { rank: score } }])).toBe(
      'rank',
    );
    expect(scoreFieldOf([near(), { $set: { page: { $meta: 'textScore' } } }])).toBeUndefined();
    expect(scoreFieldOf([near(), { $project: null }])).toBeUndefined();
  });

  it('has the text that is searched for', () => {
    expect(queryOf([near({ query: 'who' })])).toBe('who');
    expect(queryOf([fused([near()], [{ $search: { phrase: { query: 'why' } } }])])).toBe('why');
    expect(queryOf([near()])).toBeUndefined();
  });

  const acme = { filter: { tenant: 'acme' } };
  const isAcme = { equals: { path: 'tenant', value: 'acme' } };
  it.each<[string, object[], unknown[]]>([
    [
      'its filter',
      [near({ filter: { $and: [{ tenant: 'acme' }, { page: { $gt: 1 } }] } })],
      ['acme'],
    ],
    ['no alternative', [near({ filter: { $or: [{ tenant: 'acme' }, { tenant: 'b' }] } })], []],
    ['a stage that follows', [near(), { $match: { tenant: 'acme' } }], ['acme']],
    ['an operator', [{ $search: { knnBeta: { k: 1, filter: isAcme } } }], ['acme']],
    ['what all of its inputs require', [fused([near(acme)], [near(acme), text])], []],
    [
      'the same of inputs of both kinds',
      [fused([near(acme)], [{ $search: { compound: { filter: [isAcme] } } }])],
      ['acme'],
    ],
    ['what a pipeline that is joined requires, too', [near(acme), { $unionWith: 'other' }], []],
    [
      'the same of both',
      [near(acme), { $unionWith: { coll: 'other', pipeline: [{ $match: acme.filter }] } }],
      ['acme'],
    ],
  ])('is limited by %s', (_, pipeline, values) => {
    expect(readPipeline(pipeline).limits?.values).toEqual(values);
  });
});

describe('an operator of a filter', () => {
  it('is read for its fields, and for what it requires', () => {
    expect(
      readSearchFilter({
        compound: {
          filter: [
            { equals: { path: 'tenant', value: 'acme' } },
            { in: { path: 'kind', value: ['a'] } },
            { in: { path: 'place', value: ['a', 'b'] } },
          ],
          must: { range: { path: 'page', gt: 3 } },
          should: [{ equals: { path: 'lang', value: 'en' } }],
          mustNot: [{ equals: { path: 'state', value: 'old' } }],
        },
      }),
    ).toEqual({
      keys: ['tenant', 'kind', 'place', 'page', 'lang', 'state'],
      values: ['acme', 'a'],
    });
  });

  it.each([null, 7, 'a', [], { equals: null }, { compound: { filter: null } }])(
    '%j says nothing',
    (filter) => {
      expect(readSearchFilter(filter)).toEqual({ keys: [], values: [] });
    },
  );
});
