/** The real client still has the shapes that are read. */
import type {
  AudioReply,
  ChatBody,
  ChatChunk,
  ChatCompletion,
  Completion,
  CompletionBody,
  EmbeddingBody,
  EmbeddingReply,
  ImageBody,
  ImageReply,
} from '../../openai/src/openai.ts';
import type { Together } from 'together-ai';
import { expectTypeOf, it } from 'vitest';
import type { BatchBody, BatchJob, BatchReply } from './batches.ts';
import type { RerankBody, RerankReply } from './rerank.ts';

it('together-ai 0.52 has them', () => {
  expectTypeOf<Together.Chat.CompletionCreateParams>().toExtend<ChatBody>();
  expectTypeOf<Together.Chat.ChatCompletion>().toExtend<ChatCompletion>();
  expectTypeOf<Together.Chat.ChatCompletionChunk>().toExtend<ChatChunk>();
  expectTypeOf<Together.CompletionCreateParams>().toExtend<CompletionBody>();
  expectTypeOf<Together.Completion>().toExtend<Completion>();
  expectTypeOf<Omit<Together.Completions.CompletionChunk, 'token'>>().toExtend<Completion>();
  expectTypeOf<Together.EmbeddingCreateParams>().toExtend<EmbeddingBody>();
  expectTypeOf<Together.Embedding>().toExtend<EmbeddingReply>();
  expectTypeOf<Together.ImageGenerateParams>().toExtend<ImageBody>();
  expectTypeOf<Together.ImageFile>().toExtend<ImageReply>();
  expectTypeOf<Together.RerankCreateParams>().toExtend<RerankBody>();
  expectTypeOf<Together.RerankCreateResponse>().toExtend<RerankReply>();
  expectTypeOf<Together.BatchCreateParams>().toExtend<BatchBody>();
  expectTypeOf<Together.BatchCreateResponse>().toExtend<BatchReply>();
  expectTypeOf<Together.BatchJob>().toExtend<BatchJob>();
  expectTypeOf<Together.Audio.TranscriptionCreateResponse>().toExtend<AudioReply>();
});
