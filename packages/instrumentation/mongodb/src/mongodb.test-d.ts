/** The shapes that are read are the client's, as far as it shows them: of the newest and of the oldest. */
import type { AggregationCursor, Binary, MongoOptions, MongoServerError } from 'mongodb';
import type {
  AggregationCursor as AggregationCursor6,
  MongoOptions as MongoOptions6,
} from 'mongodb6-oldest';
import { describe, expectTypeOf, it } from 'vitest';
import type { BinaryVector, Cursor, Host, ServerError } from './mongodb.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ pipeline: string }>().not.toExtend<Cursor>();
  expectTypeOf<{ code: object }>().not.toExtend<ServerError>();
  expectTypeOf<{ port: string }>().not.toExtend<Host>();
});

describe('the newest client', () => {
  it('has cursors, addresses, vectors in bytes and errors', () => {
    expectTypeOf<Pick<AggregationCursor, 'pipeline' | 'namespace'>>().toExtend<Cursor>();
    expectTypeOf<MongoOptions['hosts'][number]>().toExtend<Host>();
    expectTypeOf<Pick<Binary, 'sub_type' | 'position' | 'buffer'>>().toExtend<BinaryVector>();
    expectTypeOf<Pick<MongoServerError, 'message' | 'code' | 'codeName'>>().toExtend<ServerError>();
  });
});

describe('the oldest client', () => {
  it('has the same', () => {
    expectTypeOf<Pick<AggregationCursor6, 'pipeline' | 'namespace'>>().toExtend<Cursor>();
    expectTypeOf<MongoOptions6['hosts'][number]>().toExtend<Host>();
  });
});
