/** The real clients still have the shapes that are read: the newest of each major, and the oldest of all. */
import type * as genai3 from '@google/genai';
import type * as vertexai from '@google-cloud/vertexai';
import type * as genai1 from 'genai1';
import type * as genai1Oldest from 'genai1-oldest';
import type * as genai2 from 'genai2';
import type * as vertexaiOldest from 'vertexai1-oldest';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  Batch,
  BatchBody,
  Cache,
  CacheBody,
  CountBody,
  CountReply,
  EmbedBody,
  EmbedReply,
  GenerateBody,
  GenerateReply,
  ImageBody,
  ImageReply,
  Interaction,
  InteractionBody,
  InteractionEvent,
  VertexRequest,
} from './genai.ts';
import type { LiveClientMessage, LiveServerMessage, LiveSetup } from './live-events.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ contents: number }>().not.toExtend<GenerateBody>();
  expectTypeOf<{ usageMetadata: { promptTokenCount: string } }>().not.toExtend<GenerateReply>();
  expectTypeOf<{ embeddings: [{ values: string }] }>().not.toExtend<EmbedReply>();
});

describe('@google/genai 3', () => {
  it('generates', () => {
    expectTypeOf<genai3.GenerateContentParameters>().toExtend<GenerateBody>();
    expectTypeOf<genai3.GenerateContentResponse>().toExtend<GenerateReply>();
  });

  it('makes caches, and so did the first', () => {
    expectTypeOf<genai3.CreateCachedContentParameters>().toExtend<CacheBody>();
    expectTypeOf<genai3.CachedContent>().toExtend<Cache>();
    expectTypeOf<genai1Oldest.CachedContent>().toExtend<Cache>();
  });

  it('has live sessions, and so had the first', () => {
    expectTypeOf<{ toolCall: { functionCalls: number } }>().not.toExtend<LiveServerMessage>();
    expectTypeOf<genai3.LiveConnectParameters>().toExtend<LiveSetup>();
    expectTypeOf<genai3.LiveServerMessage>().toExtend<LiveServerMessage>();
    expectTypeOf<genai1Oldest.LiveServerMessage>().toExtend<LiveServerMessage>();
    type Input = LiveClientMessage['realtimeInput'];
    expectTypeOf<genai3.LiveSendRealtimeInputParameters>().toExtend<Input>();
    type Content = LiveClientMessage['clientContent'];
    expectTypeOf<genai3.LiveSendClientContentParameters>().toExtend<Content>();
    type Answers = LiveClientMessage['toolResponse'];
    expectTypeOf<genai3.LiveSendToolResponseParameters>().toExtend<Answers>();
  });

  it('embeds and counts', () => {
    expectTypeOf<genai3.EmbedContentParameters>().toExtend<EmbedBody>();
    expectTypeOf<genai3.EmbedContentResponse>().toExtend<EmbedReply>();
    expectTypeOf<genai3.CountTokensParameters>().toExtend<CountBody>();
    expectTypeOf<genai3.CountTokensResponse>().toExtend<CountReply>();
  });

  it('has batches', () => {
    expectTypeOf<genai3.CreateBatchJobParameters>().toExtend<BatchBody>();
    expectTypeOf<genai3.CreateEmbeddingsBatchJobParameters>().toExtend<BatchBody>();
    expectTypeOf<genai3.GetBatchJobParameters>().toExtend<BatchBody>();
    expectTypeOf<genai3.BatchJob>().toExtend<Batch>();
    expectTypeOf<genai2.BatchJob>().toExtend<Batch>();
    expectTypeOf<genai1.BatchJob>().toExtend<Batch>();
  });

  it('makes images', () => {
    expectTypeOf<genai3.GenerateImagesParameters>().toExtend<ImageBody>();
    expectTypeOf<genai3.EditImageParameters>().toExtend<ImageBody>();
    expectTypeOf<genai3.UpscaleImageParameters>().toExtend<ImageBody>();
    expectTypeOf<genai3.GenerateImagesResponse>().toExtend<ImageReply>();
    expectTypeOf<genai3.RecontextImageResponse>().toExtend<ImageReply>();
  });
});

