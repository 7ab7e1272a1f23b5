/** What queries of the older client say. */
import { describe, expect, it } from 'vitest';
import { readLiteral } from './literal.ts';
import { foundOf, isRanked, readQuery, searchOf } from './queries.ts';

describe('a value as it stands in GraphQL', () => {
  it.each([
    [
      '{operator:Equal,valueText:"acme",path:["tenant"]}',
      { operator: 'Equal', valueText: 'acme', path: ['tenant'] },
    ],
    ['{a:true,b:null,c:-1.5e-7,d:[1,2]}', { a: true, b: null, c: -1.5e-7, d: [1, 2] }],
    [
      '{query:"a \\"quoted\\" {text:1}, vector:[1,2]"}',
      { query: 'a "quoted" {text:1}, vector:[1,2]' },
    ],
    ['{concepts:["a"],moveTo:{force:0.5}}', { concepts: ['a'], moveTo: { force: 0.5 } }],
    ['{', undefined],
    ['', undefined],
  ])('is read: %s', (text, value) => {
    expect(readLiteral(text)).toEqual({ value, dimensionCount: undefined });
  });

  it.each([
    ['{vector:[1,-2.5e-3,3],distance:0.5}', 3],
    ['{vector:[1]}', 1],
    ['{vector:[]}', 0],
    ['{query:"vector:[1,2","x":1,vector:[1,2,3,4]}', 4],
    ['{query:"a",searches:[{nearVector:{vector:[1,2]}}]}', 2],
  ])('has its vector counted, not read: %s', (text, dimensionCount) => {
    expect(readLiteral(text).dimensionCount).toBe(dimensionCount);
    expect(JSON.stringify(readLiteral(text).value)).toContain('[]');
  });

  it('ends where a vector does not', () => {
    expect(readLiteral('{vector:[1,2')).toEqual({ value: undefined, dimensionCount: undefined });
  });
});

describe('a query', () => {
  it('is a search where something ranks what it finds', () => {
    expect(isRanked({ nearTextString: '{concepts:["a"]}' })).toBe(true);
    expect(isRanked({ query: '{Get{Articles(hybrid:{query:"a"}){text}}}' })).toBe(true);
    expect(isRanked({ query: '{Get{Articles(limit:2){text}}}' })).toBe(false);
    expect(isRanked({ whereString: '{}' })).toBe(false);
  });

  it('is limited to its tenant, and to what its filter requires', () => {
    const whereString =
      '{operator:And,operands:[{operator:Equal,valueText:"acme",path:["tenant"]},{operator:Or,operands:[{operator:Equal,valueInt:1,path:["in","Book","page"]}]}]}';
    expect(readQuery({ tenant: 'acme', whereString })).toMatchObject({
      filterKeys: ['tenant', 'in.Book.page'],
      limits: { names: ['acme'], values: ['acme'] },
    });
  });

  it('says nothing of the limits of what a caller writes', () => {
    const store = readQuery({
      query: '{ Get { Articles (nearText: {concepts: ["a"]}) { text } } }',
    });
    expect(store).toMatchObject({ collection: 'Articles', limits: undefined, filtered: undefined });
  });

  it('is reranked by its fields', () => {
    const fields = 'text _additional { rerank(property: "text") { score } }';
    expect(readQuery({ fields }).reranked).toBe(true);
    expect(readQuery({ fields: 'rerank' }).reranked).toBe(false);
  });

  it('searches by the only vector that it names', () => {
    const of = (targets: string): string | null | undefined =>
      readQuery({ nearVectorString: `{vector:[1,2],targetVectors:${targets}}` }).field;
    expect([of('["title"]'), of('["title","body"]')]).toEqual(['title', undefined]);
  });

  it.each([
    ['{concepts:["a","b"]}', ['a', 'b']],
    ['{question:"why"}', 'why'],
  ])('asks: %s', (text, input) => {
    expect(searchOf({ nearTextString: text }).input).toEqual(input);
  });
});

it('finds objects of several collections, and none where there is nothing', () => {
  const reply = { data: { Get: { A: [{ _additional: { score: '0.5' } }], B: null } } };
  expect(foundOf(reply).objects).toMatchObject([{ metadata: { score: 0.5 } }]);
  expect(foundOf({})).toEqual({ objects: [] });
});
