/** The articles in PostgreSQL with pgvector, searched by meaning. */
import type OpenAI from 'openai';
import type { Pool } from 'pg';
import { cache, retrieval, workflow } from 'spanwise';
import { articles, searchText, type Article } from './documents.ts';

const MODEL = process.env['SUPPORT_DESK_EMBEDDING_MODEL'] ?? 'text-embedding-3-small';
const DIMENSIONS = 256;
const TOP_K = 3;
const MAX_KEPT = 1000;

/** An article that was found, with its similarity from 0 to 1. */
interface Found extends Article {
  readonly score: number;
}

/** The vectors of texts, in the form that pgvector reads, and what they took. */
interface Embedded {
  readonly vectors: readonly string[];
  readonly inputTokens: number;
}

/** A knowledge base that can be searched. */
export interface KnowledgeBase {
  readonly search: (question: string) => Promise<Found[]>;
}

/** Fills the database, once, and gives back how to search it. */
export async function createKnowledgeBase(client: OpenAI, pool: Pool): Promise<KnowledgeBase> {
  await pool.query('CREATE EXTENSION IF NOT EXISTS vector');
  await pool.query(
    `CREATE TABLE IF NOT EXISTS articles (id text PRIMARY KEY, title text, text text, embedding vector(${DIMENSIONS}))`,
  );
  await workflow({ name: 'index_articles' }, async () => {
    const { vectors } = await embed(client, articles.map(searchText));
    const rows = articles.map(({ id, title, text }, index) => [id, title, text, vectors[index]]);
    await Promise.all(
      rows.map((row) =>
        pool.query('INSERT INTO articles VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING', row),
      ),
    );
  })();
  // What is asked again needs no new vector.
  const kept = new Map<string, Embedded>();
  const findKept = cache(
    {
      name: 'question-vectors',
      kind: 'exact',
      read: (found: Embedded | undefined) =>
        found && {
          saved: { provider: 'openai', model: MODEL, usage: { inputTokens: found.inputTokens } },
        },
    },
    (question: string) => kept.get(question),
  );
  const search = retrieval(
    { dataSource: 'help-articles', topK: TOP_K },
    async (question: string) => {
      const embedded = findKept(question) ?? (await embed(client, [question]));
      if (kept.size < MAX_KEPT) kept.set(question, embedded);
      const { rows } = await pool.query<Found>(
        'SELECT id, title, text, 1 - (embedding <=> $1) AS score FROM articles ORDER BY embedding <=> $1 LIMIT $2',
        [embedded.vectors[0], TOP_K],
      );
      return rows;
    },
  );
  return { search };
}

async function embed(client: OpenAI, input: string[]): Promise<Embedded> {
  const { data, usage } = await client.embeddings.create({
    model: MODEL,
    input,
    dimensions: DIMENSIONS,
  });
  return {
    vectors: data.map(({ embedding }) => JSON.stringify(embedding)),
    inputTokens: usage.prompt_tokens,
  };
}
