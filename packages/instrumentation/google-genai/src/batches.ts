/** Batches of generated content: their submission and a look at how far they are, with the replies that come with it. */
import {
  listOf,
  operation,
  type Operation,
  type ResponseFacts,
  type TokenUsage,
} from '@spanwise/core/adapter';
import type { Batch, BatchBody } from './genai.ts';
import { method } from './method.ts';
import { modelName } from './model-name.ts';
import { tokenUsage } from './usage.ts';

/** After one of these nothing changes any more. */
const FINAL = new Set([
  'JOB_STATE_SUCCEEDED',
  'JOB_STATE_PARTIALLY_SUCCEEDED',
  'JOB_STATE_FAILED',
  'JOB_STATE_CANCELLED',
  'JOB_STATE_EXPIRED',
]);

const SUMMED = [
  'inputTokens',
  'outputTokens',
  'cacheReadInputTokens',
  'reasoningOutputTokens',
] as const;

/** `client.batches.create`, the same of embeddings, and `client.batches.get`. */
export const batches: readonly Operation<never, never, never>[] = [
  ...['create', 'createEmbeddings'].map((name) =>
    operation<BatchBody, Batch>({
      name: 'create_batch',
      method: method(name, `${name}Internal`, 'Batches'),
      request: ({ model, src }) => ({
        model: modelName(model),
        batchRequestCount: requestsIn(src),
      }),
      response: batchFacts,
    }),
  ),
  operation<BatchBody, Batch>({
    name: 'fetch_batch',
    method: method('get', 'get', 'Batches'),
    request: ({ name }) => ({ batchId: name }),
    response: batchFacts,
  }),
];

/** Requests are there themselves, or in a file. */
function requestsIn(source: BatchBody['src']): number | undefined {
  const inlined =
    typeof source === 'object' && 'inlinedRequests' in source ? source.inlinedRequests : source;
  const requests =
    typeof inlined === 'object' && 'contents' in inlined ? inlined.contents : inlined;
  return Array.isArray(requests) ? requests.length : undefined;
}

/** Replies come with the batch when the requests did; else they are in a file, which the caller reads. */
function batchFacts({ name, state, dest, completionStats: stats }: Batch): ResponseFacts {
  const replies = listOf(dest?.inlinedResponses);
  const answers = replies.flatMap(({ response }) => response ?? []);
  const vectors = listOf(dest?.inlinedEmbedContentResponses);
  const embedded = vectors.flatMap(({ response }) => response ?? []);
  const models = new Set(answers.map(({ modelVersion }) => modelVersion));
  const requestCount = replies.length + vectors.length;
  const succeededCount = answers.length + embedded.length;
  return {
    batchId: name,
    batchStatus: state,
    batchRequestCount: requestCount > 0 ? requestCount : undefined,
    batchSucceededCount: countOf(stats?.successfulCount) ?? (dest && succeededCount),
    batchFailedCount: countOf(stats?.failedCount) ?? (dest && requestCount - succeededCount),
    model: models.size === 1 ? [...models][0] : undefined,
    usage: FINAL.has(String(state))
      ? (sumOf(answers.map(({ usageMetadata }) => tokenUsage(usageMetadata, true))) ??
        inputOf(embedded.map(({ tokenCount }) => countOf(tokenCount))))
      : undefined,
  };
}

/** Embeddings have no output. */
function inputOf(counts: readonly (number | undefined)[]): TokenUsage | undefined {
  if (counts.length === 0 || counts.includes(undefined)) return undefined;
  return { inputTokens: counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) };
}

/** A count of 64 bits comes as text. */
function countOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** The provider does not add up what the replies used: the sum is known when it is so of each. */
function sumOf(usages: readonly (TokenUsage | undefined)[]): TokenUsage | undefined {
  if (usages.length === 0) return undefined;
  const sums: Partial<Record<(typeof SUMMED)[number], number>> = {};
  for (const usage of usages) {
    if (typeof usage?.inputTokens !== 'number' || typeof usage.outputTokens !== 'number')
      return undefined;
    for (const field of SUMMED) {
      const tokens = usage[field];
      if (typeof tokens === 'number') sums[field] = (sums[field] ?? 0) + tokens;
    }
  }
  return sums;
}
