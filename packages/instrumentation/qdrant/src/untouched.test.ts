/** Watched, the client by gRPC does all that it does alone. */
import { join } from 'node:path';
import { describeUntouched } from '@spanwise/testing';

describeUntouched(
  join(import.meta.dirname, 'untouched-app.ts'),
  ['qdrant-grpc-oldest', '@qdrant/js-client-grpc'],
  15,
  {},
);
