/** Watched, the client does all that it does alone. */
import { join } from 'node:path';
import { describeUntouched } from '@spanwise/testing';

describeUntouched(
  join(import.meta.dirname, 'untouched-app.ts'),
  ['mongodb6-oldest', 'mongodb'],
  20,
);
