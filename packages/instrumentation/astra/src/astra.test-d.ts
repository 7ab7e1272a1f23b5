/** The shapes that are read are the client's: of the newest and of the oldest of each major. */
import type {
  Collection,
  CollectionFindOptions,
  CollectionFindAndRerankOptions,
  FoundDoc,
  RerankedResult,
  Table,
  TableFindOptions,
  CollectionInsertManyError,
} from '@datastax/astra-db-ts';
import type {
  Collection as Collection1,
  FindOptions as FindOptions1,
  InsertManyError as InsertManyError1,
} from 'astra1-oldest';
import type { Collection as Collection2 } from 'astra2-oldest';
import type { Reply } from '@spanwise/testing';
import { describe, expectTypeOf, it } from 'vitest';
import type { Failure, FindOptions, Found, Reranked, Source, Written } from './astra.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ limit: string }>().not.toExtend<FindOptions>();
  expectTypeOf<{ $similarity: string }>().not.toExtend<Found>();
  expectTypeOf<{ deletedCount: string }>().not.toExtend<Written>();
});

describe('the newest client', () => {
  it('has collections and tables', () => {
    expectTypeOf<Pick<Collection, 'name' | 'keyspace'>>().toExtend<Source>();
    expectTypeOf<Pick<Table<object>, 'name' | 'keyspace'>>().toExtend<Source>();
  });

  it('has searches', () => {
    expectTypeOf<Pick<CollectionFindOptions, 'sort' | 'limit'>>().toExtend<FindOptions>();
    expectTypeOf<CollectionFindAndRerankOptions>().toExtend<FindOptions>();
    expectTypeOf<Pick<TableFindOptions, 'sort' | 'limit'>>().toExtend<FindOptions>();
    expectTypeOf<FoundDoc<object>>().toExtend<Found>();
    expectTypeOf<Pick<RerankedResult<object>, 'scores'>>().toExtend<Reranked>();
  });

  it('has methods that write and delete', () => {
    expectTypeOf<Reply<Collection, 'insertMany'>>().toExtend<Written>();
    expectTypeOf<Reply<Collection, 'updateMany'>>().toExtend<Written>();
    expectTypeOf<Reply<Collection, 'deleteMany'>>().toExtend<Written>();
    expectTypeOf<Pick<CollectionInsertManyError, 'insertedIds' | 'errors'>>().toExtend<Failure>();
  });
});

describe('older clients', () => {
  it('have the same', () => {
    expectTypeOf<Pick<Collection1, 'collectionName' | 'namespace'>>().toExtend<Source>();
    expectTypeOf<Reply<Collection1, 'insertMany'>>().toExtend<Written>();
    expectTypeOf<
      Pick<InsertManyError1, 'errorDescriptors' | 'partialResult'>
    >().toExtend<Failure>();
    expectTypeOf<Pick<FindOptions1, 'limit' | 'vector' | 'vectorize'>>().toExtend<FindOptions>();
    expectTypeOf<Reply<Collection2, 'updateMany'>>().toExtend<Written>();
  });
});
