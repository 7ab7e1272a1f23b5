/** How a call reads that writes or deletes, what it gives, and how it fails. */
import {
  listOf,
  type FailureFacts,
  type StoreRequest,
  type StoreResponse,
} from '@spanwise/core/adapter';
import type { Cause, Failure, Source, Written } from './astra.ts';
import { namesOf } from './finds.ts';
import { lengthOf } from './rankings.ts';

/** Numbers are sent as such, so a number of a vector counts as it does in other stores. */
const BYTES_PER_NUMBER = 4;

/** How an insertion reads. Of the vectors only lengths are looked at. */
export function readInsertion(source: Source, records: unknown): StoreRequest {
  const list = Array.isArray(records) ? (records as readonly unknown[]) : [records];
  let numbers = 0;
  let first: number | undefined;
  for (const record of list)
    for (const vector of vectorsIn(record, 'alter' in source)) {
      const length = lengthOf(vector);
      first ??= length;
      numbers += length ?? 0;
    }
  return {
    ...namesOf(source),
    batchSize: list.length,
    dimensionCount: first,
    vectorBytes: first === undefined ? undefined : numbers * BYTES_PER_NUMBER,
  };
}

/** A document has one vector; any column of a row may be one. */
function vectorsIn(record: unknown, isRow: boolean): readonly unknown[] {
  if (typeof record !== 'object' || record === null) return [];
  if (!isRow) return [(record as { readonly $vector?: unknown }).$vector];
  return Object.values(record).filter((value) => typeof value === 'object');
}

/** How many records were reached. A deletion of all gives no number. */
export function readWritten(written: Written | null | undefined): StoreResponse {
  const { insertedCount, matchedCount, upsertedCount, deletedCount } = written ?? {};
  const reached =
    insertedCount ??
    deletedCount ??
    (matchedCount === undefined ? undefined : matchedCount + (upsertedCount ?? 0));
  return { acceptedCount: reached !== undefined && reached >= 0 ? reached : undefined };
}

/** The database's own code, which it gives with the status of a success, and what was done before. */
export function readFailure(thrown: unknown): FailureFacts | undefined {
  const error = (thrown ?? {}) as Failure;
  const causes: readonly Cause[] = typeof error.errors === 'function' ? error.errors() : [];
  const described = [error, (error.cause ?? {}) as Cause, ...causes];
  const code = described.flatMap(({ errorDescriptors }) => listOf(errorDescriptors))[0]?.errorCode;
  if (code === undefined) return undefined;
  return {
    type: code,
    statusCode: code,
    message: error.message,
    store: { ...readWritten(error.partialResult ?? insertedBy(error)), ...failedOf(causes) },
  };
}

const insertedBy = (error: Failure): Written | undefined =>
  typeof error.insertedIds === 'function'
    ? { insertedCount: error.insertedIds().length }
    : undefined;

function failedOf(causes: readonly Cause[]): StoreResponse {
  const statuses = causes.flatMap(({ rawResponse }) => {
    const responses = rawResponse?.status?.documentResponses;
    return Array.isArray(responses) ? (responses as readonly { readonly status?: unknown }[]) : [];
  });
  const failed = statuses.filter(({ status }) => status !== 'OK');
  return statuses.length > 0 ? { failedCount: failed.length } : {};
}
