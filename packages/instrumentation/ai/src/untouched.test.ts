/** Watched, the SDK does all that it does alone. */
import { join } from 'node:path';
import { describeUntouched } from '@spanwise/testing';

describeUntouched(
  join(import.meta.dirname, 'untouched-app.ts'),
  ['ai5-oldest', 'ai6', 'ai'],
  40,
  {},
);
