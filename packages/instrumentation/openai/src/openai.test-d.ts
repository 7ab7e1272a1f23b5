/** The real clients still have the shapes that are read: the newest of each major, and the oldest of all. */
import type { OpenAI } from 'openai';
import type { OpenAI as OpenAI4 } from 'openai4';
import type { OpenAI as OpenAI4Oldest } from 'openai4-oldest';
import type { OpenAI as OpenAI5 } from 'openai5';
import type { OpenAI as OpenAI6 } from 'openai6';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  AudioBody,
  AudioEvent,
  AudioReply,
  Batch,
  ChatBody,
  ChatChunk,
  ChatCompletion,
  Completion,
  CompletionBody,
  EmbeddingBody,
  EmbeddingReply,
  ImageBody,
  ImageEvent,
  ImageReply,
  ModerationReply,
  ResponseBody,
  ResponseEvent,
  ResponseReply,
} from './openai.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ model: number }>().not.toExtend<ChatBody>();
  expectTypeOf<{ usage: { prompt_tokens: string } }>().not.toExtend<ChatCompletion>();
  expectTypeOf<{ usage: { input_tokens: string } }>().not.toExtend<ResponseReply>();
});

describe('openai 7', () => {
  it('has batches', () => {
    expectTypeOf<OpenAI.Batch>().toExtend<Batch>();
  });

  it('has chats', () => {
    expectTypeOf<OpenAI.Chat.ChatCompletionCreateParams>().toExtend<ChatBody>();
    expectTypeOf<OpenAI.Chat.ChatCompletion>().toExtend<ChatCompletion>();
    expectTypeOf<OpenAI.Chat.ChatCompletionChunk>().toExtend<ChatChunk>();
  });

  it('has text completions', () => {
    expectTypeOf<OpenAI.CompletionCreateParams>().toExtend<CompletionBody>();
    expectTypeOf<OpenAI.Completion>().toExtend<Completion>();
  });

  it('has responses', () => {
    expectTypeOf<OpenAI.Responses.ResponseCreateParams>().toExtend<ResponseBody>();
    expectTypeOf<OpenAI.Responses.Response>().toExtend<ResponseReply>();
    expectTypeOf<OpenAI.Responses.ResponseStreamEvent>().toExtend<ResponseEvent>();
    expectTypeOf<OpenAI.Beta.BetaResponse>().toExtend<ResponseReply>();
  });

  it('has embeddings and moderations', () => {
    expectTypeOf<OpenAI.EmbeddingCreateParams>().toExtend<EmbeddingBody>();
    expectTypeOf<OpenAI.CreateEmbeddingResponse>().toExtend<EmbeddingReply>();
    expectTypeOf<OpenAI.ModerationCreateResponse>().toExtend<ModerationReply>();
  });

  it('has images', () => {
    expectTypeOf<OpenAI.ImageGenerateParams>().toExtend<ImageBody>();
    expectTypeOf<OpenAI.ImageEditParams>().toExtend<ImageBody>();
    expectTypeOf<OpenAI.ImageCreateVariationParams>().toExtend<ImageBody>();
    expectTypeOf<OpenAI.ImagesResponse>().toExtend<ImageReply>();
    expectTypeOf<OpenAI.ImageGenStreamEvent>().toExtend<ImageEvent>();
    expectTypeOf<OpenAI.ImageEditStreamEvent>().toExtend<ImageEvent>();
  });

  it('has audio', () => {
    expectTypeOf<OpenAI.Audio.SpeechCreateParams>().toExtend<AudioBody>();
    expectTypeOf<OpenAI.Audio.TranscriptionCreateParams>().toExtend<AudioBody>();
    expectTypeOf<OpenAI.Audio.TranslationCreateParams>().toExtend<AudioBody>();
    expectTypeOf<OpenAI.Audio.Transcription>().toExtend<AudioReply>();
    expectTypeOf<OpenAI.Audio.TranscriptionVerbose>().toExtend<AudioReply>();
    expectTypeOf<OpenAI.Audio.TranscriptionStreamEvent>().toExtend<AudioEvent>();
  });
});

