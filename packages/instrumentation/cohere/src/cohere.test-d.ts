/** The real clients still have the shapes that are read: the oldest and the newest of each major. */
import type { Cohere as Cohere8 } from 'cohere-ai';
import type { Cohere as Cohere7 } from 'cohere7';
import type { Cohere as Cohere8Oldest } from 'cohere8-oldest';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  ChatBody,
  ChatEvent,
  ChatReply,
  EmbedBody,
  EmbedReply,
  OlderChatBody,
  OlderChatEvent,
  OlderChatReply,
  RerankBody,
  RerankReply,
} from './cohere.ts';

/** Events of which nothing is read. */
interface Unread {
  readonly type: 'debug' | 'citation-start';
}

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ messages: number }>().not.toExtend<ChatBody>();
  expectTypeOf<{ usage: { tokens: number } }>().not.toExtend<ChatReply>();
  expectTypeOf<{ results: [{ index: string }] }>().not.toExtend<RerankReply>();
});

describe('cohere-ai 8', () => {
  it('chats', () => {
    expectTypeOf<Cohere8.V2ChatRequest>().toExtend<ChatBody>();
    expectTypeOf<Cohere8.V2ChatResponse>().toExtend<ChatReply>();
    expectTypeOf<Exclude<Cohere8.V2ChatStreamResponse, Unread>>().toExtend<ChatEvent>();
  });

  it('chats by version 1', () => {
    expectTypeOf<Cohere8.ChatRequest>().toExtend<OlderChatBody>();
    expectTypeOf<Cohere8.NonStreamedChatResponse>().toExtend<OlderChatReply>();
    expectTypeOf<Cohere8.StreamedChatResponse>().toExtend<OlderChatEvent>();
  });

  it('embeds and puts in order', () => {
    expectTypeOf<Cohere8.V2EmbedRequest>().toExtend<EmbedBody>();
    expectTypeOf<Cohere8.EmbedResponse>().toExtend<EmbedReply>();
    expectTypeOf<Cohere8.V2RerankRequest>().toExtend<RerankBody>();
    expectTypeOf<Cohere8.V2RerankResponse>().toExtend<RerankReply>();
    expectTypeOf<Cohere8.RerankResponse>().toExtend<RerankReply>();
  });
});

describe('the oldest of 8', () => {
  it('chats', () => {
    expectTypeOf<Cohere8Oldest.V2ChatRequest>().toExtend<ChatBody>();
    expectTypeOf<Cohere8Oldest.V2ChatResponse>().toExtend<ChatReply>();
    expectTypeOf<Exclude<Cohere8Oldest.V2ChatStreamResponse, Unread>>().toExtend<ChatEvent>();
  });

  it('chats by version 1', () => {
    expectTypeOf<Cohere8Oldest.ChatRequest>().toExtend<OlderChatBody>();
    expectTypeOf<Cohere8Oldest.NonStreamedChatResponse>().toExtend<OlderChatReply>();
    expectTypeOf<Cohere8Oldest.StreamedChatResponse>().toExtend<OlderChatEvent>();
  });

  it('embeds and puts in order', () => {
    expectTypeOf<Cohere8Oldest.V2EmbedRequest>().toExtend<EmbedBody>();
    expectTypeOf<Cohere8Oldest.EmbedResponse>().toExtend<EmbedReply>();
    expectTypeOf<Cohere8Oldest.V2RerankRequest>().toExtend<RerankBody>();
    expectTypeOf<Cohere8Oldest.V2RerankResponse>().toExtend<RerankReply>();
    expectTypeOf<Cohere8Oldest.RerankResponse>().toExtend<RerankReply>();
  });
});

describe('cohere-ai 7', () => {
  it('chats', () => {
    expectTypeOf<Cohere7.V2ChatRequest>().toExtend<ChatBody>();
    expectTypeOf<Cohere7.V2ChatResponse>().toExtend<ChatReply>();
    expectTypeOf<Exclude<Cohere7.V2ChatStreamResponse, Unread>>().toExtend<ChatEvent>();
  });

  it('chats by version 1', () => {
    expectTypeOf<Cohere7.ChatRequest>().toExtend<OlderChatBody>();
    expectTypeOf<Cohere7.NonStreamedChatResponse>().toExtend<OlderChatReply>();
    expectTypeOf<Cohere7.StreamedChatResponse>().toExtend<OlderChatEvent>();
  });

  it('embeds and puts in order', () => {
    expectTypeOf<Cohere7.V2EmbedRequest>().toExtend<EmbedBody>();
    expectTypeOf<Cohere7.EmbedResponse>().toExtend<EmbedReply>();
    expectTypeOf<Cohere7.V2RerankRequest>().toExtend<RerankBody>();
    expectTypeOf<Cohere7.V2RerankResponse>().toExtend<RerankReply>();
    expectTypeOf<Cohere7.RerankResponse>().toExtend<RerankReply>();
  });
});
