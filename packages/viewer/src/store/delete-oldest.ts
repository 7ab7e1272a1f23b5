/** Deletes what was received first: a whole trace with its logs, or some rows of the other signals. */
import type { Store } from './store.ts';

/** What was deleted. */
export interface Deleted {
  readonly bytes: number;
  readonly table: Table;
  /** Rows of the table. */
  readonly count: number;
  /** The trace that it was. */
  readonly trace?: { readonly id: number; readonly traceId: string } | undefined;
}

type Table = 'traces' | 'logs' | 'points';

const TABLES: readonly Table[] = ['traces', 'logs', 'points'];
/** Rows of logs and points are small: so many go at once. */
const ROWS_AT_ONCE = 100;

interface Oldest {
  readonly table: Table;
  readonly id: number;
  readonly received: number;
}

/** Deletes it, when it was received before the time. `undefined` when nothing was. */
export function deleteOldest(
  store: Store,
  before: number = Number.POSITIVE_INFINITY,
): Deleted | undefined {
  const oldest = TABLES.flatMap((table): Oldest[] => {
    const row = store.statement(`SELECT id, received FROM ${table} ORDER BY id LIMIT 1`).get() as
      | Omit<Oldest, 'table'>
      | undefined;
    return row ? [{ table, ...row }] : [];
  }).toSorted((left, right) => left.received - right.received)[0];
  if (!oldest || oldest.received >= before) return undefined;
  return oldest.table === 'traces'
    ? deleteTrace(store, oldest.id)
    : deleteRows(store, oldest.table, oldest.id);
}

function deleteTrace(store: Store, id: number): Deleted {
  const { trace_id: traceId, bytes } = store
    .statement('SELECT trace_id, bytes FROM traces WHERE id = ?')
    .get(id) as { trace_id: string; bytes: number };
  store
    .statement('DELETE FROM span_texts WHERE rowid IN (SELECT id FROM spans WHERE trace = ?)')
    .run(id);
  store.statement('DELETE FROM spans WHERE trace = ?').run(id);
  store.statement('DELETE FROM facts WHERE trace = ?').run(id);
  const logs = store
    .statement('SELECT coalesce(sum(bytes), 0) AS bytes FROM logs WHERE trace_id = ?')
    .get(traceId) as { bytes: number };
  store
    .statement('DELETE FROM log_texts WHERE rowid IN (SELECT id FROM logs WHERE trace_id = ?)')
    .run(traceId);
  store.statement('DELETE FROM logs WHERE trace_id = ?').run(traceId);
  store.statement('DELETE FROM traces WHERE id = ?').run(id);
  return { bytes: bytes + logs.bytes, table: 'traces', count: 1, trace: { id, traceId } };
}

function deleteRows(store: Store, table: 'logs' | 'points', from: number): Deleted {
  const { bytes, last, count } = store
    .statement(
      `SELECT coalesce(sum(bytes), 0) AS bytes, max(id) AS last, count(*) AS count FROM (SELECT id, bytes FROM ${table} WHERE id >= ? ORDER BY id LIMIT ${ROWS_AT_ONCE})`,
    )
    .get(from) as { bytes: number; last: number; count: number };
  if (table === 'logs')
    store
      .statement('DELETE FROM log_texts WHERE rowid IN (SELECT id FROM logs WHERE id <= ?)')
      .run(last);
  store.statement(`DELETE FROM ${table} WHERE id <= ?`).run(last);
  return { bytes, table, count };
}
