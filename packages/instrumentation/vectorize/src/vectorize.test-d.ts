/** The shapes that are read are the bindings': of both kinds of index. */
import type {
  Vectorize,
  VectorizeIndex,
  VectorizeQueryOptions,
} from '@cloudflare/workers-types/index.ts';
import type { Argument, Reply } from '@spanwise/testing';
import { describe, expectTypeOf, it } from 'vitest';
import type { Matches, Mutation, QueryOptions, Written } from './vectorize.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ topK: string }>().not.toExtend<QueryOptions>();
  expectTypeOf<{ matches: string }>().not.toExtend<Matches>();
  expectTypeOf<{ count: string }>().not.toExtend<Mutation>();
});

describe('a binding', () => {
  it('has searches', () => {
    expectTypeOf<VectorizeQueryOptions>().toExtend<QueryOptions>();
    expectTypeOf<Reply<Vectorize, 'query'>>().toExtend<Matches>();
    expectTypeOf<Reply<Vectorize, 'queryById'>>().toExtend<Matches>();
    expectTypeOf<Reply<VectorizeIndex, 'query'>>().toExtend<Matches>();
  });

  it('has methods that write, delete and read', () => {
    expectTypeOf<Argument<Vectorize, 'upsert'>>().toExtend<readonly Written[]>();
    expectTypeOf<Argument<Vectorize, 'deleteByIds'>>().toExtend<readonly string[]>();
    expectTypeOf<Reply<VectorizeIndex, 'insert'>>().toExtend<Mutation>();
    expectTypeOf<Reply<Vectorize, 'getByIds'>>().toExtend<readonly unknown[]>();
  });
});
