/** What both clients are asked in the tests, and what must be recorded of it. */
import { scoreAttributes, type LiveExchange } from '@spanwise/testing';

const origin = {
  kind: 'recorded',
  server: 'SQLite with sqlite-vec, in this process',
  version: '0.1.9',
  date: '2026-11-30',
} as const;

const base = {
  'spanwise.vector.operation': 'search',
  'db.system.name': 'sqlite',
  'db.operation.name': 'SELECT',
  'db.collection.name': 'articles',
  'spanwise.vector.dimension_count': 3,
  'spanwise.vector.field': 'embedding',
};
const NEAREST =
  'SELECT id, body, distance FROM articles WHERE embedding MATCH ? AND k = 2 AND tenant_id = ? ORDER BY distance';
const nearest = {
  name: 'SELECT articles',
  attributes: {
    ...base,
    'db.query.text': NEAREST.replace('2', '?'),
    'spanwise.vector.search.top_k': 2,
    'spanwise.vector.filtered': true,
    'spanwise.vector.filter.keys': ['tenant_id'],
    'db.response.returned_rows': 2,
    ...scoreAttributes('distance', 0, Math.fround(Math.SQRT2)),
  },
};

/** By a table's own index, and by functions; with what is found, nothing and an error. */
export const searches: readonly LiveExchange[] = [
  {
    name: 'finds the nearest of a partition by their index',
    origin,
    method: 'all',
    arguments: [NEAREST, new Float32Array([1, 0, 0]), 'acme'],
    span: nearest,
    content: ['CANARY-FIRST', 'CANARY-SECOND'],
  },
  {
    name: 'reads what is found row by row',
    origin,
    method: 'iterate',
    arguments: [NEAREST, '[1,0,0]', 'acme'],
    span: nearest,
    content: ['CANARY-FIRST', 'CANARY-SECOND'],
  },
  {
    name: 'finds the nearest by a function, with a name for each value',
    origin,
    method: 'get',
    arguments: [
      'SELECT id, 1 - vec_distance_cosine(a.embedding, vec_f32(:query)) AS Similarity FROM main.articles a ORDER BY 2 DESC LIMIT :count',
      { query: '[0,1,0]', count: 1 },
    ],
    span: {
      name: 'SELECT articles',
      attributes: {
        ...base,
        'db.namespace': 'main',
        'db.query.text':
          'SELECT id, ? - vec_distance_cosine(a.embedding, vec_f32(:query)) AS Similarity FROM main.articles a ORDER BY ? DESC LIMIT :count',
        'spanwise.vector.search.top_k': 1,
        'spanwise.vector.search.metric': 'cosine',
        'spanwise.vector.filtered': false,
        'db.response.returned_rows': 1,
        ...scoreAttributes('similarity', 1, 1),
      },
    },
  },
  {
    name: 'finds nothing',
    origin,
    method: 'get',
    arguments: [
      'SELECT [id], distance FROM "articles" WHERE embedding MATCH ? AND tenant_id = ? LIMIT 4',
      new Uint8Array(new Float32Array([1, 0, 0]).buffer),
      'nobody',
    ],
    span: {
      name: 'SELECT articles',
      attributes: {
        ...base,
        'db.query.text':
          'SELECT [id], distance FROM "articles" WHERE embedding MATCH ? AND tenant_id = ? LIMIT ?',
        'spanwise.vector.search.top_k': 4,
        'spanwise.vector.filtered': true,
        'spanwise.vector.filter.keys': ['tenant_id'],
        'db.response.returned_rows': 0,
      },
    },
  },
];

/** A vector of another length, as the client fails. */
export function failing(type: string, status: string): LiveExchange {
  return {
    name: 'fails for a vector of another length',
    origin,
    method: 'all',
    arguments: [
      'SELECT id FROM articles WHERE embedding MATCH ? AND k = 2',
      new Float32Array([1, 0]),
    ],
    span: {
      name: 'SELECT articles',
      error: type,
      attributes: {
        ...base,
        'db.query.text': 'SELECT id FROM articles WHERE embedding MATCH ? AND k = ?',
        'spanwise.vector.dimension_count': 2,
        'spanwise.vector.search.top_k': 2,
        'spanwise.vector.filtered': false,
        'error.type': type,
        'db.response.status_code': status,
      },
    },
  };
}
