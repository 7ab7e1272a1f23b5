/** Turns the query of a list into conditions of SQL. */
import { SPANS_PER_TRACE } from './schema.ts';
import {
  fullTextQuery,
  numberWithUnit,
  parseQuery,
  type QueryFilter,
  type QueryWord,
} from './query.ts';

/** A value that a statement binds. */
type SqlValue = string | number;

/** Conditions, all of which must hold, and their values. */
export interface Conditions {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** Words to look for in the text of what is found. */
  readonly words: readonly QueryWord[];
}

/** A condition, or a statement, and its values. */
interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

const NUMBERS: Readonly<Record<string, string>> = {
  duration: 'traces.duration',
  tokens: 'traces.tokens',
  cost: 'traces.cost',
  spans: 'traces.span_count',
};
const FACTS = new Set([
  'model',
  'provider',
  'agent',
  'tool',
  'conversation',
  'user',
  'tenant',
  'service',
  'operation',
  'name',
  'status',
  'error',
  'finish',
  'dialect',
  'has',
]);

/** Conditions on `traces`. Throws `QueryError` when a filter is not known. */
export function traceConditions(query: string, from?: number, to?: number): Conditions {
  const { words, filters } = parseQuery(query);
  const conditions: Condition[] = [{ sql: 'traces.summary IS NOT NULL', values: [] }];
  for (const word of words) {
    const spans = spansWith(word);
    const logs = logsWith(word);
    conditions.push({
      sql: `${not(word.isNegated)}(traces.id IN (SELECT DISTINCT id / ${SPANS_PER_TRACE} FROM (${spans.sql}))
        OR traces.trace_id IN (SELECT trace_id FROM logs WHERE id IN (${logs.sql})))`,
      values: [...spans.values, ...logs.values],
    });
  }
  for (const filter of filters) conditions.push(traceCondition(filter));
  return joined([...conditions, ...within('traces.started', from, to)], words);
}

/** Selects the ids of the spans in whose text a word or phrase stands. */
export function spansWith(word: QueryWord): Condition {
  return textSearch('span_texts', 'spans', 'name', word);
}

function logsWith(word: QueryWord): Condition {
  return textSearch('log_texts', 'logs', 'event', word);
}

/** What the index finds is looked at again when the pieces must follow each other. */
function textSearch(index: string, table: string, title: string, word: QueryWord): Condition {
  const { match, phrase } = fullTextQuery(word);
  const sql = `SELECT ${index}.rowid AS id FROM ${index}`;
  if (phrase === undefined) return { sql: `${sql} WHERE ${index} MATCH ?`, values: [match] };
  const text = `coalesce(${title}, '') || ' ' || data`;
  // Most that is typed stands there as it is, which is seen much faster.
  const isThere = word.isPrefix ? `instr(${text}, ?) > 0 OR ` : '';
  return {
    sql: `${sql} JOIN ${table} ON ${table}.id = ${index}.rowid
      WHERE ${index} MATCH ? AND (${isThere}has_phrase(?, ${text}))`,
    values: [match, ...(word.isPrefix ? [word.text] : []), phrase],
  };
}

/** What a list of log records is asked for, beside its query. */
export interface LogConditionOptions {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  readonly minSeverity?: number | undefined;
}

/** Conditions on `logs` joined with `origins`. Throws `QueryError` when a filter is not known. */
export function logConditions(query: string, options: LogConditionOptions = {}): Conditions {
  const { words, filters } = parseQuery(query);
  const conditions: Condition[] = [];
  for (const word of words) {
    const { sql, values } = logsWith(word);
    conditions.push({ sql: `${not(word.isNegated)}logs.id IN (${sql})`, values });
  }
  for (const filter of filters) conditions.push(logCondition(filter));
  const { traceId, spanId, minSeverity } = options;
  if (traceId !== undefined) conditions.push({ sql: 'logs.trace_id = ?', values: [traceId] });
  if (spanId !== undefined) conditions.push({ sql: 'logs.span_id = ?', values: [spanId] });
  if (minSeverity !== undefined)
    conditions.push({ sql: 'logs.severity >= ?', values: [minSeverity] });
  return joined([...conditions, ...within('logs.at', options.from, options.to)], words);
}

