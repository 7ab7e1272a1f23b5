/** The real clients still have the shapes that are read: the oldest and the newest that are supported. */
import type * as Client3 from 'huggingface3-oldest';
import type * as Client4 from '@huggingface/inference';
import type { ChatChunk, ChatCompletion } from '../../openai/src/openai.ts';
import type { Addressed, FeatureBody, Generation, GenerationBody } from './huggingface.ts';
import { describe, expectTypeOf, it } from 'vitest';

type Body<Method extends (...values: never[]) => unknown> = Parameters<Method>[0];
type Chunk<Method extends (...values: never[]) => AsyncGenerator> =
  ReturnType<Method> extends AsyncGenerator<infer Value> ? Value : never;

describe('@huggingface/inference 4', () => {
  it('has them', () => {
    expectTypeOf<Body<typeof Client4.chatCompletion>>().toExtend<Addressed>();
    expectTypeOf<Awaited<ReturnType<typeof Client4.chatCompletion>>>().toExtend<ChatCompletion>();
    expectTypeOf<Chunk<typeof Client4.chatCompletionStream>>().toExtend<ChatChunk>();
    expectTypeOf<Body<typeof Client4.textGeneration>>().toExtend<GenerationBody>();
    expectTypeOf<Awaited<ReturnType<typeof Client4.textGeneration>>>().toExtend<Generation>();
    expectTypeOf<Body<typeof Client4.featureExtraction>>().toExtend<Addressed>();
    expectTypeOf<Pick<FeatureBody, 'model'>>().toExtend<Addressed>();
  });
});

describe('@huggingface/inference 3', () => {
  it('has them', () => {
    expectTypeOf<Body<typeof Client3.chatCompletion>>().toExtend<Addressed>();
    expectTypeOf<Awaited<ReturnType<typeof Client3.chatCompletion>>>().toExtend<ChatCompletion>();
    expectTypeOf<Chunk<typeof Client3.chatCompletionStream>>().toExtend<ChatChunk>();
    expectTypeOf<Body<typeof Client3.textGeneration>>().toExtend<GenerationBody>();
    expectTypeOf<Awaited<ReturnType<typeof Client3.textGeneration>>>().toExtend<Generation>();
  });
});
