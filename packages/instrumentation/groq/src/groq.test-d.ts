/** The real clients still have the shapes that are read: the oldest and the newest of each major. */
import type { Groq as Groq0 } from 'groq0';
import type { ChatCompletionCreateParamsBase as Body0 } from 'groq0/resources/chat/completions';
import type { Groq } from 'groq-sdk';
import type { ChatCompletionCreateParamsBase as Body1 } from 'groq-sdk/resources/chat/completions';
import type {
  Batch,
  ChatBody,
  ChatChunk,
  ChatCompletion,
  EmbeddingBody,
  EmbeddingReply,
} from '../../openai/src/openai.ts';
import { expectTypeOf, it } from 'vitest';

it('groq-sdk 1 has them', () => {
  expectTypeOf<Body1>().toExtend<ChatBody>();
  expectTypeOf<Groq.Chat.ChatCompletion>().toExtend<ChatCompletion>();
  expectTypeOf<Groq.Chat.ChatCompletionChunk>().toExtend<ChatChunk>();
  expectTypeOf<Groq.EmbeddingCreateParams>().toExtend<EmbeddingBody>();
  expectTypeOf<Groq.CreateEmbeddingResponse>().toExtend<EmbeddingReply>();
  expectTypeOf<Groq.Batches.BatchRetrieveResponse>().toExtend<Batch>();
});

it('groq-sdk 0 has them', () => {
  expectTypeOf<Body0>().toExtend<ChatBody>();
  expectTypeOf<Groq0.Chat.ChatCompletion>().toExtend<ChatCompletion>();
  expectTypeOf<Groq0.Chat.ChatCompletionChunk>().toExtend<ChatChunk>();
});
