/** The real clients still have the shapes that are read: the newest of each major, and the oldest that has types. */
import type { Client } from '@opensearch-project/opensearch';
import type { Client as Client2 } from 'opensearch2';
import type { Client as Client3Oldest } from 'opensearch3-oldest';
import type {
  BulkReply,
  Params,
  RawReply,
  SearchReply,
} from '@spanwise/instrumentation-elasticsearch/operations';
import { describe, expectTypeOf, it } from 'vitest';

/** What the method promises where no callback is passed, which is the first of its forms. */
type Promised<Method> = Method extends {
  (...values: never[]): infer Reply;
  (...values: never[]): unknown;
  (...values: never[]): unknown;
  (...values: never[]): unknown;
}
  ? Awaited<Reply>
  : never;

describe('the clients of version 3', () => {
  it('promise the raw reply of what is read', () => {
    expectTypeOf<Promised<Client['search']>>().toExtend<RawReply<SearchReply>>();
    expectTypeOf<Promised<Client['bulk']>>().toExtend<RawReply<BulkReply>>();
    expectTypeOf<Promised<Client3Oldest['search']>>().toExtend<RawReply<SearchReply>>();
    expectTypeOf<Promised<Client['search']>>().not.toExtend<RawReply<{ hits: string }>>();
  });
});

describe('the clients of version 2', () => {
  it('are given an index and a body, and promise a raw reply of any form', () => {
    expectTypeOf<Parameters<Client2['search']>[0]>().not.toBeAny();
    expectTypeOf<{ index: string[]; body: object }>().toExtend<Params>();
    expectTypeOf<Promised<Client2['search']>>().toHaveProperty('statusCode');
  });
});
