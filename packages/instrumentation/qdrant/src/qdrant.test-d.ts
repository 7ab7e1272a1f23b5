/** The real clients still have the shapes that are read: the newest, the last one with `search`, and the oldest. */
import type { QdrantClient } from '@qdrant/js-client-rest';
import type { QdrantClient as Qdrant118 } from 'qdrant-1.18';
import type { QdrantClient as QdrantOldest } from 'qdrant-oldest';
import type { Reply } from '@spanwise/testing';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  Point,
  ReadReply,
  Search,
  SearchArguments,
  SearchReply,
  Selection,
  SelectionArguments,
} from './qdrant.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ score: string }>().not.toExtend<Point>();
  expectTypeOf<{ limit: string }>().not.toExtend<Search>();
  expectTypeOf<{ points: 7 }>().not.toExtend<Selection>();
});

describe('the newest client', () => {
  it('has searches', () => {
    expectTypeOf<Parameters<QdrantClient['query']>>().toExtend<SearchArguments>();
    expectTypeOf<Parameters<QdrantClient['queryBatch']>>().toExtend<SearchArguments>();
    expectTypeOf<Parameters<QdrantClient['queryGroups']>>().toExtend<SearchArguments>();
    expectTypeOf<Reply<QdrantClient, 'query'>>().toExtend<SearchReply>();
    expectTypeOf<Reply<QdrantClient, 'queryBatch'>>().toExtend<SearchReply>();
    expectTypeOf<Reply<QdrantClient, 'queryGroups'>>().toExtend<SearchReply>();
  });

  it('has methods that write, delete and read', () => {
    expectTypeOf<Parameters<QdrantClient['upsert']>>().toExtend<SelectionArguments>();
    expectTypeOf<Parameters<QdrantClient['updateVectors']>>().toExtend<SelectionArguments>();
    expectTypeOf<Parameters<QdrantClient['batchUpdate']>>().toExtend<SelectionArguments>();
    expectTypeOf<Parameters<QdrantClient['delete']>>().toExtend<SelectionArguments>();
    expectTypeOf<Required<Parameters<QdrantClient['scroll']>>>().toExtend<SelectionArguments>();
    expectTypeOf<Parameters<QdrantClient['retrieve']>>().toExtend<SelectionArguments>();
    expectTypeOf<Reply<QdrantClient, 'scroll'>>().toExtend<ReadReply>();
    expectTypeOf<Reply<QdrantClient, 'retrieve'>>().toExtend<ReadReply>();
    expectTypeOf<Reply<QdrantClient, 'count'>>().toExtend<ReadReply>();
  });
});

describe('older clients', () => {
  it('have searches', () => {
    expectTypeOf<Parameters<Qdrant118['search']>>().toExtend<SearchArguments>();
    expectTypeOf<Parameters<Qdrant118['searchBatch']>>().toExtend<SearchArguments>();
    expectTypeOf<Parameters<Qdrant118['recommend']>>().toExtend<SearchArguments>();
    expectTypeOf<Reply<Qdrant118, 'search'>>().toExtend<SearchReply>();
    expectTypeOf<Reply<Qdrant118, 'searchBatch'>>().toExtend<SearchReply>();
    expectTypeOf<Parameters<QdrantOldest['search']>>().toExtend<SearchArguments>();
    expectTypeOf<Reply<QdrantOldest, 'search'>>().toExtend<SearchReply>();
  });

  it('have methods that write and delete', () => {
    expectTypeOf<Parameters<QdrantOldest['upsert']>>().toExtend<SelectionArguments>();
    expectTypeOf<Parameters<QdrantOldest['delete']>>().toExtend<SelectionArguments>();
  });
});
