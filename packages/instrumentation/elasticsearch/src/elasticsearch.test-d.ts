/** The real clients still have the shapes that are read: the newest and the oldest of each major. */
import type { Client } from '@elastic/elasticsearch';
import type { Client as Client8 } from 'elasticsearch8';
import type { Client as Client8Oldest } from 'elasticsearch8-oldest';
import type { Client as Client9Oldest } from 'elasticsearch9-oldest';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  BulkReply,
  DeleteReply,
  MultiSearchReply,
  Params,
  SearchReply,
} from './elasticsearch.ts';

/** The reply without its raw form, which is the first overload's. */
type Plain<Search> = Search extends {
  (params: infer Given, options?: infer _Options): Promise<infer Reply>;
  (...values: never[]): unknown;
  (...values: never[]): unknown;
}
  ? { given: NonNullable<Given>; reply: Reply }
  : never;

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ size: string }>().not.toExtend<Params>();
  expectTypeOf<{ hits: { hits: 7 } }>().not.toExtend<SearchReply>();
  expectTypeOf<{ items: 7 }>().not.toExtend<BulkReply>();
});

describe('the newest client', () => {
  it('searches', () => {
    expectTypeOf<Plain<Client['search']>['given']>().toExtend<Params>();
    expectTypeOf<Plain<Client['search']>['reply']>().toExtend<SearchReply>();
    expectTypeOf<Plain<Client['msearch']>['given']>().toExtend<Params>();
    expectTypeOf<Plain<Client['msearch']>['reply']>().toExtend<MultiSearchReply>();
  });

  it('writes and deletes', () => {
    expectTypeOf<Plain<Client['bulk']>['given']>().toExtend<Params>();
    expectTypeOf<Plain<Client['bulk']>['reply']>().toExtend<BulkReply>();
    expectTypeOf<Plain<Client['index']>['given']>().toExtend<Params>();
    expectTypeOf<Plain<Client['update']>['given']>().toExtend<Params>();
    expectTypeOf<Plain<Client['deleteByQuery']>['given']>().toExtend<Params>();
    expectTypeOf<Plain<Client['deleteByQuery']>['reply']>().toExtend<DeleteReply>();
  });
});

describe('older clients', () => {
  it('search', () => {
    expectTypeOf<Plain<Client9Oldest['search']>['reply']>().toExtend<SearchReply>();
    expectTypeOf<Plain<Client8['search']>['given']>().toExtend<Params>();
    expectTypeOf<Plain<Client8['search']>['reply']>().toExtend<SearchReply>();
    expectTypeOf<Plain<Client8['knnSearch']>['given']>().toExtend<Params>();
    expectTypeOf<Plain<Client8Oldest['search']>['given']>().toExtend<Params>();
    expectTypeOf<Plain<Client8Oldest['msearch']>['reply']>().toExtend<MultiSearchReply>();
  });

  it('write and delete', () => {
    expectTypeOf<Plain<Client8['bulk']>['given']>().toExtend<Params>();
    expectTypeOf<Plain<Client8Oldest['bulk']>['given']>().toExtend<Params>();
    expectTypeOf<Plain<Client8Oldest['bulk']>['reply']>().toExtend<BulkReply>();
    expectTypeOf<Plain<Client8Oldest['deleteByQuery']>['reply']>().toExtend<DeleteReply>();
  });
});
