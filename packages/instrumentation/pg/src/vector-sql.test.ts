/** Which texts are vector searches, and what they say. */
import { describe, expect, it } from 'vitest';
import { tokensOf } from './tokens.ts';
import { readCondition, readVectorSql } from './vector-sql.ts';

const textsOf = (sql: string): string[] => tokensOf(sql).map(({ kind, text }) => `${kind} ${text}`);

describe('a text', () => {
  it.each([
    ['SELECT a -- <=> here\n, b', ['word select', 'word a', 'mark ,', 'word b']],
    ['a /* one /* two */ <=> */ b', ['word a', 'word b']],
    ['\'it\'\'s <=>\' "Odd ""Name"', ["string it's <=>", 'word Odd "Name']],
    [String.raw`E'a\' <=> b' x`, [String.raw`string a\' <=> b`, 'word x']],
    ["$tag$ it's $1 $tag$ $1 $$x$$", ["string  it's $1 ", 'parameter $1', 'string x']],
    ["B'01' U&'d' u.x", ['string 01', 'string d', 'word u', 'mark .', 'word x']],
    [
      'a<=>$1::vector(3)',
      [
        'word a',
        'operator <=>',
        'parameter $1',
        'mark ::',
        'word vector',
        'mark (',
        'number 3',
        'mark )',
      ],
    ],
    ['1.5e-3 - -2', ['number 1.5e-3', 'operator -', 'operator -', 'number 2']],
    ['a<-1', ['word a', 'operator <', 'operator -', 'number 1']],
    ['a <->-- end', ['word a', 'operator <->']],
    ["'open", ['string open']],
    ['/* open', []],
  ])('%s is read into its tokens', (sql, expected) => {
    expect(textsOf(sql)).toEqual(expected);
  });
});

describe('no vector search', () => {
  it.each([
    ['is in plain SQL', 'SELECT * FROM articles WHERE id = $1 ORDER BY id LIMIT 5', [1]],
    ['is an operator in a string', "SELECT 'a <=> b' FROM articles", []],
    ['is an operator in a comment', 'SELECT a /* <=> */ FROM articles -- <->', []],
    ['is an operator in a dollar-quoted body', 'DO $$ BEGIN PERFORM a <=> b; END $$', []],
    ['is an operator in a quoted name', 'SELECT "a <=> b" FROM articles', []],
    [
      'is a distance of points',
      'SELECT * FROM shops ORDER BY place <-> point($1, $2) LIMIT 3',
      [1, 2],
    ],
    ['is words that follow each other', "SELECT to_tsquery('fat') <-> to_tsquery('rat')", []],
  ])('%s', (_name, sql, values) => {
    expect(readVectorSql(sql, { list: values })).toBeUndefined();
  });
});

const read = (sql: string, values: readonly unknown[] = ['[1,2,3]']): object => {
  const { request, ...rest } = readVectorSql(sql, { list: values })!;
  const { queryText: _, ...facts } = request;
  return { ...facts, ...rest };
};

