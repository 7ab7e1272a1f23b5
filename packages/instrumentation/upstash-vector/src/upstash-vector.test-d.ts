/** The shapes that are read are the client's: of the newest and of the oldest. */
import type { Index, Requester } from '@upstash/vector';
import type { Index as IndexOldest } from 'upstash-oldest';
import type { Argument, Reply } from '@spanwise/testing';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  Query,
  QueryResult,
  Reached,
  ReadResult,
  Selection,
  SentReply,
  SentRequest,
  Written,
} from './upstash-vector.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ topK: string }>().not.toExtend<Query>();
  expectTypeOf<{ scores: string }>().not.toExtend<QueryResult>();
  expectTypeOf<{ deleted: string }>().not.toExtend<Reached>();
});

describe('the newest client', () => {
  it('sends requests by one method', () => {
    expectTypeOf<Argument<Requester, 'request'>>().toExtend<SentRequest>();
    expectTypeOf<Reply<Requester, 'request'>>().toExtend<SentReply<unknown>>();
  });

  it('has searches', () => {
    expectTypeOf<Argument<Index, 'query'>>().toExtend<Query>();
    expectTypeOf<Argument<Index, 'queryMany'>>().toExtend<readonly Query[]>();
    expectTypeOf<Argument<Index, 'resumableQuery'>>().toExtend<Query>();
    expectTypeOf<Reply<Index, 'query'>>().toExtend<QueryResult>();
    expectTypeOf<Reply<Index, 'queryMany'>>().toExtend<QueryResult>();
  });

  it('has methods that write, delete and read', () => {
    expectTypeOf<Extract<Argument<Index, 'upsert'>, { vector: number[] }>>().toExtend<Written>();
    expectTypeOf<Extract<Argument<Index, 'delete'>, { filter: string }>>().toExtend<Selection>();
    expectTypeOf<Extract<Argument<Index, 'delete'>, { ids: unknown }>>().toExtend<Selection>();
    expectTypeOf<Reply<Index, 'update'>>().toExtend<Reached>();
    expectTypeOf<Reply<Index, 'delete'>>().toExtend<Reached>();
    expectTypeOf<Reply<Index, 'fetch'>>().toExtend<ReadResult>();
    expectTypeOf<Reply<Index, 'range'>>().toExtend<ReadResult>();
  });
});

describe('the oldest client', () => {
  it('has searches', () => {
    expectTypeOf<Argument<IndexOldest, 'query'>>().toExtend<Query>();
    expectTypeOf<Reply<IndexOldest, 'query'>>().toExtend<QueryResult>();
  });

  it('has methods that delete and read', () => {
    expectTypeOf<Reply<IndexOldest, 'delete'>>().toExtend<Reached>();
    expectTypeOf<Reply<IndexOldest, 'fetch'>>().toExtend<ReadResult>();
  });
});
