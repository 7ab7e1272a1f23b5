/** How the commands of an index read. */
import { type StoreRequest } from '@spanwise/core/adapter';
import { dimensionsOf, readFilter, vectorBytes } from '@spanwise/store';
import type { IndexNames, Put, Query, Selection } from './s3-vectors.ts';

/** The names of an index, which stand in its ARN, too: `arn:…:bucket/{bucket}/index/{index}`. */
function namesOf({ vectorBucketName, indexName, indexArn }: IndexNames): StoreRequest {
  const [, bucket, index] = /:bucket\/([^/]+)\/index\/([^/]+)$/.exec(indexArn ?? '') ?? [];
  return { collection: indexName ?? index, namespace: vectorBucketName ?? bucket };
}

/** How `QueryVectors` reads. */
export function readQuery(query: Query): StoreRequest {
  const { topK, queryVector, filter } = query;
  const { keys, values } = readFilter(filter);
  return {
    ...namesOf(query),
    topK,
    dimensionCount: dimensionsOf(queryVector?.float32),
    direction: 'distance',
    filtered: filter != null,
    filterKeys: keys,
    limits: { values },
  };
}

/** How `PutVectors` reads. Of the vectors only lengths are looked at. */
export function readPut(put: Put): StoreRequest {
  const { vectors } = put;
  const lists = (vectors ?? []).map((vector) => vector?.data?.float32);
  return {
    ...namesOf(put),
    batchSize: vectors?.length,
    dimensionCount: dimensionsOf(lists[0]),
    vectorBytes: vectorBytes(lists),
  };
}

/** How a command reads that names vectors, or goes through all of them. */
export function readSelection(selection: Selection): StoreRequest {
  return { ...namesOf(selection), batchSize: selection.keys?.length, limits: {} };
}
