/** The real clients still have the shapes that are read: the newest and oldest of each major. */
import type { Anthropic } from '@anthropic-ai/sdk';
import type { Anthropic as Anthropic0 } from 'anthropic0';
import type { Anthropic as Anthropic0Oldest } from 'anthropic0-oldest';
import type { Anthropic as Anthropic1Oldest } from 'anthropic1-oldest';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  Batch,
  BatchBody,
  BatchResult,
  Block,
  Completion,
  CompletionBody,
  Message,
  MessageBody,
  MessageEvent,
  Options,
  TokensCount,
} from './anthropic.ts';

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ model: number }>().not.toExtend<MessageBody>();
  expectTypeOf<{ usage: { input_tokens: string } }>().not.toExtend<Message>();
  expectTypeOf<{ type: string; delta: { text: number } }>().not.toExtend<MessageEvent>();
});

describe('@anthropic-ai/sdk 1', () => {
  it('has messages', () => {
    expectTypeOf<Anthropic.MessageCreateParams>().toExtend<MessageBody>();
    expectTypeOf<Anthropic.RequestOptions>().toExtend<Options>();
    expectTypeOf<Anthropic.Message>().toExtend<Message>();
    expectTypeOf<Anthropic.ContentBlockParam>().toExtend<Block>();
    expectTypeOf<Anthropic.MessageStreamEvent>().toExtend<MessageEvent>();
    expectTypeOf<Anthropic1Oldest.MessageCreateParams>().toExtend<MessageBody>();
    expectTypeOf<Anthropic1Oldest.Message>().toExtend<Message>();
    expectTypeOf<Anthropic1Oldest.MessageStreamEvent>().toExtend<MessageEvent>();
  });

  it('has them in the beta', () => {
    expectTypeOf<Anthropic.Beta.MessageCreateParams>().toExtend<MessageBody>();
    expectTypeOf<Anthropic.Beta.BetaMessage>().toExtend<Message>();
    expectTypeOf<Anthropic.Beta.BetaContentBlockParam>().toExtend<Block>();
    expectTypeOf<Anthropic.Beta.BetaRawMessageStreamEvent>().toExtend<MessageEvent>();
  });

  it('has batches', () => {
    expectTypeOf<Anthropic.Messages.BatchCreateParams>().toExtend<BatchBody>();
    expectTypeOf<Anthropic.Messages.MessageBatch>().toExtend<Batch>();
    expectTypeOf<Anthropic.Messages.MessageBatchIndividualResponse>().toExtend<BatchResult>();
    expectTypeOf<Anthropic.Beta.Messages.BetaMessageBatch>().toExtend<Batch>();
    expectTypeOf<Anthropic.Beta.Messages.BetaMessageBatchIndividualResponse>().toExtend<BatchResult>();
  });

  it('counts tokens', () => {
    expectTypeOf<Anthropic.MessageCountTokensParams>().toExtend<MessageBody>();
    expectTypeOf<Anthropic.MessageTokensCount>().toExtend<TokensCount>();
    expectTypeOf<Anthropic.Beta.BetaMessageTokensCount>().toExtend<TokensCount>();
  });
});

describe('@anthropic-ai/sdk 0', () => {
  it('has the same, and text completions', () => {
    expectTypeOf<Anthropic0.MessageCreateParams>().toExtend<MessageBody>();
    expectTypeOf<Anthropic0.Message>().toExtend<Message>();
    expectTypeOf<Anthropic0.MessageStreamEvent>().toExtend<MessageEvent>();
    expectTypeOf<Anthropic0.MessageTokensCount>().toExtend<TokensCount>();
    expectTypeOf<Anthropic0.CompletionCreateParams>().toExtend<CompletionBody>();
    expectTypeOf<Anthropic0.Completion>().toExtend<Completion>();
  });

  it('had messages and completions from the oldest on', () => {
    expectTypeOf<Anthropic0Oldest.MessageCreateParams>().toExtend<MessageBody>();
    expectTypeOf<Anthropic0Oldest.Message>().toExtend<Message>();
    expectTypeOf<Anthropic0Oldest.MessageStreamEvent>().toExtend<MessageEvent>();
    expectTypeOf<Anthropic0Oldest.CompletionCreateParams>().toExtend<CompletionBody>();
    expectTypeOf<Anthropic0Oldest.Completion>().toExtend<Completion>();
  });
});
