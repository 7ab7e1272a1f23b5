/** How the exports of one signal to one destination go: for the report, and one line when something is wrong. */
import { diag } from '@opentelemetry/api';
import { countDropped } from '@spanwise/core';
import type { ExportFailure, Outcome } from './outcome.ts';

/** Why items were not sent. */
export type DropReason = 'queue full' | 'shut down' | ExportFailure;

/** The last request to a receiver. */
export interface LastExport {
  /** When it ended, as ISO 8601. */
  readonly at: string;
  readonly result: 'ok' | ExportFailure;
  /** How many spans, data points or log records it had. */
  readonly items: number;
}

/** What became of one signal's items at one destination. Plain data. */
export interface ExportReport {
  /** Absent before the first. */
  readonly lastExport?: LastExport | undefined;
  /** Taken by the receiver. */
  readonly sentItems: number;
  /** Lost, by reason. */
  readonly droppedItems: Readonly<Record<string, number>>;
  /** Metrics with more attribute sets than the SDK keeps apart: further ones are under `otel.metric.overflow`. */
  readonly overflowingMetrics: readonly string[];
  /** Waiting or on their way. Absent for metrics, which do not wait. */
  readonly queuedItems?: number | undefined;
  /** Their estimated bytes. */
  readonly queuedBytes?: number | undefined;
}

const MINUTE_MILLIS = 60_000;

/** Counts for one signal at one destination. */
export class ExportHealth {
  /** Set by the queue. */
  queued: (() => { readonly items: number; readonly bytes: number }) | undefined;
  readonly #where: string;
  readonly #dropped = new Map<string, number>();
  readonly #overflowing = new Set<string>();
  readonly #saidAtMillis = new Map<string, number>();
  #last: LastExport | undefined;
  #sentItems = 0;
  #hasAnswered = false;

  /** @param where What lines begin with: the signal and its address. */
  constructor(where: string) {
    this.#where = where;
  }

  /** True when the receiver ever answered. */
  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** Takes the end of one request. `isKept`: its items are sent again. */
  ended(outcome: Outcome, items: number, isKept: boolean): void {
    const { result, detail, rejectedItems = 0 } = outcome;
    this.#last = { at: new Date().toISOString(), result, items };
    if (!['unreachable', 'timed out', 'misconfigured'].includes(result)) this.#hasAnswered = true;
    const taken = result === 'ok' || result === 'partial success';
    const lost = taken ? Math.min(rejectedItems, items) : isKept ? 0 : items;
    if (taken) this.#sentItems += items - lost;
    if (result === 'ok') return;
    if (lost > 0) this.#count(result, lost);
    const fate = isKept ? 'kept, to be sent again' : `${lost} of them lost`;
    this.#say(
      result,
      `${result === 'misconfigured' ? NOT_MADE : result}${detail === undefined ? '' : ` (${detail})`}; ${items} items, ${fate}`,
    );
  }

  /** Counts items that were given up before they were sent. */
  dropped(reason: DropReason, items: number): void {
    this.#count(reason, items);
    this.#say(reason, `${reason}: items are dropped, ${this.#dropped.get(reason)} so far`);
  }

  /** Takes a metric of which the SDK keeps no further attribute sets apart. */
  overflowed(metric: string): void {
    if (this.#overflowing.has(metric)) return;
    this.#overflowing.add(metric);
    this.#say(
      `overflow of ${metric}`,
      `${metric} has more attribute sets than the SDK keeps apart (2000): further ones are added up under otel.metric.overflow`,
    );
  }

  /** Says something about the exports, at most once a minute for the same reason. */
  #say(reason: string, text: string): void {
    const now = Date.now();
    if (now - (this.#saidAtMillis.get(reason) ?? -Infinity) < MINUTE_MILLIS) return;
    this.#saidAtMillis.set(reason, now);
    try {
      diag.warn(`spanwise: ${this.#where}: ${text}`);
    } catch {
      // A logger that throws must not stop the exports.
    }
  }

  #count(reason: DropReason, items: number): void {
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + items);
    countDropped(reason, items);
  }

  /** As of now. */
  report(): ExportReport {
    const queued = this.queued?.();
    return {
      lastExport: this.#last,
      sentItems: this.#sentItems,
      droppedItems: Object.fromEntries(this.#dropped),
      overflowingMetrics: [...this.#overflowing],
      queuedItems: queued?.items,
      queuedBytes: queued?.bytes,
    };
  }
}

const NOT_MADE =
  'the OTLP exporter could not be made: see OTEL_EXPORTER_OTLP_HEADERS and the certificates';