describe('interactions', () => {
  it('are those of steps from 2.1 on', () => {
    expectTypeOf<genai3.Interactions.InteractionCreateParams>().toExtend<InteractionBody>();
    expectTypeOf<genai3.Interactions.Interaction>().toExtend<Interaction>();
    expectTypeOf<genai3.Interactions.InteractionSSEEvent>().toExtend<InteractionEvent>();
    expectTypeOf<genai2.Interactions.Interaction>().toExtend<Interaction>();
    expectTypeOf<genai2.Interactions.InteractionSSEEvent>().toExtend<InteractionEvent>();
  });

  it('are those of contents before', () => {
    expectTypeOf<genai1.Interactions.InteractionCreateParams>().toExtend<InteractionBody>();
    expectTypeOf<genai1.Interactions.Interaction>().toExtend<Interaction>();
    expectTypeOf<genai1.Interactions.InteractionSSEEvent>().toExtend<InteractionEvent>();
  });
});

describe('@google/genai 2', () => {
  it('has the same', () => {
    expectTypeOf<genai2.GenerateContentParameters>().toExtend<GenerateBody>();
    expectTypeOf<genai2.GenerateContentResponse>().toExtend<GenerateReply>();
    expectTypeOf<genai2.EmbedContentParameters>().toExtend<EmbedBody>();
    expectTypeOf<genai2.EmbedContentResponse>().toExtend<EmbedReply>();
    expectTypeOf<genai2.CountTokensResponse>().toExtend<CountReply>();
    expectTypeOf<genai2.GenerateImagesParameters>().toExtend<ImageBody>();
    expectTypeOf<genai2.GenerateImagesResponse>().toExtend<ImageReply>();
  });
});

describe('@google/genai 1', () => {
  it('has the same', () => {
    expectTypeOf<genai1.GenerateContentParameters>().toExtend<GenerateBody>();
    expectTypeOf<genai1.GenerateContentResponse>().toExtend<GenerateReply>();
    expectTypeOf<genai1.EmbedContentParameters>().toExtend<EmbedBody>();
    expectTypeOf<genai1.EmbedContentResponse>().toExtend<EmbedReply>();
    expectTypeOf<genai1.CountTokensResponse>().toExtend<CountReply>();
    expectTypeOf<genai1.GenerateImagesParameters>().toExtend<ImageBody>();
    expectTypeOf<genai1.GenerateImagesResponse>().toExtend<ImageReply>();
  });

  it('had it from its first version on', () => {
    expectTypeOf<genai1Oldest.GenerateContentParameters>().toExtend<GenerateBody>();
    expectTypeOf<genai1Oldest.GenerateContentResponse>().toExtend<GenerateReply>();
    expectTypeOf<genai1Oldest.EmbedContentResponse>().toExtend<EmbedReply>();
    expectTypeOf<genai1Oldest.CountTokensResponse>().toExtend<CountReply>();
    expectTypeOf<genai1Oldest.GenerateImagesParameters>().toExtend<ImageBody>();
    expectTypeOf<genai1Oldest.GenerateImagesResponse>().toExtend<ImageReply>();
  });
});

describe('@google-cloud/vertexai 1', () => {
  it('generates', () => {
    expectTypeOf<vertexai.GenerateContentRequest>().toExtend<VertexRequest>();
    expectTypeOf<(string | vertexai.Part)[]>().toExtend<VertexRequest>();
    expectTypeOf<vertexai.GenerateContentResponse>().toExtend<GenerateReply>();
    expectTypeOf<vertexai.CountTokensResponse>().toExtend<CountReply>();
  });

  it('did so from its first version on', () => {
    expectTypeOf<vertexaiOldest.GenerateContentRequest>().toExtend<VertexRequest>();
    expectTypeOf<vertexaiOldest.GenerateContentResponse>().toExtend<GenerateReply>();
  });
});