describe('a vector search', () => {
  it.each<[string, string, string]>([
    ['<->', 'euclidean', '$1'],
    ['<=>', 'cosine', '$1'],
    ['<#>', 'dot_product', '$1'],
    ['<+>', 'manhattan', '$1'],
    ['<->', 'euclidean', "'[1,2,3]'"],
    ['<->', 'euclidean', '$1::vector(3)'],
  ])('has the operator %s for %s, of %s', (operator, metric, vector) => {
    expect(read(`SELECT id FROM items ORDER BY v ${operator} ${vector} LIMIT 5`)).toMatchObject({
      operation: 'SELECT',
      collection: 'items',
      field: 'v',
      metric,
      topK: 5,
      dimensionCount: 3,
      score: undefined,
    });
  });

  it('has a function of pgvector, and a list of numbers', () => {
    expect(
      read(
        'SELECT *, cosine_distance(i.v, ARRAY[1, 2]::vector(2)) FROM items i ORDER BY 1 LIMIT 5',
      ),
    ).toMatchObject({
      field: 'v',
      metric: 'cosine',
      dimensionCount: 2,
      score: { name: 'cosine_distance', index: undefined, direction: 'distance' },
    });
    expect(read('SELECT inner_product(v, $1) AS s FROM items WHERE tags[1] = 3')).toMatchObject({
      metric: 'dot_product',
      dimensionCount: 3,
      score: { name: 's', index: 0, direction: 'similarity' },
    });
  });

  it('says a distance by the name of its column, and a similarity that is made of it', () => {
    expect(
      read('SELECT id, v <=> $1 AS distance FROM kb.items ORDER BY 2 LIMIT $2', ['[1]', 7]),
    ).toMatchObject({
      schema: 'kb',
      collection: 'items',
      topK: 7,
      score: { name: 'distance', index: 1, direction: 'distance' },
    });
    expect(
      read(
        'SELECT i."id", 1 - (i."embedding" <=> $1) AS "Score" FROM "items" i ORDER BY "Score" DESC',
      ),
    ).toMatchObject({
      collection: 'items',
      field: 'embedding',
      topK: undefined,
      score: { name: 'Score', index: 1, direction: 'similarity' },
    });
    expect(read('SELECT (v <#> $1) * -1 FROM items')).toMatchObject({
      score: { name: '?column?', index: 0, direction: undefined },
    });
    expect(read('SELECT v::halfvec(3) <=> $1::halfvec(3) dist FROM items')).toMatchObject({
      field: 'v',
      score: { name: 'dist', direction: 'distance' },
    });
  });

  it('is found in a query inside of another, with the limit and table of its own', () => {
    expect(
      read(
        'WITH near AS (SELECT id, v <=> $1 AS d FROM chunks WHERE kind = $2 ORDER BY d LIMIT 20) SELECT * FROM near JOIN docs USING (id) LIMIT 5',
        ['[1,2]', 'faq'],
      ),
    ).toMatchObject({ operation: 'SELECT', collection: 'chunks', topK: 20, filterKeys: ['kind'] });
    expect(
      read(
        'SELECT id FROM items ORDER BY embedding <-> (SELECT embedding FROM items WHERE id = 7) LIMIT 3',
      ),
    ).toMatchObject({
      collection: 'items',
      topK: 3,
      filtered: false,
    });
    expect(read('SELECT id FROM items ORDER BY v <=> $1 FETCH FIRST 4 ROWS ONLY')).toMatchObject({
      topK: 4,
    });
  });

  it.each<[string, readonly unknown[], string[], unknown[]]>([
    ['tenant_id = $2 AND v <=> $1 < 0.5', ['acme'], ['tenant_id'], ['acme']],
    ["t.tenant_id = 'acme' AND (lang = $2)", ['en'], ['tenant_id', 'lang'], ['acme', 'en']],
    ['tenant_id = $2 OR lang = $3', ['acme', 'en'], ['tenant_id', 'lang'], []],
    [
      '(tenant_id = $2 OR public IS TRUE) AND lang = $3',
      ['acme', 'en'],
      ['tenant_id', 'public', 'lang'],
      ['en'],
    ],
    ['NOT tenant_id = $2', ['acme'], ['tenant_id'], []],
    ['NOT (tenant_id = $2)', ['acme'], ['tenant_id'], []],
    ['tenant_id <> $2', ['acme'], ['tenant_id'], []],
    ['tenant_id IN ($2, $3)', ['acme', 'other'], ['tenant_id'], []],
    ['tenant_id = ANY($2)', [['acme']], ['tenant_id'], ['acme']],
    ["metadata->>'tenant' = $2", ['acme'], ['tenant'], ['acme']],
    ['metadata @> $2', ['{"tenant":"acme"}'], ['tenant'], ['acme']],
    ['id IN (SELECT id FROM own WHERE tenant_id = $2)', ['acme'], ['id', 'tenant_id'], []],
    ['v <=> $1 < 0.5', [], [], []],
  ])('has the filter of %s', (where, values, filterKeys, limits) => {
    expect(
      read(`SELECT id FROM items t WHERE ${where} ORDER BY v <=> $1 LIMIT 5`, ['[1,2]', ...values]),
    ).toMatchObject({
      filterKeys,
      filtered: filterKeys.length > 0,
      limits: { values: limits },
    });
  });

  it('has its literals and comments left out of its text', () => {
    const sql =
      "SELECT id /* CANARY */ FROM items WHERE owner = 'CANARY' AND n > 42 ORDER BY v <=> '[1,2]' LIMIT 5";
    expect(readVectorSql(sql, {})!.request.queryText).toBe(
      'SELECT id FROM items WHERE owner = ? AND n > ? ORDER BY v <=> ? LIMIT ?',
    );
  });

  it('survives texts that are cut anywhere', () => {
    const sql =
      "WITH a AS (SELECT 1 - (v::vector(3) <=> $1) AS s FROM x.y WHERE m->>'k' = ANY($2)) SELECT 1 LIMIT 5";
    for (let length = 0; length <= sql.length; length += 1)
      expect(() => readVectorSql(sql.slice(0, length), {})).not.toThrow();
  });
});

describe('a condition alone', () => {
  it.each([
    ["tenant_id = 'acme' AND n > 4", ['tenant_id', 'n'], ['acme']],
    ["tenant_id = 'acme' OR n = 4", ['tenant_id', 'n'], []],
    ["NOT tenant_id = 'acme'", ['tenant_id'], []],
    ['', [], []],
  ])('%s', (condition, keys, values) => {
    expect(readCondition(condition)).toEqual({ keys, values });
  });
});
