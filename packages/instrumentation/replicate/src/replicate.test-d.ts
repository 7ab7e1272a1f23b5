/** The real client still has the shapes that are read. */
import type { Argument, Reply } from '@spanwise/testing';
import type Replicate from 'replicate';
import type { Prediction, PredictionBody, PredictionEvent } from './replicate.ts';
import { expectTypeOf, it } from 'vitest';

it('replicate 1 has them', () => {
  type Predictions = Replicate['predictions'];
  expectTypeOf<Argument<Predictions, 'create'>>().toExtend<PredictionBody>();
  expectTypeOf<Reply<Predictions, 'create'>>().toExtend<Prediction>();
  expectTypeOf<Reply<Replicate, 'wait'>>().toExtend<Prediction>();
  type Event = ReturnType<Replicate['stream']> extends AsyncGenerator<infer Value> ? Value : never;
  expectTypeOf<Event>().toExtend<PredictionEvent>();
});
