/** The shapes that are read are the client's: of the newest and of each major before. */
import type { Collection as Collection1 } from 'chroma1';
import type { Collection as Collection2 } from 'chroma2';
import type { Collection as Collection3Oldest } from 'chroma3-oldest';
import type { Collection as Collection3 } from 'chromadb';
import type { Argument, Reply } from '@spanwise/testing';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  Collection,
  DeleteReply,
  GetReply,
  OneOrMore,
  Query,
  QueryReply,
  Records,
  Search,
  SearchReply,
  Selection,
} from './chroma.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ name: 7 }>().not.toExtend<Collection>();
  expectTypeOf<{ nResults: string }>().not.toExtend<Query>();
  expectTypeOf<{ distances: string }>().not.toExtend<QueryReply>();
  expectTypeOf<{ ids: 7 }>().not.toExtend<Records>();
});

describe('the newest client', () => {
  it('has collections that tell what they are', () => {
    expectTypeOf<
      Pick<Collection3, 'name' | 'tenant' | 'database' | 'metadata' | 'configuration'>
    >().toExtend<Collection>();
  });

  it('has searches', () => {
    expectTypeOf<Argument<Collection3, 'query'>>().toExtend<Query>();
    expectTypeOf<Reply<Collection3, 'query'>>().toExtend<QueryReply>();
    expectTypeOf<Argument<Collection3, 'search'>>().toExtend<OneOrMore<Search>>();
    expectTypeOf<Reply<Collection3, 'search'>>().toExtend<SearchReply>();
  });

  it('has methods that write, delete and read', () => {
    expectTypeOf<Argument<Collection3, 'upsert'>>().toExtend<Records>();
    expectTypeOf<Argument<Collection3, 'delete'>>().toExtend<Selection>();
    expectTypeOf<Reply<Collection3, 'delete'>>().toExtend<DeleteReply>();
    expectTypeOf<Argument<Collection3, 'get'>>().toExtend<Selection>();
    expectTypeOf<Reply<Collection3, 'get'>>().toExtend<GetReply>();
  });
});

describe('older clients', () => {
  it('have searches', () => {
    expectTypeOf<Argument<Collection3Oldest, 'query'>>().toExtend<Query>();
    expectTypeOf<Reply<Collection3Oldest, 'query'>>().toExtend<QueryReply>();
    expectTypeOf<Argument<Collection2, 'query'>>().toExtend<Query>();
    expectTypeOf<Reply<Collection2, 'query'>>().toExtend<QueryReply>();
    expectTypeOf<Argument<Collection1, 'query'>>().toExtend<Query>();
    expectTypeOf<Reply<Collection1, 'query'>>().toExtend<QueryReply>();
  });

  it('have methods that write and read', () => {
    expectTypeOf<Argument<Collection2, 'upsert'>>().toExtend<Records>();
    expectTypeOf<Argument<Collection1, 'upsert'>>().toExtend<Records>();
    expectTypeOf<Argument<Collection1, 'get'>>().toExtend<Selection>();
    expectTypeOf<Reply<Collection1, 'get'>>().toExtend<GetReply>();
  });
});
