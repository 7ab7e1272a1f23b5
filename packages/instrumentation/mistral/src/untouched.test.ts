/** Watched, the client does all that it does alone: what `test/twin` has no situation for. */
import { join } from 'node:path';
import { describeUntouched } from '@spanwise/testing';

// Not the oldest: up to 1.9 it loses events of a stream that arrive together.
describeUntouched(
  join(import.meta.dirname, 'untouched-app.ts'),
  ['mistral1', '@mistralai/mistralai'],
  8,
);
