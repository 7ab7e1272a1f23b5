/** The real clients still have the shapes that are read: the newest, the oldest, and the older client. */
import type { Reply } from '@spanwise/testing';
import { describe, expectTypeOf, it } from 'vitest';
import type { Collection, FilterValue, WeaviateReturn as Found } from 'weaviate-client';
import type { Collection as CollectionOldest } from 'weaviate-oldest';
import type {
  Getter,
  GraphQLGetter,
  ObjectsBatchDeleter,
  ObjectsBatcher,
  WhereFilter,
} from 'weaviate-ts-client';
import type {
  BatchDeletionReply,
  BatchEntry,
  BatchObject,
  ObjectsReply,
  QueryReply,
} from './builders.ts';
import type {
  BatchReply,
  DeletionReply,
  Filter,
  FoundReply,
  NewObject,
  Options,
  VectorInput,
} from './weaviate.ts';

type Query = Collection['query'];
type Data = Collection['data'];
type OldestQuery = CollectionOldest['query'];
type OldestData = CollectionOldest['data'];
/** The options of a search, which are its second argument. */
type OptionsOf<Method extends (...values: never[]) => unknown> = NonNullable<Parameters<Method>[1]>;

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ objects: 7 }>().not.toExtend<ObjectsReply>();
  expectTypeOf<{ results: 7 }>().not.toExtend<BatchDeletionReply>();
  expectTypeOf<{ result: { status: 7 } }>().not.toExtend<BatchEntry>();

  expectTypeOf<{ limit: string }>().not.toExtend<Options>();
  expectTypeOf<{ objects: 7 }>().not.toExtend<FoundReply>();
  expectTypeOf<{ successful: string }>().not.toExtend<DeletionReply>();
  expectTypeOf<{ operator: 7 }>().not.toExtend<Filter>();
});

describe('the newest client', () => {
  it('has searches', () => {
    expectTypeOf<Parameters<Query['nearVector']>[0]>().toExtend<VectorInput>();
    expectTypeOf<FilterValue>().toExtend<Filter>();
    expectTypeOf<OptionsOf<Query['nearVector']>>().toExtend<Options>();
    expectTypeOf<OptionsOf<Query['nearText']>>().toExtend<Options>();
    expectTypeOf<OptionsOf<Query['bm25']>>().toExtend<Options>();
    expectTypeOf<OptionsOf<Query['hybrid']>>().toExtend<Options>();
    expectTypeOf<Found<undefined, undefined>>().toExtend<FoundReply>();
    expectTypeOf<Reply<Query, 'fetchObjects'>>().toExtend<FoundReply>();
  });

  it('has methods that write and delete', () => {
    expectTypeOf<{ id: string; vectors: number[] }>().toExtend<NewObject>();
    expectTypeOf<Reply<Data, 'insertMany'>>().toExtend<BatchReply>();
    expectTypeOf<Reply<Data, 'ingest'>>().toExtend<BatchReply>();
    expectTypeOf<Reply<Data, 'deleteMany'>>().toExtend<DeletionReply>();
  });
});

describe('the oldest client', () => {
  it('has the same', () => {
    expectTypeOf<OptionsOf<OldestQuery['nearVector']>>().toExtend<Options>();
    expectTypeOf<OptionsOf<OldestQuery['hybrid']>>().toExtend<Options>();
    expectTypeOf<Reply<OldestQuery, 'fetchObjects'>>().toExtend<FoundReply>();
    expectTypeOf<Reply<OldestData, 'insertMany'>>().toExtend<BatchReply>();
    expectTypeOf<Reply<OldestData, 'deleteMany'>>().toExtend<DeletionReply>();
  });
});

describe('the older client', () => {
  it('has filters, and replies', () => {
    expectTypeOf<WhereFilter>().toExtend<Filter>();
    expectTypeOf<Reply<ObjectsBatcher, 'do'>>().toExtend<readonly BatchEntry[]>();
    expectTypeOf<Reply<ObjectsBatchDeleter, 'do'>>().toExtend<BatchDeletionReply>();
    expectTypeOf<Reply<Getter, 'do'>>().toExtend<ObjectsReply>();
    expectTypeOf<Reply<GraphQLGetter, 'do'>>().toExtend<QueryReply>();
    expectTypeOf<ObjectsBatcher['objects']>().toExtend<readonly BatchObject[]>();
  });
});
