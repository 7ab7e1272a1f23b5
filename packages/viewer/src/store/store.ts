/** Keeps telemetry in a database, within bounds, and takes in what arrives. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ATTR_GEN_AI_TOOL_DEFINITIONS, ATTR_SERVICE_NAME } from '@spanwise/semconv';
import { normalize } from '@spanwise/dialects';
import type { Attributes, Info, TraceSummary } from '../api.ts';
import type { Origin, ReceivedLog, ReceivedMetric, ReceivedSpan } from '../otlp/telemetry.ts';
import { millisOf } from '../otlp/values.ts';
import { deleteOldest } from './delete-oldest.ts';
import { insertMetric } from './insert-metric.ts';
import { prepareSchema, SPANS_PER_TRACE } from './schema.ts';
import { searchableText } from './searchable-text.ts';
import { spanFacts } from './span-facts.ts';
import { isDatabaseError, openDatabase, unusable } from './sqlite.ts';
import { sumStoredTrace, type Summed } from './sum-stored-trace.ts';

/** How a store is opened. */
export interface StoreOptions {
  /** Default: in memory. */
  readonly file?: string | undefined;
  /** Oldest traces, records and points are dropped above it. Bytes. Default: 256 MiB. */
  readonly maxBytes?: number | undefined;
  /** What was received longer ago is dropped. Milliseconds. Default: never. */
  readonly maxAgeMillis?: number | undefined;
  /** Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Told why nothing can be written, once until it can again: a disk that is full, a file that another program has locked. Default: nobody. */
  readonly onWriteError?: ((message: string) => void) | undefined;
}

/** What has changed since somebody last asked. */
export interface StoreChanges {
  /** Traces that are new or have changed. */
  readonly summaries: readonly TraceSummary[];
  readonly conversationKeys: readonly string[];
  /** Ids of traces that were dropped. */
  readonly evicted: readonly string[];
  /** True: more changed than is listed. */
  readonly isMore: boolean;
  readonly isCleared: boolean;
}

/** What a span keeps beside its columns, as JSON with short names. */
export interface StoredSpanData {
  /** Nanoseconds, exact. */
  readonly s: string;
  readonly e: string;
  readonly a: Attributes;
  readonly m?: string | undefined;
  readonly t?: string | undefined;
  readonly v?: ReceivedSpan['events'] | undefined;
  readonly l?: ReceivedSpan['links'] | undefined;
}

/** What a log record keeps beside its columns. */
export interface StoredLogData {
  readonly n: string;
  readonly a: Attributes;
  readonly b?: ReceivedLog['body'] | undefined;
  readonly x?: string | undefined;
}

const DEFAULT_MAX_BYTES = 256 * 1024 * 1024;
/** Rows, indexes and what else a span takes beside its own text, as measured. */
const OVERHEAD_BYTES = 1000;
/** An index of words takes about this share of their text. */
const INDEX_SHARE = 0.6;
/** So much is freed at once, so that not every request has to. */
const FREED_SHARE = 0.05;
const MAX_CACHED_ORIGINS = 5000;
/** Changes that are listed for whoever asks; when nobody does, no more is kept. */
const MAX_CHANGES = 1000;

/** The store. One process has a file open at a time. */
export class Store {
  readonly database: DatabaseSync;
  readonly maxBytes: number;
  readonly maxAgeMillis: number | undefined;
  readonly file: string | undefined;
  /** What was not kept, by reason. */
  readonly dropped: Record<string, number> = {};
  readonly #now: () => number;
  readonly #statements = new Map<string, StatementSync>();
  readonly #origins = new Map<string, number>();
  readonly #dirty = new Set<number>();
  readonly #changed = new Map<string, { summary: TraceSummary; key: string | undefined }>();
  #evicted: string[] = [];
  #isMore = false;
  #isCleared = false;
  readonly #onWriteError: StoreOptions['onWriteError'];
  #cannotWrite = false;
  #bytes: number;

