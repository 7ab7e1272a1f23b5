/** The board of tokens and what they cost. */
import * as semconv from '@spanwise/semconv';
import type { Board, BoardQuery } from '../board.ts';
import { toBoard } from '../links.ts';
import * as measures from '../measures.ts';
import { labelOf } from '../series.ts';
import { boardScope, modelVariables, processVariables, wholeScope } from '../variables.ts';

/** Why a panel of costs may be empty. */
export const noPrices =
  'Costs are recorded when the option `cost` is on, and only of models whose price is known.';
/** The label with the currency. */
export const CURRENCY: string = labelOf(semconv.ATTR_SPANWISE_COST_CURRENCY);

const MODEL = labelOf(semconv.ATTR_GEN_AI_REQUEST_MODEL);
const PROVIDER = labelOf(semconv.ATTR_GEN_AI_PROVIDER_NAME);
const OPERATION = labelOf(semconv.ATTR_GEN_AI_OPERATION_NAME);
const SOURCE = labelOf(semconv.ATTR_SPANWISE_COST_SOURCE);
const TENANT = labelOf(semconv.ATTR_SPANWISE_TENANT_ID);
const AGENT = labelOf(semconv.ATTR_GEN_AI_AGENT_NAME);
const COST = semconv.METRIC_SPANWISE_CLIENT_COST;
const INPUT = semconv.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_INPUT_TOKENS;
const CACHED = semconv.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_READ_INPUT_TOKENS;
const OUTPUT = semconv.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_OUTPUT_TOKENS;
const REASONING = semconv.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_REASONING_OUTPUT_TOKENS;
const { inferences, inputTokens, outputTokens, agentRuns } = measures;
const newest = 'Services that emit the names of 1.41 alone do not record it.';
const noTenants = 'The tenant is on metrics with the option `tenantOnMetrics`.';

/** What an hour costs at the pace of now. */
export function costAnHour(by: readonly string[]): string {
  return `${measures.counterRate(COST, boardScope, by)} * 3600`;
}

/** Which share of some tokens are others, by model. */
function shareByModel(part: semconv.MetricName, whole: semconv.MetricName): BoardQuery {
  const rate = (metric: semconv.MetricName): string =>
    measures.counterRate(metric, boardScope, [MODEL]);
  return { expression: measures.ratio(rate(part), rate(whole)), legend: `{{${MODEL}}}` };
}

