/** Watched, the client does all that it does alone: what `test/twin` has no situation for. */
import { join } from 'node:path';
import { describeUntouched } from '@spanwise/testing';

describeUntouched(join(import.meta.dirname, 'untouched-app.ts'), ['cohere7', 'cohere-ai'], 10);