describe('openai 6', () => {
  it('has the same', () => {
    expectTypeOf<OpenAI6.Chat.ChatCompletionCreateParams>().toExtend<ChatBody>();
    expectTypeOf<OpenAI6.Chat.ChatCompletion>().toExtend<ChatCompletion>();
    expectTypeOf<OpenAI6.Chat.ChatCompletionChunk>().toExtend<ChatChunk>();
    expectTypeOf<OpenAI6.Responses.ResponseCreateParams>().toExtend<ResponseBody>();
    expectTypeOf<OpenAI6.Responses.Response>().toExtend<ResponseReply>();
    expectTypeOf<OpenAI6.Responses.ResponseStreamEvent>().toExtend<ResponseEvent>();
    expectTypeOf<OpenAI6.CreateEmbeddingResponse>().toExtend<EmbeddingReply>();
    expectTypeOf<OpenAI6.ImagesResponse>().toExtend<ImageReply>();
    expectTypeOf<OpenAI6.Audio.TranscriptionVerbose>().toExtend<AudioReply>();
    expectTypeOf<OpenAI6.ModerationCreateResponse>().toExtend<ModerationReply>();
  });
});

describe('openai 5', () => {
  it('has the same', () => {
    expectTypeOf<OpenAI5.Chat.ChatCompletionCreateParams>().toExtend<ChatBody>();
    expectTypeOf<OpenAI5.Chat.ChatCompletion>().toExtend<ChatCompletion>();
    expectTypeOf<OpenAI5.Chat.ChatCompletionChunk>().toExtend<ChatChunk>();
    expectTypeOf<OpenAI5.Responses.ResponseCreateParams>().toExtend<ResponseBody>();
    expectTypeOf<OpenAI5.Responses.Response>().toExtend<ResponseReply>();
    expectTypeOf<OpenAI5.Responses.ResponseStreamEvent>().toExtend<ResponseEvent>();
    expectTypeOf<OpenAI5.CreateEmbeddingResponse>().toExtend<EmbeddingReply>();
    expectTypeOf<OpenAI5.ImagesResponse>().toExtend<ImageReply>();
    expectTypeOf<OpenAI5.Audio.TranscriptionVerbose>().toExtend<AudioReply>();
    expectTypeOf<OpenAI5.ModerationCreateResponse>().toExtend<ModerationReply>();
  });
});

describe('openai 4', () => {
  it('has the same', () => {
    expectTypeOf<OpenAI4.Chat.ChatCompletionCreateParams>().toExtend<ChatBody>();
    expectTypeOf<OpenAI4.Chat.ChatCompletion>().toExtend<ChatCompletion>();
    expectTypeOf<OpenAI4.Chat.ChatCompletionChunk>().toExtend<ChatChunk>();
    expectTypeOf<OpenAI4.Responses.ResponseCreateParams>().toExtend<ResponseBody>();
    expectTypeOf<OpenAI4.Responses.Response>().toExtend<ResponseReply>();
    expectTypeOf<OpenAI4.Responses.ResponseStreamEvent>().toExtend<ResponseEvent>();
    expectTypeOf<OpenAI4.CreateEmbeddingResponse>().toExtend<EmbeddingReply>();
    expectTypeOf<OpenAI4.ImagesResponse>().toExtend<ImageReply>();
    expectTypeOf<OpenAI4.ModerationCreateResponse>().toExtend<ModerationReply>();
  });

  it('had it from its first version on', () => {
    expectTypeOf<OpenAI4Oldest.Chat.ChatCompletion>().toExtend<ChatCompletion>();
    expectTypeOf<OpenAI4Oldest.Chat.ChatCompletionChunk>().toExtend<ChatChunk>();
    expectTypeOf<OpenAI4Oldest.Completion>().toExtend<Completion>();
    expectTypeOf<OpenAI4Oldest.CreateEmbeddingResponse>().toExtend<EmbeddingReply>();
    expectTypeOf<OpenAI4Oldest.ImagesResponse>().toExtend<ImageReply>();
    expectTypeOf<OpenAI4Oldest.ModerationCreateResponse>().toExtend<ModerationReply>();
  });
});
