/** How a call reads that writes, deletes or reads records without ranking them. */
import { type StoreRequest } from '@spanwise/core/adapter';
import { dimensionsOf, readExpression, vectorBytes } from '@spanwise/store';
import type { Client, Selection, Target, Write } from './milvus.ts';

/** A call of a client. */
export interface Call<Request> {
  readonly request: Request | undefined;
  readonly client: Client | undefined;
}

/** The collection, and the database that the request names, else the client. */
export function readTarget({ request, client }: Call<Target>): StoreRequest {
  const database = request?.db_name ?? client?.metadata?.get?.('dbname');
  return { collection: request?.collection_name, namespace: database as string | undefined };
}

/** The partition that a call stays within. A list of several limits it to none of them. */
export function partitionsOf({
  partition_names: names,
  partition_name: name,
}: Target): readonly string[] {
  const partitions = names ?? (name === undefined ? [] : [name]);
  return partitions.length === 1 ? partitions : [];
}

/** How a call that writes records reads. Of the vectors only lengths are looked at. */
export function readWrite(call: Call<Write>): StoreRequest {
  const rows = call.request?.fields_data ?? call.request?.data;
  const field = vectorFieldOf(rows?.[0]);
  const vectorOf = (row: object): unknown => (row as Record<string, unknown>)[field!];
  return {
    ...readTarget(call),
    batchSize: rows?.length,
    dimensionCount: field === undefined ? undefined : dimensionsOf(vectorOf(rows![0]!)),
    vectorBytes: field === undefined ? undefined : vectorBytes(rows!.map(vectorOf)),
  };
}

/** The only field that is a list of numbers: of several the call does not tell which is a vector. */
function vectorFieldOf(row: object | undefined): string | undefined {
  const fields = Object.entries(row ?? {}).filter(([, value]) => dimensionsOf(value) !== undefined);
  return fields.length === 1 ? fields[0]![0] : undefined;
}

/** How a call reads that says which records it is about: by their ids, or by an expression. */
export function readSelection(call: Call<Selection>): StoreRequest {
  const { ids, filter, expr, exprValues } = call.request ?? {};
  // The client writes the expression that it makes of the ids into the caller's request.
  const { keys, values } = readExpression(filter || (ids ? undefined : expr), exprValues);
  return {
    ...readTarget(call),
    batchSize: ids?.length,
    filterKeys: keys,
    limits: { names: partitionsOf(call.request ?? {}), values },
  };
}
