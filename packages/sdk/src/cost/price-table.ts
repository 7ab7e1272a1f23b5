/** The application's own table of prices. */
import type { Cost, CostQuery } from '@spanwise/core';

/** Prices of one model at its usual service tier, in USD by a million tokens where nothing else is said. */
export interface ModelPrice {
  readonly input: number;
  /** Default 0, for embeddings. */
  readonly output?: number | undefined;
  /** Default `input`. */
  readonly cacheRead?: number | undefined;
  /** Default `input`. */
  readonly cacheWrite?: number | undefined;
  /** Of what is kept for an hour. Without it a call that has such writes has no cost. */
  readonly cacheWrite1h?: number | undefined;
  /** By a thousand searches. Without it a call with searches has no cost. */
  readonly webSearch?: number | undefined;
}

/** Prices by model, as `model` or `provider/model`: what the response names, else what was asked for. */
export type PriceTable = Readonly<Record<string, ModelPrice>>;

const FIELDS: ReadonlySet<string> = new Set([
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'cacheWrite1h',
  'webSearch',
]);

/** The word for no particular tier, of any provider. */
const USUAL_TIERS = new Set(['auto', 'default', 'standard', 'standard_only', 'on_demand']);

/** True at a tier and in a mode to which list prices apply. */
export function hasUsualPrice({ serviceTier, priceVariant }: CostQuery): boolean {
  return (serviceTier === undefined || USUAL_TIERS.has(serviceTier)) && priceVariant === undefined;
}

/** Whether a value is a table: every price a number from 0 on, every field known. */
export function isPriceTable(value: unknown): value is PriceTable {
  return isObject(value) && Object.values(value).every(isModelPrice);
}

function isModelPrice(value: unknown): boolean {
  return (
    isObject(value) &&
    value['input'] !== undefined &&
    Object.entries(value).every(
      ([field, price]) =>
        FIELDS.has(field) &&
        (price === undefined ||
          (typeof price === 'number' && Number.isFinite(price) && price >= 0)),
    )
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Prices a call by a table; `undefined` for what the table cannot tell. */
export function priceByTable(table: PriceTable, call: CostQuery): Cost | undefined {
  const price = modelPrice(table, call);
  const { usage } = call;
  const { inputTokens: input, outputTokens: output = 0 } = usage;
  if (price === undefined || input === undefined || !hasUsualPrice(call)) return undefined;
  if (usage.outputTokens === undefined && call.operation !== 'embeddings') return undefined;
  const { cacheReadInputTokens: read = 0, cacheWriteInputTokens: written = 0 } = usage;
  const { cacheWrite1hInputTokens: longWritten = 0, webSearches = 0, fileSearches = 0 } = usage;
  const { audio } = usage.modalities ?? {};
  const isUnpriced =
    (longWritten > 0 && price.cacheWrite1h === undefined) ||
    (webSearches > 0 && price.webSearch === undefined) ||
    fileSearches > 0 ||
    (usage.otherBilledTools ?? 0) > 0 ||
    (audio?.input ?? 0) > 0 ||
    (audio?.output ?? 0) > 0 ||
    read + written > input ||
    longWritten > written;
  if (isUnpriced) return undefined;
  const tokens =
    (input - read - written) * price.input +
    read * (price.cacheRead ?? price.input) +
    (written - longWritten) * (price.cacheWrite ?? price.input) +
    longWritten * (price.cacheWrite1h ?? 0) +
    output * (price.output ?? 0);
  return {
    amount: tokens / 1_000_000 + (webSearches * (price.webSearch ?? 0)) / 1000,
    source: 'table',
  };
}

function modelPrice(table: PriceTable, call: CostQuery): ModelPrice | undefined {
  for (const model of [call.responseModel, call.requestModel]) {
    if (model === undefined) continue;
    for (const name of [`${call.provider}/${model}`, model])
      if (Object.hasOwn(table, name)) return table[name];
  }
  return undefined;
}