/** A query that nobody can answer. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

function traceCondition(filter: QueryFilter): Condition {
  const { key, isNegated } = filter;
  const number = NUMBERS[key];
  if (number !== undefined) return compared(number, filter);
  if (key === 'trace') return negated(matches('traces.trace_id', filter), isNegated);
  if (FACTS.has(key)) {
    const { sql, values } = matches('facts.value', filter);
    return negated(
      {
        sql: `traces.id IN (SELECT trace FROM facts WHERE facts.key = ? AND ${sql})`,
        values: [key, ...values],
      },
      isNegated,
    );
  }
  const { sql, values } = attribute('spans.data', filter);
  return negated({ sql: `traces.id IN (SELECT trace FROM spans WHERE ${sql})`, values }, isNegated);
}

const LOG_COLUMNS: Readonly<Record<string, string>> = {
  service: 'origins.service',
  event: 'logs.event',
  trace: 'logs.trace_id',
  span: 'logs.span_id',
};

/** Lowest severity number of each word. */
export const SEVERITIES: Readonly<Record<string, number>> = {
  trace: 1,
  debug: 5,
  info: 9,
  warn: 13,
  error: 17,
  fatal: 21,
};

function logCondition(filter: QueryFilter): Condition {
  const { key, values, isNegated } = filter;
  const column = LOG_COLUMNS[key];
  if (column !== undefined) return negated(matches(column, filter), isNegated);
  if (key === 'severity') {
    const ranges = values.flatMap((value) => {
      const lowest = SEVERITIES[value.toLowerCase()];
      return lowest === undefined ? [] : [lowest, lowest + 3];
    });
    if (ranges.length === 0)
      throw new QueryError(
        `"${values.join(',')}" is no severity: ${Object.keys(SEVERITIES).join(', ')}`,
      );
    const sql = values
      .map(() => 'logs.severity BETWEEN ? AND ?')
      .slice(0, ranges.length / 2)
      .join(' OR ');
    return negated({ sql: `(${sql})`, values: ranges }, isNegated);
  }
  return negated(attribute('logs.data', filter), isNegated);
}

function compared(column: string, { key, values, comparison, isNegated }: QueryFilter): Condition {
  const number = numberWithUnit(values[0] ?? '');
  if (number === undefined) throw new QueryError(`"${key}:" needs a number, such as ${key}:>100`);
  return negated({ sql: `coalesce(${column} ${comparison} ?, 0)`, values: [number] }, isNegated);
}

function matches(column: string, { values, key }: QueryFilter): Condition {
  if (values.length === 0) throw new QueryError(`"${key}:" needs a value`);
  return {
    sql: `(${values.map((value) => (value.endsWith('*') ? `${column} LIKE ? ESCAPE '\\'` : `${column} = ? COLLATE NOCASE`)).join(' OR ')})`,
    values: values.map((value) =>
      value.endsWith('*') ? `${value.slice(0, -1).replaceAll(/[\\%_]/g, '\\$&')}%` : value,
    ),
  };
}

/** An attribute by its name: every row is read, so it takes its time. */
function attribute(column: string, filter: QueryFilter): Condition {
  const { key, comparison, values } = filter;
  if (!key.includes('.'))
    throw new QueryError(`"${key}" is no filter, and no name of an attribute`);
  const path = `$.a."${key.replaceAll(/["\\]/g, '')}"`;
  const at = `json_extract(${column}, '${path.replaceAll("'", "''")}')`;
  if (comparison === '=') {
    const { sql, values: bound } = matches(`CAST(${at} AS TEXT)`, filter);
    return { sql, values: bound };
  }
  const number = numberWithUnit(values[0] ?? '');
  if (number === undefined) throw new QueryError(`"${key}:${comparison}" needs a number`);
  return { sql: `${at} ${comparison} ?`, values: [number] };
}

function within(column: string, from: number | undefined, to: number | undefined): Condition[] {
  return [
    ...(from === undefined ? [] : [{ sql: `${column} >= ?`, values: [from] }]),
    ...(to === undefined ? [] : [{ sql: `${column} < ?`, values: [to] }]),
  ];
}

function negated({ sql, values }: Condition, isNegated: boolean): Condition {
  return { sql: isNegated ? `NOT coalesce(${sql}, 0)` : sql, values };
}

function not(isNegated: boolean): string {
  return isNegated ? 'NOT ' : '';
}

function joined(conditions: readonly Condition[], words: readonly QueryWord[]): Conditions {
  return {
    sql: conditions.length === 0 ? '1' : conditions.map(({ sql }) => sql).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
    words: words.filter(({ isNegated }) => !isNegated),
  };
}
