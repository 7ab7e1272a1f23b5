/** The real clients still have the shapes that are read: the oldest and the newest of each major. */
import type { Mistral as Mistral2 } from '@mistralai/mistralai';
import type { Mistral as Mistral1 } from 'mistral1';
import type { Mistral as Mistral1Oldest } from 'mistral1-oldest';
import type { Mistral as Mistral2Oldest } from 'mistral2-oldest';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  ChatBody,
  ChatCompletion,
  ChatEvent,
  Conversation,
  ConversationBody,
  ConversationEvent,
  EmbeddingBody,
  EmbeddingReply,
  FimBody,
  ModerationBody,
  ModerationReply,
  OcrBody,
  OcrReply,
} from './mistral.ts';

type Method = (body: never, options?: never) => Promise<unknown>;
type Body<M extends Method> = Parameters<M>[0];
type Reply<M extends Method> = Awaited<ReturnType<M>>;
type Event<M extends Method> = Reply<M> extends AsyncIterable<infer E> ? E : never;

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ messages: number }>().not.toExtend<ChatBody>();
  expectTypeOf<{ usage: { promptTokens: string } }>().not.toExtend<ChatCompletion>();
  expectTypeOf<{ data: [{ embedding: string }] }>().not.toExtend<EmbeddingReply>();
});

describe('@mistralai/mistralai 2', () => {
  it('chats, itself and by agents', () => {
    expectTypeOf<Body<Mistral2['chat']['complete']>>().toExtend<ChatBody>();
    expectTypeOf<Reply<Mistral2['chat']['complete']>>().toExtend<ChatCompletion>();
    expectTypeOf<Event<Mistral2['chat']['stream']>>().toExtend<ChatEvent>();
    expectTypeOf<Body<Mistral2['agents']['complete']>>().toExtend<ChatBody>();
    expectTypeOf<Event<Mistral2['agents']['stream']>>().toExtend<ChatEvent>();
  });

  it('fills in and embeds', () => {
    expectTypeOf<Body<Mistral2['fim']['complete']>>().toExtend<FimBody>();
    expectTypeOf<Event<Mistral2['fim']['stream']>>().toExtend<ChatEvent>();
    expectTypeOf<Body<Mistral2['embeddings']['create']>>().toExtend<EmbeddingBody>();
    expectTypeOf<Reply<Mistral2['embeddings']['create']>>().toExtend<EmbeddingReply>();
  });

  it('judges and reads documents', () => {
    expectTypeOf<Body<Mistral2['classifiers']['moderate']>>().toExtend<ModerationBody>();
    expectTypeOf<Reply<Mistral2['classifiers']['moderate']>>().toExtend<ModerationReply>();
    expectTypeOf<Body<Mistral2['ocr']['process']>>().toExtend<OcrBody>();
    expectTypeOf<Reply<Mistral2['ocr']['process']>>().toExtend<OcrReply>();
  });

  it('converses', () => {
    type Conversations = Mistral2['beta']['conversations'];
    expectTypeOf<Body<Conversations['start']>>().toExtend<ConversationBody>();
    expectTypeOf<Reply<Conversations['start']>>().toExtend<Conversation>();
    expectTypeOf<Event<Conversations['startStream']>>().toExtend<ConversationEvent>();
  });
});

