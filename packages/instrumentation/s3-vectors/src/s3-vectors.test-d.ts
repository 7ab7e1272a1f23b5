/** The shapes that are read are the client's: of the newest and of the oldest. */
import type {
  DeleteVectorsInput,
  GetVectorsInput,
  GetVectorsOutput,
  ListVectorsInput,
  ListVectorsOutput,
  PutVectorsInput,
  QueryVectorsInput,
  QueryVectorsOutput,
} from '@aws-sdk/client-s3vectors';
import type * as oldest from 's3-vectors-oldest';
import { describe, expectTypeOf, it } from 'vitest';
import type { Put, Query, QueryReply, ReadReply, Selection } from './s3-vectors.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ topK: string }>().not.toExtend<Query>();
  expectTypeOf<{ vectors: string }>().not.toExtend<QueryReply>();
  expectTypeOf<{ keys: number[] }>().not.toExtend<Selection>();
});

describe('the newest client', () => {
  it('has searches', () => {
    expectTypeOf<QueryVectorsInput>().toExtend<Query>();
    expectTypeOf<QueryVectorsOutput>().toExtend<QueryReply>();
  });

  it('has commands that write, delete and read', () => {
    expectTypeOf<PutVectorsInput>().toExtend<Put>();
    expectTypeOf<DeleteVectorsInput>().toExtend<Selection>();
    expectTypeOf<GetVectorsInput>().toExtend<Selection>();
    expectTypeOf<GetVectorsOutput>().toExtend<ReadReply>();
    expectTypeOf<ListVectorsInput>().toExtend<Selection>();
    expectTypeOf<ListVectorsOutput>().toExtend<ReadReply>();
  });
});

describe('the oldest client', () => {
  it('has the same', () => {
    expectTypeOf<oldest.QueryVectorsInput>().toExtend<Query>();
    expectTypeOf<oldest.QueryVectorsOutput>().toExtend<QueryReply>();
    expectTypeOf<oldest.PutVectorsInput>().toExtend<Put>();
    expectTypeOf<oldest.DeleteVectorsInput>().toExtend<Selection>();
    expectTypeOf<oldest.GetVectorsOutput>().toExtend<ReadReply>();
  });
});
