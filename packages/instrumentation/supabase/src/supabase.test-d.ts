/** The shapes that are read are the client's. */
import {
  createClient,
  type PostgrestError,
  type PostgrestSingleResponse,
} from '@supabase/supabase-js';
import { expectTypeOf, it } from 'vitest';
import type { Answer, ApiError } from './supabase.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ code: number }>().not.toExtend<ApiError>();
});

it('has answers and failures of these shapes', () => {
  expectTypeOf<PostgrestSingleResponse<object[]>>().toExtend<Answer>();
  expectTypeOf<PostgrestError>().toExtend<ApiError>();
  const { rpc } = createClient('http://localhost', 'key');
  expectTypeOf(rpc).toBeCallableWith('match_documents', { query_embedding: [1] });
});
