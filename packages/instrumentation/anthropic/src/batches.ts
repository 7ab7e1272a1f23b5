/** Batches of messages: their submission, a look at how far they are, and the reading of their results. */
import {
  operation,
  type Operation,
  type ResponseFacts,
  type TokenUsage,
} from '@spanwise/core/adapter';
import type { Batch, BatchBody, BatchResult } from './anthropic.ts';
import { priceVariant, tokenUsage } from './messages.ts';
import { method } from './method.ts';

/** What was read of the results so far. */
interface Results {
  /** Of all messages together. */
  usage: Sums | undefined;
  /** The model of all messages; `null`: they differ. */
  model: string | null | undefined;
  variant: string | undefined;
  succeeded: number;
  failed: number;
  /** True once a message did not say what it used. */
  isUnknown: boolean;
}
type Sums = Partial<Record<Exclude<keyof TokenUsage, 'modalities'>, number>>;

/** `client.messages.batches` and its betas. */
export const batches: readonly Operation<never, never, never>[] = [
  'messages.batches',
  'beta.messages.batches',
].flatMap((path) => [
  operation<BatchBody, Batch>({
    name: 'create_batch',
    method: method(`${path}.create`),
    request: ({ requests }) => ({
      batchRequestCount: requests?.length,
      model: oneOf(requests?.map((request) => request?.params?.model)),
    }),
    response: batchFacts,
  }),
  operation<string, Batch>({
    name: 'fetch_batch',
    method: method(`${path}.retrieve`),
    request: (id) => ({ batchId: id }),
    response: batchFacts,
  }),
  operation<string, Results, BatchResult>({
    name: 'fetch_batch_results',
    method: method(`${path}.results`),
    request: (id) => ({ batchId: id }),
    response: ({ usage, model, variant, succeeded, failed, isUnknown }, id) => ({
      batchId: id,
      batchRequestCount: succeeded + failed,
      batchSucceededCount: succeeded,
      batchFailedCount: failed,
      model,
      priceVariant: variant,
      usage: isUnknown ? undefined : usage,
    }),
    stream: {
      start: () => ({
        usage: undefined,
        model: undefined,
        variant: undefined,
        succeeded: 0,
        failed: 0,
        isUnknown: false,
      }),
      add: (results, { result }) => addResult(results, result),
    },
  }),
]);

function batchFacts({ id, processing_status, request_counts: counts }: Batch): ResponseFacts {
  const { processing, succeeded, errored, canceled, expired } = counts ?? {};
  const failed = sum(errored, canceled, expired);
  return {
    batchId: id,
    batchStatus: processing_status,
    batchRequestCount: sum(processing, succeeded, failed),
    batchSucceededCount: succeeded,
    batchFailedCount: failed,
  };
}

function addResult(results: Results, result: BatchResult['result']): undefined {
  const message = result?.message;
  if (result?.type !== 'succeeded' || !message) {
    results.failed += 1;
    return;
  }
  const { model, usage } = message;
  results.model = results.succeeded === 0 || results.model === model ? model : null;
  results.variant ??= priceVariant(usage);
  results.succeeded += 1;
  const counts = tokenUsage(usage);
  if (typeof counts?.inputTokens !== 'number' || typeof counts.outputTokens !== 'number') {
    results.isUnknown = true;
    return;
  }
  const sums: Sums = (results.usage ??= {});
  for (const [field, tokens] of Object.entries(counts) as [keyof Sums, unknown][])
    if (typeof tokens === 'number') sums[field] = (sums[field] ?? 0) + tokens;
}

/** The sum; `undefined` when one of them is not known. */
function sum(...numbers: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const number of numbers) {
    if (typeof number !== 'number') return undefined;
    total += number;
  }
  return total;
}

/** The one value that all have. */
function oneOf(values: readonly (string | undefined)[] | undefined): string | undefined {
  return values?.every((value) => value === values[0]) ? values[0] : undefined;
}
