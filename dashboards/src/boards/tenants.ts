/** The board of tenants: who is noisy, who suffers. */
import * as semconv from '@spanwise/semconv';
import type { Board } from '../board.ts';
import * as measures from '../measures.ts';
import { labelOf } from '../series.ts';
import { boardScope, modelVariables, processVariables, wholeScope } from '../variables.ts';
import { costAnHour, CURRENCY, noPrices } from './cost.ts';

const TENANT = labelOf(semconv.ATTR_SPANWISE_TENANT_ID);
const { inferences, firstChunks, inputTokens, outputTokens, agentRuns } = measures;
const noTenants = 'The tenant is on metrics with the option `tenantOnMetrics`.';

/** Tenants. */
export const tenants: Board = {
  uid: 'spanwise-tenants',
  title: 'Tenants',
  asks: 'Who is noisy, and who suffers?',
  variables: [...processVariables, ...modelVariables],
  rows: [
    {
      title: 'Who uses it',
      panels: [
        {
          title: 'Calls by tenant',
          asks: 'Who calls most?',
          advice: 'One that grows alone is a loop, or a success: ask.',
          emptyWhen: noTenants,
          kind: 'stacked',
          unit: 'reqps',
          queries: [
            {
              expression: measures.rateOf(inferences, boardScope, [TENANT]),
              legend: `{{${TENANT}}}`,
            },
          ],
        },
        {
          title: 'Tokens by tenant',
          asks: 'Who uses most of the limits?',
          advice: 'Limits of a provider count tokens: this one takes them from the others.',
          emptyWhen: noTenants,
          kind: 'stacked',
          unit: 'short',
          queries: [
            {
              expression: `${measures.totalOf(inputTokens, boardScope, [TENANT])} + ${measures.totalOf(outputTokens, boardScope, [TENANT])}`,
              legend: `{{${TENANT}}}`,
            },
          ],
        },
        {
          title: 'Cost an hour by tenant',
          asks: 'Who costs most?',
          advice: 'Compare with what the tenant pays; `other` are those over the limit.',
          emptyWhen: `${noPrices} ${noTenants}`,
          kind: 'stacked',
          unit: 'short',
          queries: [
            { expression: costAnHour([TENANT, CURRENCY]), legend: `{{${TENANT}}} {{${CURRENCY}}}` },
          ],
        },
        {
          title: 'Share of all tokens',
          asks: 'Is one tenant most of it?',
          advice: 'Over half: give it limits of its own.',
          emptyWhen: noTenants,
          kind: 'table',
          unit: 'percentunit',
          queries: [
            {
              expression: `${measures.totalOf(inputTokens, wholeScope, [TENANT])} / scalar(${measures.totalOf(inputTokens, wholeScope, [])})`,
            },
          ],
        },
      ],
    },
    {
      title: 'Who suffers',
      panels: [
        {
          title: 'Failed by tenant',
          asks: 'Whose calls fail?',
          advice: 'One alone: its inputs, or its limits. All: see the board of models.',
          emptyWhen: noTenants,
          kind: 'timeseries',
          unit: 'percentunit',
          queries: [
            {
              expression: measures.failedShareOf(inferences, boardScope, [TENANT]),
              legend: `{{${TENANT}}}`,
            },
          ],
        },
        {
          title: 'First chunk by tenant',
          asks: 'Who waits longest for an answer to begin?',
          advice: 'One alone has longer prompts than the others.',
          emptyWhen: `Only streamed replies have a first chunk. ${noTenants}`,
          kind: 'timeseries',
          unit: 's',
          queries: [
            {
              expression: measures.quantileOf(0.95, firstChunks, boardScope, [TENANT]),
              legend: `{{${TENANT}}}`,
            },
          ],
        },
        {
          title: 'Runs of agents by tenant',
          asks: 'Whose questions take an agent longest?',
          advice: 'Find one of its conversations, and look at the trace.',
          emptyWhen: `The application names no agent. ${noTenants}`,
          kind: 'timeseries',
          unit: 's',
          queries: [
            {
              expression: measures.quantileOf(0.95, agentRuns, boardScope, [TENANT]),
              legend: `{{${TENANT}}}`,
            },
          ],
        },
        {
          title: 'Input tokens of a call by tenant',
          asks: 'Who sends long prompts?',
          advice: 'Long documents, or conversations that are never cut.',
          emptyWhen: noTenants,
          kind: 'timeseries',
          unit: 'short',
          queries: [
            {
              expression: measures.meanOf(inputTokens, boardScope, [TENANT]),
              legend: `{{${TENANT}}}`,
            },
          ],
        },
      ],
    },
  ],
};