describe('the oldest of 2', () => {
  it('chats, itself and by agents', () => {
    expectTypeOf<Body<Mistral2Oldest['chat']['complete']>>().toExtend<ChatBody>();
    expectTypeOf<Reply<Mistral2Oldest['chat']['complete']>>().toExtend<ChatCompletion>();
    expectTypeOf<Event<Mistral2Oldest['chat']['stream']>>().toExtend<ChatEvent>();
    expectTypeOf<Body<Mistral2Oldest['agents']['complete']>>().toExtend<ChatBody>();
    expectTypeOf<Event<Mistral2Oldest['agents']['stream']>>().toExtend<ChatEvent>();
  });

  it('fills in and embeds', () => {
    expectTypeOf<Body<Mistral2Oldest['fim']['complete']>>().toExtend<FimBody>();
    expectTypeOf<Event<Mistral2Oldest['fim']['stream']>>().toExtend<ChatEvent>();
    expectTypeOf<Body<Mistral2Oldest['embeddings']['create']>>().toExtend<EmbeddingBody>();
    expectTypeOf<Reply<Mistral2Oldest['embeddings']['create']>>().toExtend<EmbeddingReply>();
  });

  it('judges and reads documents', () => {
    expectTypeOf<Body<Mistral2Oldest['classifiers']['moderate']>>().toExtend<ModerationBody>();
    expectTypeOf<Reply<Mistral2Oldest['classifiers']['moderate']>>().toExtend<ModerationReply>();
    expectTypeOf<Body<Mistral2Oldest['ocr']['process']>>().toExtend<OcrBody>();
    expectTypeOf<Reply<Mistral2Oldest['ocr']['process']>>().toExtend<OcrReply>();
  });

  it('converses', () => {
    type Conversations = Mistral2Oldest['beta']['conversations'];
    expectTypeOf<Body<Conversations['start']>>().toExtend<ConversationBody>();
    expectTypeOf<Reply<Conversations['start']>>().toExtend<Conversation>();
    expectTypeOf<Event<Conversations['startStream']>>().toExtend<ConversationEvent>();
  });
});

describe('@mistralai/mistralai 1', () => {
  it('chats, itself and by agents', () => {
    expectTypeOf<Body<Mistral1['chat']['complete']>>().toExtend<ChatBody>();
    expectTypeOf<Reply<Mistral1['chat']['complete']>>().toExtend<ChatCompletion>();
    expectTypeOf<Event<Mistral1['chat']['stream']>>().toExtend<ChatEvent>();
    expectTypeOf<Body<Mistral1['agents']['complete']>>().toExtend<ChatBody>();
    expectTypeOf<Event<Mistral1['agents']['stream']>>().toExtend<ChatEvent>();
  });

  it('fills in and embeds', () => {
    expectTypeOf<Body<Mistral1['fim']['complete']>>().toExtend<FimBody>();
    expectTypeOf<Event<Mistral1['fim']['stream']>>().toExtend<ChatEvent>();
    expectTypeOf<Body<Mistral1['embeddings']['create']>>().toExtend<EmbeddingBody>();
    expectTypeOf<Reply<Mistral1['embeddings']['create']>>().toExtend<EmbeddingReply>();
  });

  it('judges and reads documents', () => {
    expectTypeOf<Body<Mistral1['classifiers']['moderate']>>().toExtend<ModerationBody>();
    expectTypeOf<Reply<Mistral1['classifiers']['moderate']>>().toExtend<ModerationReply>();
    expectTypeOf<Body<Mistral1['ocr']['process']>>().toExtend<OcrBody>();
    expectTypeOf<Reply<Mistral1['ocr']['process']>>().toExtend<OcrReply>();
  });

  it('converses', () => {
    type Conversations = Mistral1['beta']['conversations'];
    expectTypeOf<Body<Conversations['start']>>().toExtend<ConversationBody>();
    expectTypeOf<Reply<Conversations['start']>>().toExtend<Conversation>();
    expectTypeOf<Event<Conversations['startStream']>>().toExtend<ConversationEvent>();
  });
});

describe('the oldest of 1', () => {
  it('chats, itself and by agents', () => {
    expectTypeOf<Body<Mistral1Oldest['chat']['complete']>>().toExtend<ChatBody>();
    expectTypeOf<Reply<Mistral1Oldest['chat']['complete']>>().toExtend<ChatCompletion>();
    expectTypeOf<Event<Mistral1Oldest['chat']['stream']>>().toExtend<ChatEvent>();
    expectTypeOf<Body<Mistral1Oldest['agents']['complete']>>().toExtend<ChatBody>();
    expectTypeOf<Event<Mistral1Oldest['agents']['stream']>>().toExtend<ChatEvent>();
  });

  it('fills in and embeds', () => {
    expectTypeOf<Body<Mistral1Oldest['fim']['complete']>>().toExtend<FimBody>();
    expectTypeOf<Event<Mistral1Oldest['fim']['stream']>>().toExtend<ChatEvent>();
    expectTypeOf<Body<Mistral1Oldest['embeddings']['create']>>().toExtend<EmbeddingBody>();
    expectTypeOf<Reply<Mistral1Oldest['embeddings']['create']>>().toExtend<EmbeddingReply>();
  });
});
