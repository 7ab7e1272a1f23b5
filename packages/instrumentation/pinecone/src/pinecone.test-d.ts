/** The shapes that are read are the client's: of the newest and of each major before. */
import type { Documents, Index as NewestIndex, Inference } from '@pinecone-database/pinecone';
import type { Index as Index5 } from 'pinecone5-oldest';
import type { Index as Index6 } from 'pinecone6';
import type { Index as Index7 } from 'pinecone7';
import type { Index as Index8 } from 'pinecone8';
import type { Argument, Reply } from '@spanwise/testing';
import { describe, expectTypeOf, it } from 'vitest';
import type { Embed, EmbedReply, Rerank, RerankReply } from './inference.ts';
import type {
  Change,
  DocumentChange,
  DocumentSearch,
  DocumentSelection,
  DocumentsReply,
  Query,
  QueryReply,
  ReadReply,
  Records,
  Search,
  SearchReply,
  Selection,
} from './pinecone.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ topK: string }>().not.toExtend<Query>();
  expectTypeOf<{ matches: string }>().not.toExtend<QueryReply>();
  expectTypeOf<{ usage: { readUnits: string } }>().not.toExtend<ReadReply>();
});

describe('the newest client', () => {
  it('has searches', () => {
    expectTypeOf<Argument<NewestIndex, 'query'>>().toExtend<Query>();
    expectTypeOf<Reply<NewestIndex, 'query'>>().toExtend<QueryReply>();
    expectTypeOf<Argument<NewestIndex, 'searchRecords'>>().toExtend<Search>();
    expectTypeOf<Reply<NewestIndex, 'searchRecords'>>().toExtend<SearchReply>();
  });

  it('has methods that write, delete and read', () => {
    expectTypeOf<Argument<NewestIndex, 'upsert'>>().toExtend<Records>();
    expectTypeOf<Argument<NewestIndex, 'upsertRecords'>>().toExtend<Records>();
    expectTypeOf<Argument<NewestIndex, 'update'>>().toExtend<Change>();
    expectTypeOf<Argument<NewestIndex, 'deleteMany'>>().toExtend<Selection>();
    expectTypeOf<Argument<NewestIndex, 'fetchByMetadata'>>().toExtend<Selection>();
    expectTypeOf<Reply<NewestIndex, 'fetch'>>().toExtend<ReadReply>();
    expectTypeOf<Reply<NewestIndex, 'listPaginated'>>().toExtend<ReadReply>();
  });
});

describe('documents', () => {
  it('take what is read', () => {
    expectTypeOf<Argument<Documents, 'search'>>().toExtend<DocumentSearch>();
    expectTypeOf<Argument<Documents, 'upsert'>>().toExtend<DocumentChange>();
    expectTypeOf<Argument<Documents, 'update'>>().toExtend<DocumentChange>();
    expectTypeOf<Argument<Documents, 'delete'>>().toExtend<DocumentSelection>();
    expectTypeOf<Argument<Documents, 'fetch'>>().toExtend<DocumentSelection>();
  });

  it('give what is read', () => {
    expectTypeOf<Reply<Documents, 'search'>>().toExtend<DocumentsReply>();
    expectTypeOf<Reply<Documents, 'upsert'>>().toExtend<DocumentsReply>();
    expectTypeOf<Reply<Documents, 'update'>>().toExtend<DocumentsReply>();
    expectTypeOf<Reply<Documents, 'fetch'>>().toExtend<DocumentsReply>();
    expectTypeOf<Reply<Documents, 'list'>>().toExtend<DocumentsReply>();
  });
});

describe('the models', () => {
  it('take objects, and give what is read', () => {
    expectTypeOf<Argument<Inference, 'embed'>>().toExtend<Embed>();
    expectTypeOf<Reply<Inference, 'rerank'>>().toExtend<RerankReply>();
    expectTypeOf<Argument<Inference, 'rerank'>>().toExtend<Rerank>();
    expectTypeOf<Pick<Reply<Inference, 'embed'>, 'model' | 'usage'>>().toExtend<EmbedReply>();
  });
});

describe('older clients', () => {
  it('have searches', () => {
    expectTypeOf<Argument<Index5, 'query'>>().toExtend<Query>();
    expectTypeOf<Reply<Index5, 'query'>>().toExtend<QueryReply>();
    expectTypeOf<Argument<Index6, 'searchRecords'>>().toExtend<Search>();
    expectTypeOf<Reply<Index7, 'searchRecords'>>().toExtend<SearchReply>();
    expectTypeOf<Reply<Index8, 'query'>>().toExtend<QueryReply>();
  });

  it('have methods that write, delete and read', () => {
    expectTypeOf<Argument<Index5, 'upsert'>>().toExtend<Records>();
    expectTypeOf<Argument<Index6, 'deleteMany'>>().toExtend<Selection>();
    expectTypeOf<Argument<Index7, 'upsert'>>().toExtend<Records>();
    expectTypeOf<Reply<Index5, 'fetch'>>().toExtend<ReadReply>();
  });
});
