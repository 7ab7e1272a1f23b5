/** How what a query gives reads as ours: its rows, their scores, and as content the rows themselves. */
import { type ResponseFacts } from '@spanwise/core/adapter';
import { retrievedDocument } from '@spanwise/store';
import { readRows, type VectorQuery } from '@spanwise/instrumentation-pg/vector-query';
import type { Result } from './duckdb.ts';

/** Of more rows no scores are said. */
const MAX_SCORES = 10_000;

/** How many rows there are; `undefined` where they are not all there yet. */
function rowsIn({ rowCount, currentRowCount, done }: Result): number | undefined {
  return rowCount ?? (done === true ? currentRowCount : undefined);
}

/** The values of one column. */
function* valuesIn(result: Result, column: number): Generator {
  const { chunkCount, currentRowCount = 0 } = result;
  if (chunkCount === undefined) {
    for (let row = 0; row < currentRowCount; row += 1) yield result.value?.(column, row);
    return;
  }
  for (let at = 0; at < chunkCount; at += 1) {
    const chunk = result.getChunk?.(at);
    const vector = chunk?.getColumnVector?.(column);
    for (let row = 0; row < (chunk?.rowCount ?? 0); row += 1) yield vector?.getItem(row);
  }
}

/**
 * The column that holds the scores: by its name, or where it has none of its own by its place. Never one that is not
 * there, as of another statement in the same text: the client's native code does not survive that.
 */
function columnOf(
  names: readonly string[],
  { name, index = -1 }: NonNullable<VectorQuery['sql']['score']>,
): number | undefined {
  const named = names.indexOf(name);
  if (named !== -1) return named;
  return /^\w+$/.test(name) || !(index in names) ? undefined : index;
}

/** How it reads. Nothing of it is used up: it is read again as often as one likes. */
export function readResult(result: Result, query: VectorQuery): ResponseFacts {
  const rows = rowsIn(result);
  const { score } = query.sql;
  if (rows === undefined || score === undefined || rows > MAX_SCORES)
    return readRows(undefined, rows, query);
  const column = columnOf(result.columnNames?.() ?? [], score);
  const scores = column === undefined ? [] : [...valuesIn(result, column)];
  return readRows(
    scores.map((value) => ({ [score.name]: value })),
    rows,
    query,
  );
}

/** The rows that were found, without their vectors. Content. */
export function documentsOf(result: Result): object[] {
  if (rowsIn(result) === undefined) return [];
  const columns = (result.columnNames?.() ?? []).map(
    (name, column) => [name, [...valuesIn(result, column)]] as const,
  );
  const rows = columns[0]?.[1] ?? [];
  return rows.map((_value, row) => {
    const { id, ...content } = Object.fromEntries(
      columns
        .map(([name, values]) => [name, values[row]] as const)
        .filter(([, value]) => typeof value !== 'object'),
    );
    return retrievedDocument(id, undefined, content);
  });
}
