/** Batches, whose shape is not that of OpenAI's: nobody tells how many requests they have, nor what they used. */
import { operation, type Operation, type ResponseFacts } from '@spanwise/core/adapter';

/** `BatchCreateParams`. */
export interface BatchBody {
  readonly model_id?: string;
}

/** `BatchJob`. */
export interface BatchJob {
  readonly id?: string;
  readonly status?: string;
  readonly model_id?: string;
}

/** `BatchCreateResponse`. */
export interface BatchReply {
  readonly job?: BatchJob;
}

/** `client.batches.create` and `client.batches.retrieve`. */
export const batches: readonly Operation<never, never, never>[] = [
  operation<BatchBody, BatchReply>({
    name: 'create_batch',
    method: 'batches.create',
    versions: '>=0.17',
    request: ({ model_id: model }) => ({ model }),
    response: ({ job }) => jobFacts(job),
  }),
  operation<string, BatchJob>({
    name: 'fetch_batch',
    method: 'batches.retrieve',
    versions: '>=0.17',
    request: (id) => ({ batchId: id }),
    response: jobFacts,
  }),
];

function jobFacts(job: BatchJob | null | undefined): ResponseFacts {
  return { batchId: job?.id, batchStatus: job?.status, model: job?.model_id };
}
