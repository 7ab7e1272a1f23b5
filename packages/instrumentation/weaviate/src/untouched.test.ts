/** Watched, the clients do all that they do alone. */
import { join } from 'node:path';
import { describeUntouched } from '@spanwise/testing';

describeUntouched(
  join(import.meta.dirname, 'untouched-app.ts'),
  ['weaviate-oldest', 'weaviate-client'],
  20,
  {},
);
describeUntouched(
  join(import.meta.dirname, 'untouched-ts-app.ts'),
  ['weaviate-ts-oldest', 'weaviate-ts-client'],
  15,
  {},
);
