/** The shapes that are read are the client's, as far as it has types for them. */
import type { PendingQuery, Row, RowList } from 'postgres';
import { describe, expectTypeOf, it } from 'vitest';
import type { Result } from './postgres.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ count: string }>().not.toExtend<Result>();
});

describe('the client', () => {
  it('has rows that are counted', () => {
    expectTypeOf<RowList<Row[]>>().toExtend<Result>();
    expectTypeOf<Awaited<PendingQuery<Row[]>>>().toExtend<Result>();
  });
});
