/** The shapes that are read are the client's: the newest's and the oldest's. */
import type { MilvusClient } from '@zilliz/milvus2-sdk-node';
import type { MilvusClient as MilvusOldest } from 'milvus-oldest';
import type { Argument, Reply } from '@spanwise/testing';
import { describe, expectTypeOf, it } from 'vitest';
import type { MutationReply, ReadReply, Search, SearchReply, Selection, Write } from './milvus.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ limit: string }>().not.toExtend<Search>();
  expectTypeOf<{ results: string }>().not.toExtend<SearchReply>();
  expectTypeOf<{ data: 7 }>().not.toExtend<Write>();
  expectTypeOf<{ collection_name: 7 }>().not.toExtend<Selection>();
});

describe('the newest client', () => {
  it('has searches', () => {
    expectTypeOf<Argument<MilvusClient, 'search'>>().toExtend<Search>();
    expectTypeOf<Reply<MilvusClient, 'search'>>().toExtend<SearchReply>();
  });

  it('has methods that write, delete and read', () => {
    expectTypeOf<Argument<MilvusClient, 'insert'>>().toExtend<Write>();
    expectTypeOf<Argument<MilvusClient, 'upsert'>>().toExtend<Write>();
    expectTypeOf<Reply<MilvusClient, 'insert'>>().toExtend<MutationReply>();
    expectTypeOf<Argument<MilvusClient, 'delete'>>().toExtend<Selection>();
    expectTypeOf<Argument<MilvusClient, 'deleteEntities'>>().toExtend<Selection>();
    expectTypeOf<Reply<MilvusClient, 'delete'>>().toExtend<MutationReply>();
    expectTypeOf<Argument<MilvusClient, 'query'>>().toExtend<Selection>();
    expectTypeOf<Argument<MilvusClient, 'get'>>().toExtend<Selection>();
    expectTypeOf<Argument<MilvusClient, 'count'>>().toExtend<Selection>();
    expectTypeOf<Reply<MilvusClient, 'query'>>().toExtend<ReadReply>();
    expectTypeOf<Reply<MilvusClient, 'count'>>().toExtend<ReadReply>();
  });
});

describe('the oldest client', () => {
  it('has searches', () => {
    expectTypeOf<Argument<MilvusOldest, 'search'>>().toExtend<Search>();
    expectTypeOf<Reply<MilvusOldest, 'search'>>().toExtend<SearchReply>();
  });

  it('has methods that write, delete and read', () => {
    expectTypeOf<Argument<MilvusOldest, 'insert'>>().toExtend<Write>();
    expectTypeOf<Reply<MilvusOldest, 'insert'>>().toExtend<MutationReply>();
    expectTypeOf<Argument<MilvusOldest, 'delete'>>().toExtend<Selection>();
    expectTypeOf<Argument<MilvusOldest, 'query'>>().toExtend<Selection>();
    expectTypeOf<Reply<MilvusOldest, 'query'>>().toExtend<ReadReply>();
  });
});
