/** What a call costs, as its provider or the application's price function says. */
import * as names from '@spanwise/semconv';
import type { ResponseFacts } from '../adapter/facts.ts';
import type { AgentScope } from '../context/scopes.ts';
import type { CallDescription } from './call-description.ts';
import type { Cost, CostFunction, CostQuery, Counts } from './cost-function.ts';
import type { AttributeWriter } from './put.ts';
import { double, string, textOf } from './values.ts';

/** A cost that is believed. */
export interface KnownCost extends Cost {
  readonly currency: string;
}

/** What a reply costs; `undefined` when nothing in it has a price, or nobody says which. */
export function costOfReply(
  call: Pick<CallDescription, 'facts' | 'operation' | 'provider' | 'providerIsNamed' | 'settings'>,
  facts: ResponseFacts,
  usage: Counts | undefined,
  serverAddress: string | undefined,
  startMillis: number,
): KnownCost | undefined {
  const { settings, facts: request, operation, provider, providerIsNamed = false } = call;
  const { cost: returned, imageCount, audioSeconds } = facts;
  const isKnown = returned ?? usage ?? imageCount ?? audioSeconds;
  if (isKnown == null || !(returned ?? settings.cost)) return undefined;
  const isBatch = facts.batchId != null;
  return costOf(
    {
      operation: operation.name,
      provider,
      providerIsNamed,
      serverAddress,
      requestModel: textOf(request.model),
      responseModel: textOf(facts.model),
      serviceTier: isBatch ? 'batch' : textOf(facts.serviceTier ?? request.serviceTier),
      priceVariant: textOf(facts.priceVariant),
      isBatch,
      usage: usage ?? {},
      imageCount: imageCount ?? undefined,
      audioSeconds: audioSeconds ?? undefined,
      time: new Date(performance.timeOrigin + startMillis),
    },
    returned,
    settings.cost,
  );
}

/** What the provider returned, else what the function says. A value of the wrong type is dropped and counted. */
function costOf(
  query: CostQuery,
  returned: ResponseFacts['cost'],
  price: CostFunction | undefined,
): KnownCost | undefined {
  if (returned && (returned.provider ?? query.provider) === query.provider) {
    const known = believed({ ...returned, source: 'provider' });
    if (known) return known;
  }
  const found = price?.(query);
  return found ? believed(found) : undefined;
}

function believed(cost: Cost): KnownCost | undefined {
  const { amount, currency = 'USD', source = 'function', priceDate } = cost;
  if (double(amount) === undefined || double(amount < 0 ? NaN : amount) === undefined)
    return undefined;
  const code = string(currency);
  return code === undefined
    ? undefined
    : {
        amount,
        currency: code,
        source: string(source) ?? 'function',
        priceDate: priceDate === undefined ? undefined : string(priceDate),
      };
}

/** Sets it on a span. */
export function putCost(writer: AttributeWriter, cost: KnownCost): void {
  writer.putExpected(names.ATTR_SPANWISE_COST_AMOUNT, cost.amount);
  writer.putExpected(names.ATTR_SPANWISE_COST_CURRENCY, cost.currency);
  writer.putExpected(names.ATTR_SPANWISE_COST_SOURCE, cost.source);
  writer.putExpected(names.ATTR_SPANWISE_COST_PRICE_DATE, cost.priceDate);
}

/** Adds what a call inside cost. Amounts of several currencies have no sum. */
export function addCostToAgent(agent: AgentScope, { amount, currency }: KnownCost): void {
  if ((agent.costCurrency ??= currency) !== currency) return;
  agent.costReports += 1;
  agent.costAmount += amount;
}

/** What an agent's own calls cost together; `undefined` when that is not known of each. */
export function costOfAgent(agent: AgentScope): KnownCost | undefined {
  const { costAmount: amount, costCurrency: currency, costReports, pricedCalls } = agent;
  return currency === undefined || costReports !== pricedCalls ? undefined : { amount, currency };
}