/** Tokens and cost. */
export const cost: Board = {
  uid: 'spanwise-cost',
  title: 'Tokens and cost',
  asks: 'Where does the money go, and what moved?',
  variables: [...processVariables, ...modelVariables],
  rows: [
    {
      title: 'How much',
      panels: [
        {
          title: 'Cost an hour',
          asks: 'What does an hour cost at this pace?',
          advice: 'Compare with the same time last week, below.',
          emptyWhen: noPrices,
          kind: 'stat',
          unit: 'short',
          width: 6,
          queries: [{ expression: costAnHour([CURRENCY]), legend: `{{${CURRENCY}}}` }],
        },
        {
          title: 'Thirty days at this pace',
          asks: 'What will the bill be?',
          advice: 'Choose a longer time for a steadier estimate.',
          emptyWhen: noPrices,
          kind: 'stat',
          unit: 'short',
          width: 6,
          queries: [
            {
              expression: `${measures.counterRate(COST, wholeScope, [CURRENCY])} * 2592000`,
              legend: `{{${CURRENCY}}}`,
            },
          ],
        },
        {
          title: 'A call',
          asks: 'What does one call of a model cost?',
          advice: 'A jump is a longer prompt, a dearer model, or a cache that does not help.',
          emptyWhen: noPrices,
          kind: 'stat',
          unit: 'short',
          width: 6,
          queries: [
            {
              expression: measures.ratio(
                measures.counterRate(COST, wholeScope, []),
                measures.rateOf(inferences, wholeScope, []),
              ),
              legend: 'a call',
            },
          ],
        },
        {
          title: 'A run of an agent',
          asks: 'What does one answer of an agent cost?',
          advice: 'More at the same price of a call: the agent takes more steps.',
          emptyWhen: `${noPrices} The application names no agent.`,
          kind: 'stat',
          unit: 'short',
          width: 6,
          queries: [
            {
              expression: measures.ratio(
                measures.counterRate(COST, wholeScope, []),
                measures.rateOf(agentRuns, wholeScope, []),
              ),
              legend: 'a run',
            },
          ],
        },
      ],
    },
    {
      title: 'Where it goes',
      panels: [
        {
          title: 'By model',
          asks: 'Which model costs most?',
          advice: 'Ask whether what it does needs it.',
          emptyWhen: noPrices,
          kind: 'stacked',
          unit: 'short',
          queries: [
            {
              expression: costAnHour([PROVIDER, MODEL, CURRENCY]),
              legend: `{{${PROVIDER}}} {{${MODEL}}} {{${CURRENCY}}}`,
            },
          ],
        },
        {
          title: 'By tenant',
          asks: 'Which customer costs most?',
          advice: 'See the board of tenants for what it does.',
          emptyWhen: `${noPrices} ${noTenants}`,
          links: [toBoard('Who is it?', 'spanwise-tenants')],
          kind: 'stacked',
          unit: 'short',
          queries: [
            { expression: costAnHour([TENANT, CURRENCY]), legend: `{{${TENANT}}} {{${CURRENCY}}}` },
          ],
        },
        {
          title: 'By operation and source of the price',
          asks: 'Which kind of call costs, and who says so?',
          advice: 'Prices of the provider itself are right; those of a table may be old.',
          emptyWhen: noPrices,
          kind: 'stacked',
          unit: 'short',
          queries: [
            {
              expression: costAnHour([OPERATION, SOURCE, CURRENCY]),
              legend: `{{${OPERATION}}} ({{${SOURCE}}}) {{${CURRENCY}}}`,
            },
          ],
        },
        {
          title: 'Now and a week ago',
          asks: 'Is it more than at the same time last week?',
          advice: 'More calls: traffic. The same calls: longer prompts or a dearer model.',
          emptyWhen: noPrices,
          kind: 'timeseries',
          unit: 'short',
          queries: [
            { expression: costAnHour([CURRENCY]), legend: `now {{${CURRENCY}}}` },
            {
              expression: `sum by (${CURRENCY}) (rate(${measures.selector(COST, boardScope)}[$__rate_interval] offset 1w)) * 3600`,
              legend: `a week ago {{${CURRENCY}}}`,
            },
          ],
        },
        {
          title: 'Models without a price',
          asks: 'Which calls are missing in these costs?',
          advice: 'Give their prices with the option `cost`.',
          emptyWhen: 'Every model that is called has a price.',
          kind: 'table',
          unit: 'short',
          queries: [
            {
              expression: `${measures.totalOf(outputTokens, wholeScope, [PROVIDER, MODEL])} unless on (${PROVIDER}, ${MODEL}) ${measures.counterRate(COST, wholeScope, [PROVIDER, MODEL])}`,
            },
          ],
        },
      ],
    },
    {
      title: 'Tokens',
      panels: [
        {
          title: 'In and out',
          asks: 'Is it the prompts or the answers?',
          advice:
            'Output costs several times as much as input: a small change there is a large one.',
          kind: 'timeseries',
          unit: 'short',
          queries: [
            {
              expression: measures.totalOf(inputTokens, boardScope, [MODEL]),
              legend: `{{${MODEL}}} in`,
            },
            {
              expression: measures.totalOf(outputTokens, boardScope, [MODEL]),
              legend: `{{${MODEL}}} out`,
            },
          ],
        },
        {
          title: 'Input tokens of a call',
          asks: 'Are prompts growing?',
          advice: 'Conversations that are never cut grow with every turn.',
          kind: 'timeseries',
          unit: 'short',
          queries: [0.5, 0.95].map((quantile) => ({
            expression: measures.quantileOf(quantile, inputTokens, boardScope, [MODEL]),
            legend: `{{${MODEL}}} p${quantile * 100}`,
          })),
        },
        {
          title: 'Input tokens from the cache',
          asks: 'Which share of the prompts does the provider know already?',
          advice: 'Put what is always the same at the beginning of prompts.',
          emptyWhen: `The provider says nothing of its cache. ${newest}`,
          kind: 'timeseries',
          unit: 'percentunit',
          queries: [shareByModel(CACHED, INPUT)],
        },
        {
          title: 'Output tokens spent on reasoning',
          asks: 'Which share of what is paid does nobody read?',
          advice: 'Lower the level of reasoning where the questions are simple.',
          emptyWhen: `No model reasons, or its provider does not say. ${newest}`,
          kind: 'timeseries',
          unit: 'percentunit',
          queries: [shareByModel(REASONING, OUTPUT)],
        },
        {
          title: 'Calls of a run of an agent',
          asks: 'How many calls does an answer need?',
          advice: 'Each is paid, and each carries the whole conversation again.',
          emptyWhen: 'The application names no agent.',
          kind: 'timeseries',
          unit: 'short',
          queries: [
            {
              expression: measures.meanOf(measures.callsOfRuns, boardScope, [AGENT]),
              legend: `{{${AGENT}}}`,
            },
          ],
        },
      ],
    },
  ],
};