  /** Throws `ConfigError` when the file cannot be used. */
  constructor(options: StoreOptions = {}) {
    this.file = options.file;
    this.maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
    this.maxAgeMillis = options.maxAgeMillis;
    this.#now = options.now ?? Date.now;
    this.#onWriteError = options.onWriteError;
    this.database = openDatabase(options.file);
    try {
      prepareSchema(this.database, options.file);
      this.#bytes = this.#storedBytes();
      const unsummed = this.statement('SELECT id FROM traces WHERE summary IS NULL').all() as {
        id: number;
      }[];
      for (const { id } of unsummed) this.#dirty.add(id);
    } catch (error) {
      this.database.close();
      throw unusable(options.file, error);
    }
  }

  /** Bytes that are kept, by the store's own count. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A prepared statement, made once. */
  statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.database.prepare(sql)));
    return statement;
  }

  /** Takes spans; one that is there already is replaced. All or none are kept. */
  addSpans(spans: readonly ReceivedSpan[]): void {
    this.#change(() => {
      const origins = new Map<Origin, number>();
      for (const span of spans) this.#addSpan(span, this.#originId(span.origin, origins));
    });
  }

  /** Takes log records. All or none are kept. */
  addLogs(logs: readonly ReceivedLog[]): void {
    this.#change(() => {
      const origins = new Map<Origin, number>();
      for (const log of logs) this.#addLog(log, this.#originId(log.origin, origins));
    });
  }

  /** Takes points of metrics; one of the same series and time is replaced. All or none are kept. */
  addMetrics(metrics: readonly ReceivedMetric[]): void {
    this.#change(() => {
      const origins = new Map<Origin, number>();
      for (const metric of metrics)
        this.#bytes += insertMetric(
          this,
          metric,
          this.#originId(metric.origin, origins),
          this.#now(),
        );
    });
  }

  /** Sums up the traces that have changed. Readers call it first. When nothing can be written they see what was summed up before. */
  refresh(): void {
    if (this.#dirty.size === 0) return;
    const sums: Summed[] = [];
    const isDone = this.#write(() => {
      for (const trace of this.#dirty) {
        const sum = sumStoredTrace(this, trace);
        if (sum) sums.push(sum);
      }
    });
    if (!isDone) return;
    this.#dirty.clear();
    for (const { summary, conversationKey } of sums) {
      if (this.#changed.size >= MAX_CHANGES) this.#isMore = true;
      else this.#changed.set(summary.traceId, { summary, key: conversationKey });
    }
  }

  /** What has changed since the last time it was asked. `undefined` when nothing has. */
  takeChanges(): StoreChanges | undefined {
    this.refresh();
    if (this.#changed.size === 0 && this.#evicted.length === 0 && !this.#isCleared)
      return undefined;
    const changed = [...this.#changed.values()];
    const changes: StoreChanges = {
      summaries: changed.map(({ summary }) => summary),
      conversationKeys: [...new Set(changed.flatMap(({ key }) => key ?? []))],
      evicted: this.#evicted,
      isMore: this.#isMore,
      isCleared: this.#isCleared,
    };
    this.#changed.clear();
    this.#evicted = [];
    this.#isMore = false;
    this.#isCleared = false;
    return changes;
  }

  /** How much there is. */
  counts(): Info['counts'] {
    const count = (table: string): number =>
      (this.statement(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
    return {
      traces: count('traces'),
      spans: count('spans'),
      logs: count('logs'),
      metrics: count('metrics'),
    };
  }

  /** Names of the services that sent something. */
  services(): string[] {
    const rows = this.statement(
      'SELECT DISTINCT service FROM origins WHERE service IS NOT NULL ORDER BY service LIMIT 100',
    ).all() as {
      service: string;
    }[];
    return rows.map(({ service }) => service);
  }

  /** Deletes everything. */
  clear(): void {
    this.#transaction(() => {
      for (const table of [
        'traces',
        'spans',
        'facts',
        'span_texts',
        'logs',
        'log_texts',
        'metrics',
        'series',
        'points',
        'origins',
      ]) {
        this.database.exec(`DELETE FROM ${table}`);
      }
    });
    this.#origins.clear();
    this.#dirty.clear();
    this.#changed.clear();
    this.#evicted = [];
    this.#isCleared = true;
    this.#bytes = 0;
  }

  /** Drops what is too old; what is too much goes when something arrives. Later, when nothing can be written. */
  evict(): void {
    const bytes = this.#bytes;
    if (!this.#write(() => this.#makeRoom())) this.#bytes = bytes;
  }

  /** Closes the database. What is in memory is gone. */
  close(): void {
    this.#statements.clear();
    this.database.close();
  }

  #change(add: () => void): void {
    const bytes = this.#bytes;
    const evicted = this.#evicted.length;
    try {
      this.#transaction(() => {
        add();
        this.#makeRoom();
      });
    } catch (error) {
      this.#bytes = bytes;
      this.#evicted.length = evicted;
      this.#origins.clear();
      throw error;
    }
  }

  /** From now on `refresh` has something to do for it, also after a start on the same file. */
  #markDirty(trace: number): void {
    if (this.#dirty.has(trace)) return;
    this.#dirty.add(trace);
    this.statement('UPDATE traces SET summary = NULL WHERE id = ?').run(trace);
  }

  #makeRoom(): void {
    if (this.maxAgeMillis !== undefined) {
      const before = this.#now() - this.maxAgeMillis;
      while (this.#dropOldest('aged', before));
    }
    if (this.#bytes <= this.maxBytes) return;
    const target = this.maxBytes * (1 - FREED_SHARE);
    while (this.#bytes > target && this.#dropOldest('evicted'));
  }

  /** False when there is nothing left that may be dropped. */
  #dropOldest(reason: string, before?: number): boolean {
    const deleted = deleteOldest(this, before);
    if (!deleted) return false;
    const { bytes, table, count, trace } = deleted;
    this.#bytes -= bytes;
    const key = `${reason}_${table}`;
    this.dropped[key] = (this.dropped[key] ?? 0) + count;
    if (!trace) return true;
    this.#dirty.delete(trace.id);
    this.#changed.delete(trace.traceId);
    if (this.#evicted.length < MAX_CHANGES) this.#evicted.push(trace.traceId);
    else this.#isMore = true;
    return true;
  }

  /** False when it cannot be written. */
  #write(work: () => void): boolean {
    try {
      this.#transaction(work);
      return true;
    } catch (error) {
      if (!isDatabaseError(error)) throw error;
      return false;
    }
  }

  #transaction(work: () => void): void {
    try {
      this.database.exec('BEGIN IMMEDIATE');
      work();
      this.database.exec('COMMIT');
      this.#cannotWrite = false;
    } catch (error) {
      // A full disk has ended it already.
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      if (isDatabaseError(error) && !this.#cannotWrite) {
        this.#cannotWrite = true;
        this.#onWriteError?.((error as Error).message);
      }
      throw error;
    }
  }

  #addSpan(span: ReceivedSpan, origin: number): void {
    const trace = this.#traceRow(span.traceId);
    this.#markDirty(trace);
    const normalized = normalize({ attributes: span.attributes, events: span.events });
    const merged = { ...span.attributes, ...normalized.changes } as Attributes;
    const facts =
      normalized.dialect === undefined && Object.keys(span.attributes).length === 0
        ? undefined
        : spanFacts(merged, normalized.dialect);
    const data: StoredSpanData = {
      s: String(span.startNanos),
      e: String(span.endNanos),
      a: span.attributes,
      m: span.statusMessage,
      t: span.traceState,
      v: span.events.length > 0 ? span.events : undefined,
      l: span.links.length > 0 ? span.links : undefined,
    };
    const json = JSON.stringify(data);
    const text = searchableText(
      span.name,
      span.statusMessage,
      searched(merged),
      span.events.map(({ name, attributes }) => [name, Object.values(attributes)]),
    );
    const former = this.statement(
      'SELECT id, length(data) AS n FROM spans WHERE trace = ? AND span_id = ?',
    ).get(trace, span.spanId) as { id: number; n: number } | undefined;
    if (former) {
      this.statement('DELETE FROM span_texts WHERE rowid = ?').run(former.id);
      this.statement('DELETE FROM spans WHERE id = ?').run(former.id);
      // Its text is taken to be as long as the new one's.
      this.#grow(trace, -(former.n + OVERHEAD_BYTES + Math.ceil(text.length * INDEX_SHARE)));
    }
    const id = former?.id ?? this.#nextSpanId(trace);
    this.statement(
      'INSERT INTO spans (id, trace, span_id, parent_id, origin, name, kind, started, ended, status, facts, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ).run(
      id,
      trace,
      span.spanId,
      span.parentSpanId ?? null,
      origin,
      span.name,
      span.kind,
      millisOf(span.startNanos),
      millisOf(span.endNanos),
      span.status,
      facts ? JSON.stringify(facts) : null,
      json,
    );
    this.statement('INSERT INTO span_texts (rowid, text) VALUES (?, ?)').run(id, text);
    this.#grow(trace, json.length + OVERHEAD_BYTES + Math.ceil(text.length * INDEX_SHARE));
  }

  #addLog(log: ReceivedLog, origin: number): void {
    const data: StoredLogData = {
      n: String(log.nanos),
      a: log.attributes,
      b: log.body,
      x: log.severityText,
    };
    const json = JSON.stringify(data);
    const text = searchableText(log.eventName, log.body, Object.values(log.attributes));
    const bytes = json.length + OVERHEAD_BYTES + Math.ceil(text.length * INDEX_SHARE);
    const { lastInsertRowid } = this.statement(
      'INSERT INTO logs (received, bytes, at, severity, event, trace_id, span_id, origin, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ).run(
      this.#now(),
      bytes,
      log.nanos === 0n ? this.#now() : millisOf(log.nanos),
      log.severityNumber,
      log.eventName ?? null,
      log.traceId ?? null,
      log.spanId ?? null,
      origin,
      json,
    );
    this.statement('INSERT INTO log_texts (rowid, text) VALUES (?, ?)').run(lastInsertRowid, text);
    this.#bytes += bytes;
    if (log.traceId === undefined) return;
    const trace = this.statement('SELECT id FROM traces WHERE trace_id = ?').get(log.traceId) as
      | { id: number }
      | undefined;
    if (trace) this.#markDirty(trace.id);
  }

  #traceRow(traceId: string): number {
    const found = this.statement('SELECT id FROM traces WHERE trace_id = ?').get(traceId) as
      | { id: number }
      | undefined;
    if (found) return found.id;
    return Number(
      this.statement('INSERT INTO traces (trace_id, received, bytes) VALUES (?, ?, 0)').run(
        traceId,
        this.#now(),
      ).lastInsertRowid,
    );
  }

  /** The first of the next trace is never reached: a request has fewer spans, and a trace is not that long. */
  #nextSpanId(trace: number): number {
    const first = trace * SPANS_PER_TRACE;
    const { last } = this.statement(
      'SELECT max(id) AS last FROM spans WHERE id >= ? AND id < ?',
    ).get(first, first + SPANS_PER_TRACE) as { last: number | null };
    const id = last === null ? first : last + 1;
    if (id >= first + SPANS_PER_TRACE)
      throw new RangeError('a trace has more than a million spans');
    return id;
  }

  #grow(trace: number, bytes: number): void {
    this.statement('UPDATE traces SET bytes = bytes + ? WHERE id = ?').run(bytes, trace);
    this.#bytes += bytes;
  }

  #originId(origin: Origin, known: Map<Origin, number>): number {
    const seen = known.get(origin);
    if (seen !== undefined) return seen;
    const resource = JSON.stringify(origin.resource);
    const scope = JSON.stringify(origin.scope);
    const key = `${resource}\n${scope}`;
    let id = this.#origins.get(key);
    if (id === undefined) {
      const service = origin.resource[ATTR_SERVICE_NAME];
      this.statement(
        'INSERT INTO origins (key, service, resource, scope) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      ).run(key, typeof service === 'string' ? service : null, resource, scope);
      ({ id } = this.statement('SELECT id FROM origins WHERE key = ?').get(key) as { id: number });
      if (this.#origins.size >= MAX_CACHED_ORIGINS) this.#origins.clear();
      this.#origins.set(key, id);
    }
    known.set(origin, id);
    return id;
  }

  #storedBytes(): number {
    const { n } = this.statement(
      'SELECT (SELECT coalesce(sum(bytes), 0) FROM traces) + (SELECT coalesce(sum(bytes), 0) FROM logs) + (SELECT coalesce(sum(bytes), 0) FROM points) AS n',
    ).get() as { n: number };
    return n;
  }
}

/** What of a span is looked through: the definitions of tools are the same in every call. */
function searched(attributes: Attributes): unknown[] {
  return Object.entries(attributes)
    .filter(([name]) => name !== ATTR_GEN_AI_TOOL_DEFINITIONS)
    .map(([, value]) => value);
}
