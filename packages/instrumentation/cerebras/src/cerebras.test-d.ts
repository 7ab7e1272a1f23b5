/** The real client still has the shapes that are read. */
import type { Cerebras } from '@cerebras/cerebras_cloud_sdk';
import type {
  ChatBody,
  ChatChunk,
  ChatCompletion,
  Completion,
  CompletionBody,
} from '../../openai/src/openai.ts';
import { expectTypeOf, it } from 'vitest';

it('@cerebras/cerebras_cloud_sdk 1 has them', () => {
  expectTypeOf<Cerebras.Chat.ChatCompletionCreateParams>().toExtend<Omit<ChatBody, 'messages'>>();
  expectTypeOf<Cerebras.Chat.ChatCompletion.ChatCompletionResponse>().toExtend<ChatCompletion>();
  expectTypeOf<Cerebras.Chat.ChatCompletion.ChatChunkResponse>().toExtend<ChatChunk>();
  expectTypeOf<Cerebras.CompletionCreateParams>().toExtend<CompletionBody>();
  expectTypeOf<Cerebras.Completion.CompletionResponse>().toExtend<Completion>();
});
