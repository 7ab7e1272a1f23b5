/** Instruments the `@aws-sdk/client-s3vectors` client: its commands, and how their input and output read as ours. */
import {
  defineAdapter,
  listOf,
  type Adapter,
  type Operation,
  type StoreRequest,
} from '@spanwise/core/adapter';
import { createStoreCall, retrievedDocument } from '@spanwise/store';
import {
  commandOperation,
  failure,
  isServiceClient,
} from '@spanwise/instrumentation-bedrock/client';
import { readPut, readQuery, readSelection } from './commands.ts';
import { s3VectorsHeader } from './header.ts';
import type { Put, Query, QueryReply, ReadReply, Selection } from './s3-vectors.ts';

/** An operation of one command, named as the service does. */
const command = <Input, Reply = unknown>(
  name: string,
  definition: Pick<Operation<Input, Reply>, 'name' | 'response' | 'output'> & {
    readonly store: (input: Input) => StoreRequest;
  },
): Operation<never, never, never> => {
  const { store, ...rest } = definition;
  return commandOperation<Input, Reply>('S3VectorsClient', name, {
    ...rest,
    request: (input) => ({ store: { ...store(input), operation: name } }),
  });
};

const read = (name: string): Operation<never, never, never> =>
  command<Selection, ReadReply>(name, {
    name: 'read',
    store: readSelection,
    response: ({ vectors }) => ({ store: { returnedRows: vectors?.length } }),
  });

/** Instruments the `@aws-sdk/client-s3vectors` client. */
export const s3Vectors: Adapter = defineAdapter({
  provider: 'aws.s3vectors',
  module: s3VectorsHeader.module,
  store: createStoreCall,
  isClient: (instance) => isServiceClient(instance, 'S3Vectors'),
  // The client asks for region and address while the call runs, and may ask other services for credentials first.
  isOwnRequest: ({ pathname }) => /\/(?:Query|Put|Delete|Get|List)Vectors$/.test(pathname),
  defaultPort: 443,
  failure,
  operations: [
    command<Query, QueryReply>('QueryVectors', {
      name: 'search',
      store: readQuery,
      response: ({ vectors, distanceMetric }) => ({
        store: {
          scores: [listOf(vectors).map(({ distance }) => distance)],
          metric: distanceMetric,
        },
      }),
      output: ({ vectors }) => ({
        documents: listOf(vectors).map(({ key, distance, metadata }) =>
          retrievedDocument(key, distance, metadata),
        ),
      }),
    }),
    command<Put>('PutVectors', { name: 'write', store: readPut }),
    command<Selection>('DeleteVectors', { name: 'delete', store: readSelection }),
    read('GetVectors'),
    read('ListVectors'),
  ],
});
