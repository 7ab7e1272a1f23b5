/** The real clients still have the shapes that are read. */
import type * as newest from 'voyageai';
import { describe, expectTypeOf, it } from 'vitest';
import type { EmbedBody, EmbedReply, RerankBody, RerankReply } from './voyage.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ outputDimension: string }>().not.toExtend<EmbedBody>();
  expectTypeOf<{ usage: { totalTokens: string } }>().not.toExtend<EmbedReply>();
  expectTypeOf<{ data: [{ index: string }] }>().not.toExtend<RerankReply>();
});

describe('voyageai', () => {
  it('embeds and puts in order', () => {
    expectTypeOf<newest.EmbedRequest>().toExtend<EmbedBody>();
    expectTypeOf<newest.EmbedResponse>().toExtend<EmbedReply>();
    expectTypeOf<newest.MultimodalEmbedRequest>().toExtend<EmbedBody>();
    expectTypeOf<newest.MultimodalEmbedResponse>().toExtend<EmbedReply>();
    expectTypeOf<newest.ContextualizedEmbedRequest>().toExtend<EmbedBody>();
    expectTypeOf<newest.ContextualizedEmbedResponse>().toExtend<EmbedReply>();
    expectTypeOf<newest.RerankRequest>().toExtend<RerankBody>();
    expectTypeOf<newest.RerankResponse>().toExtend<RerankReply>();
  });
});
