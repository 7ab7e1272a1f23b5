/** The real client still has the shapes that are read: the newest of each minor. */
import type * as newest from 'ollama';
import type * as ollama5 from 'ollama5';
import { expectTypeOf, it } from 'vitest';
import type {
  ChatRequest,
  ChatResponse,
  EmbedRequest,
  EmbedResponse,
  GenerateRequest,
  GenerateResponse,
  SystemOneResponse,
} from './ollama.ts';

it('ollama 0.6 has them', () => {
  expectTypeOf<newest.ChatRequest>().toExtend<ChatRequest>();
  expectTypeOf<newest.ChatResponse>().toExtend<ChatResponse>();
  expectTypeOf<newest.GenerateRequest>().toExtend<GenerateRequest>();
  expectTypeOf<newest.GenerateResponse>().toExtend<GenerateResponse>();
  expectTypeOf<newest.EmbedRequest>().toExtend<EmbedRequest>();
  expectTypeOf<newest.EmbedResponse>().toExtend<EmbedResponse>();
  expectTypeOf<newest.EmbeddingsResponse>().toExtend<EmbedResponse>();
  expectTypeOf<newest.SystemOneResponse>().toExtend<SystemOneResponse>();
});

it('ollama 0.5 has them', () => {
  expectTypeOf<ollama5.ChatRequest>().toExtend<ChatRequest>();
  expectTypeOf<ollama5.ChatResponse>().toExtend<ChatResponse>();
  expectTypeOf<ollama5.GenerateRequest>().toExtend<GenerateRequest>();
  expectTypeOf<ollama5.GenerateResponse>().toExtend<GenerateResponse>();
  expectTypeOf<ollama5.EmbedResponse>().toExtend<EmbedResponse>();
});
