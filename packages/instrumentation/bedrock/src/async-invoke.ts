/** Invocations that Bedrock works through later: each is a batch of one request, whose result goes to a bucket. */
import type { Operation } from '@spanwise/core/adapter';
import type { AsyncInput, AsyncOutput } from './bedrock.ts';
import { commandOperation } from './command.ts';
import { modelFacts } from './model-facts.ts';

const CLIENT = 'BedrockRuntimeClient';

/** `StartAsyncInvokeCommand` and `GetAsyncInvokeCommand`. What the model used is told nowhere. */
export const asyncInvocations: readonly Operation<never, never, never>[] = [
  commandOperation<AsyncInput, AsyncOutput>(CLIENT, 'StartAsyncInvoke', {
    name: 'create_batch',
    request: ({ modelId }) => ({ ...modelFacts(modelId), batchRequestCount: 1 }),
    response: batchFacts,
  }),
  commandOperation<AsyncInput, AsyncOutput>(CLIENT, 'GetAsyncInvoke', {
    name: 'fetch_batch',
    request: ({ invocationArn }) => ({ batchId: invocationArn }),
    response: batchFacts,
  }),
];

function batchFacts({ invocationArn, status, modelArn }: AsyncOutput): {
  readonly batchId: string | undefined;
  readonly batchStatus: string | undefined;
  readonly model: string | undefined;
} {
  return { batchId: invocationArn, batchStatus: status, model: modelArn };
}
