/** The real SDK still has the shapes that are read: the newest of each major, and the oldest of all. */
import type { EmbedResult, LanguageModel, ModelMessage, RerankResult, Telemetry } from 'ai';
import type {
  EmbedManyResult as EmbedManyResult5,
  LanguageModel as LanguageModel5,
  ModelMessage as ModelMessage5,
} from 'ai5';
import type { LanguageModel as LanguageModel5Oldest } from 'ai5-oldest';
import type { LanguageModel as LanguageModel6, ModelMessage as ModelMessage6 } from 'ai6';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  EmbedReply,
  Event,
  ModelReply,
  RerankReply,
  SdkMessage,
  StreamPart,
  ToolOutput,
} from './ai.ts';

/** What the models of a version give. */
type Models<T, V extends string> = Extract<T, { readonly specificationVersion: V }>;
type Whole<T extends { doGenerate: (...given: never[]) => unknown }> = Awaited<
  ReturnType<T['doGenerate']>
>;
type Part<T extends { doStream: (...given: never[]) => PromiseLike<{ stream: unknown }> }> =
  Awaited<ReturnType<T['doStream']>>['stream'] extends ReadableStream<infer P> ? P : never;
/** The parts that are read; a reader takes each for what its type says, so they need not share other fields. */
type Read<P> = Extract<
  P,
  {
    type: 'response-metadata' | 'text-delta' | 'reasoning-delta' | 'tool-call' | 'finish' | 'error';
  }
>;
type Told<K extends 'executeLanguageModelCall' | 'executeTool'> = Omit<
  Parameters<NonNullable<Telemetry[K]>>[0],
  'execute'
>;

/** A type to which everything is assignable proves nothing. */
it('is held against shapes that refuse others', () => {
  expectTypeOf<{ usage: { inputTokens: string } }>().not.toExtend<ModelReply>();
  expectTypeOf<{ modelId: number }>().not.toExtend<Event>();
  expectTypeOf<{ content: number }>().not.toExtend<SdkMessage>();
});

describe('7', () => {
  type Model = Models<LanguageModel, 'v4'>;
  it('has what a model gives', () => {
    expectTypeOf<Pick<Whole<Model>, 'usage' | 'finishReason' | 'response'>>().toExtend<
      Pick<Loose<ModelReply>, 'usage' | 'finishReason' | 'response'>
    >();
    expectTypeOf<Read<Part<Model>>>().toExtend<Loose<StreamPart>>();
  });
  it('tells of calls and tools', () => {
    type Call = Pick<
      Told<'executeLanguageModelCall'>,
      'provider' | 'modelId' | 'temperature' | 'maxOutputTokens' | 'functionId' | 'reasoning'
    >;
    expectTypeOf<Call>().toExtend<Loose<Event>>();
    expectTypeOf<NonNullable<Told<'executeTool'>['toolCall']>>().toExtend<
      Loose<NonNullable<Event['toolCall']>>
    >();
  });
  it('has messages, vectors and rankings', () => {
    expectTypeOf<ModelMessage['role']>().toExtend<NonNullable<SdkMessage['role']>>();
    expectTypeOf<EmbedResult>().toExtend<Loose<EmbedReply>>();
    expectTypeOf<RerankResult<string>>().toExtend<Loose<RerankReply>>();
  });
});

describe('6', () => {
  type Model = Models<LanguageModel6, 'v3'>;
  it('has what a model gives', () => {
    expectTypeOf<Pick<Whole<Model>, 'usage' | 'finishReason' | 'response'>>().toExtend<
      Pick<Loose<ModelReply>, 'usage' | 'finishReason' | 'response'>
    >();
    expectTypeOf<Read<Part<Model>>>().toExtend<Loose<StreamPart>>();
    expectTypeOf<ModelMessage6['role']>().toExtend<NonNullable<SdkMessage['role']>>();
  });
});

describe('5', () => {
  type Model = Models<LanguageModel5, 'v2'>;
  type Oldest = Models<LanguageModel5Oldest, 'v2'>;
  it('has what a model gives', () => {
    expectTypeOf<Pick<Whole<Model>, 'usage' | 'finishReason' | 'response'>>().toExtend<
      Pick<Loose<ModelReply>, 'usage' | 'finishReason' | 'response'>
    >();
    expectTypeOf<Read<Part<Model>>>().toExtend<Loose<StreamPart>>();
    expectTypeOf<Read<Part<Oldest>>>().toExtend<Loose<StreamPart>>();
    expectTypeOf<ModelMessage5['role']>().toExtend<NonNullable<SdkMessage['role']>>();
    expectTypeOf<EmbedManyResult5<string>>().toExtend<Loose<EmbedReply>>();
  });
  it('says that a tool threw', () => {
    expectTypeOf<{ type: 'tool-error'; error: unknown }>().toExtend<ToolOutput>();
  });
});

/** The same with `undefined` wherever a field may be left out: the SDK writes it so. */
type Loose<T> = T extends readonly (infer Item)[]
  ? readonly Loose<Item>[]
  : T extends object
    ? { readonly [K in keyof T]?: Loose<T[K]> | undefined }
    : T;
