/** Batches: their submission and a look at how far they are. Their results are files, which the caller reads. */
import { operation, type Operation, type ResponseFacts } from '@spanwise/core/adapter';
import type { Batch } from './openai.ts';

/** After one of these nothing changes any more. */
const FINAL = new Set(['completed', 'failed', 'expired', 'cancelled']);

/** `client.batches.create` and `client.batches.retrieve`. */
export const batches: readonly Operation<never, never, never>[] = [
  operation<object, Batch>({
    name: 'create_batch',
    method: 'batches.create',
    request: () => ({}),
    response: batchFacts,
  }),
  operation<string, Batch>({
    name: 'fetch_batch',
    method: 'batches.retrieve',
    request: (id) => ({ batchId: id }),
    response: batchFacts,
  }),
];

function batchFacts(batch: Batch): ResponseFacts {
  const { id, status, request_counts: counts, model, usage } = batch;
  return {
    batchId: id,
    batchStatus: status,
    batchRequestCount: counts?.total,
    batchSucceededCount: counts?.completed,
    batchFailedCount: counts?.failed,
    model,
    usage:
      usage && FINAL.has(String(status))
        ? {
            inputTokens: usage.input_tokens,
            outputTokens: usage.output_tokens,
            cacheReadInputTokens: usage.input_tokens_details?.cached_tokens,
            reasoningOutputTokens: usage.output_tokens_details?.reasoning_tokens,
          }
        : undefined,
  };
}
