/** What a price function is asked, and what it answers. */
import type { OperationName } from '@spanwise/semconv';
import type { TokenUsage } from '../adapter/facts.ts';

/** The counts of a reply, each a whole number from 0 on or absent. */
export type Counts = { -readonly [K in keyof TokenUsage]?: Exclude<TokenUsage[K], null> };

/** What is known of a call whose price is asked for. */
export interface CostQuery {
  readonly operation: OperationName;
  readonly provider: string | undefined;
  /** True when the option `providers` names it. Else, at an address that is not known, it is the client's own, which may be wrong. */
  readonly providerIsNamed: boolean;
  readonly serverAddress: string | undefined;
  readonly requestModel: string | undefined;
  readonly responseModel: string | undefined;
  /** The tier that served the call, else the one that was asked for, in the provider's words. */
  readonly serviceTier: string | undefined;
  /** What changes the price beside the tier, in the provider's words. */
  readonly priceVariant: string | undefined;
  /** True when `usage` is the sum of all requests of a batch. The tier is `batch` then. */
  readonly isBatch: boolean;
  /** Absent counts are not known, which is not 0. */
  readonly usage: Counts;
  readonly imageCount: number | undefined;
  readonly audioSeconds: number | undefined;
  /** When the call started. */
  readonly time: Date;
}

/** What a call costs. */
export interface Cost {
  /** From 0 on, in whole units of the currency. */
  readonly amount: number;
  /** By ISO 4217. Default `USD`. */
  readonly currency?: string | undefined;
  /** Who says so: of few values, it is on a metric. Default `function`. */
  readonly source?: string | undefined;
  /** The day of the prices, as `2026-09-23`. */
  readonly priceDate?: string | undefined;
}

/** Prices a call. `undefined` is unknown: then nothing is recorded. Runs when the call ends, so it must be quick. */
export type CostFunction = (call: CostQuery) => Cost | undefined;
