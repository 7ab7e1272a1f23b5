/** The shapes that are read are the client's: of the newest and of the oldest of each major. */
import type { Turbopuffer } from '@turbopuffer/turbopuffer';
import type { Turbopuffer as Turbopuffer1 } from 'turbopuffer1-oldest';
import type { Turbopuffer as Turbopuffer2 } from 'turbopuffer2-oldest';
import type { Argument, Reply } from '@spanwise/testing';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  MultiQuery,
  MultiQueryReply,
  Query,
  QueryReply,
  Write,
  WriteReply,
} from './turbopuffer.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ top_k: string }>().not.toExtend<Query>();
  expectTypeOf<{ rows: string }>().not.toExtend<QueryReply>();
  expectTypeOf<{ rows_affected: string }>().not.toExtend<WriteReply>();
});

/** What is read of a namespace's methods. */
interface Read {
  readonly query: Query;
  readonly multiQuery: MultiQuery;
  readonly write: Write;
}
interface ReadReplies {
  readonly query: QueryReply;
  readonly multiQuery: MultiQueryReply;
  readonly write: WriteReply;
}
type Methods = keyof Read;
type Arguments<Namespace extends Record<Methods, unknown>> = {
  [Method in Methods]: Argument<Namespace, Method>;
};
type Replies<Namespace extends Record<Methods, unknown>> = {
  [Method in Methods]: Reply<Namespace, Method>;
};

describe('the namespace', () => {
  it('takes what is read', () => {
    expectTypeOf<Arguments<Turbopuffer.Namespace>>().toExtend<Read>();
    expectTypeOf<Arguments<Turbopuffer2.Namespace>>().toExtend<Read>();
    expectTypeOf<Arguments<Turbopuffer1.Namespace>>().toExtend<Read>();
  });

  it('gives what is read', () => {
    expectTypeOf<Replies<Turbopuffer.Namespace>>().toExtend<ReadReplies>();
    expectTypeOf<Replies<Turbopuffer2.Namespace>>().toExtend<ReadReplies>();
    expectTypeOf<Replies<Turbopuffer1.Namespace>>().toExtend<ReadReplies>();
  });
});
