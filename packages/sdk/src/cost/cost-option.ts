/** The option `cost`: who is asked what a call costs, in which order. */
import type { CostFunction } from '@spanwise/core';
import { currentSource, load, priceByGenaiPrices, type PriceSource } from './genai-prices.ts';
import { isPriceTable, priceByTable, type PriceTable } from './price-table.ts';

/** `true` is the price table that comes with this package. */
export type CostSource = true | CostFunction | PriceTable;

/** One source, or several: the first that knows the price is believed. `false`: none. */
export type CostOption = boolean | CostFunction | PriceTable | readonly CostSource[];

/** The sources of an option; `undefined` when it is not accepted. */
export function readCostOption(value: unknown): readonly CostSource[] | undefined {
  if (value === false) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every(isSource) ? list : undefined;
}

function isSource(value: unknown): value is CostSource {
  return value === true || typeof value === 'function' || isPriceTable(value);
}

/** The function that asks them; `undefined` when there is none. */
export function costFunctionOf(sources: readonly CostSource[]): CostFunction | undefined {
  const functions = sources.map((source): CostFunction => {
    if (source === true) return priceByGenaiPrices;
    return typeof source === 'function' ? source : (call) => priceByTable(source, call);
  });
  if (functions.length === 0) return undefined;
  return (call) => {
    for (const price of functions) {
      const cost = price(call);
      if (cost) return cost;
    }
    return undefined;
  };
}

/** What `report()` says of them. */
export function describeSources(sources: readonly CostSource[]): readonly PriceSource[] {
  return sources.map((source) =>
    source === true
      ? currentSource()
      : { source: typeof source === 'function' ? 'function' : 'table' },
  );
}

/** Loads the price table before a call needs it, when one of the sources is that. */
export function preload(sources: readonly CostSource[]): void {
  if (sources.includes(true)) load();
}
