/** The board that is opened first. */
import * as semconv from '@spanwise/semconv';
import type { Board } from '../board.ts';
import { toBoard } from '../links.ts';
import * as measures from '../measures.ts';
import { labelOf } from '../series.ts';
import { needsCollector, SERVICE, spanMatchers, tracesOfRow } from '../span-metrics.ts';
import { boardScope, matcherOf, modelVariables, processVariables, service } from '../variables.ts';
import { costAnHour, CURRENCY, noPrices } from './cost.ts';

const MODEL = labelOf(semconv.ATTR_GEN_AI_REQUEST_MODEL);
const OPERATION = labelOf(semconv.ATTR_GEN_AI_OPERATION_NAME);
const ERROR = labelOf(semconv.ATTR_ERROR_TYPE);
const AGENT = labelOf(semconv.ATTR_GEN_AI_AGENT_NAME);
const WORKFLOW = labelOf(semconv.ATTR_GEN_AI_WORKFLOW_NAME);
const TOOL = labelOf(semconv.ATTR_GEN_AI_TOOL_NAME);
const { inferences, firstChunks, inputTokens, outputTokens, agentRuns, toolRuns } = measures;
const noStreams = 'Only streamed replies have a first chunk.';
const noAgents = 'The application names no agent.';
const noTools = 'The application names no tool.';

/** LLM overview. */
export const overview: Board = {
  uid: 'spanwise-overview',
  title: 'LLM overview',
  asks: 'Are users fine, and what does it cost?',
  variables: [...processVariables, ...modelVariables, service],
  rows: [
    {
      title: 'Now',
      panels: [
        {
          title: 'Model calls',
          asks: 'Is there any traffic?',
          advice: 'If there should be: look at the board of telemetry health first.',
          kind: 'stat',
          unit: 'reqps',
          queries: [{ expression: measures.rateOf(inferences, boardScope, []), legend: 'calls' }],
          links: [toBoard('Can these numbers be trusted?', 'spanwise-health')],
        },
        {
          title: 'Failed',
          asks: 'Which share of the calls of models fails?',
          advice: 'See below which errors, then on the board of models which model.',
          kind: 'stat',
          unit: 'percentunit',
          queries: [
            { expression: measures.failedShareOf(inferences, boardScope, []), legend: 'failed' },
          ],
          links: [toBoard('Which model?', 'spanwise-models')],
        },
        {
          title: 'Slowest twentieth',
          asks: 'How long does one call in twenty take at least?',
          advice: 'See on the board of models which model it is.',
          kind: 'stat',
          unit: 's',
          queries: [
            { expression: measures.quantileOf(0.95, inferences, boardScope, []), legend: 'p95' },
          ],
          links: [toBoard('Which model?', 'spanwise-models')],
        },
        {
          title: 'First chunk',
          asks: 'How long do people wait, one time in twenty, until an answer begins?',
          advice: 'Compare it with the duration: a late first chunk is a long prompt or a queue.',
          emptyWhen: noStreams,
          kind: 'stat',
          unit: 's',
          queries: [
            { expression: measures.quantileOf(0.95, firstChunks, boardScope, []), legend: 'p95' },
          ],
        },
        {
          title: 'Tokens a second',
          asks: 'How many tokens go through?',
          advice: 'A jump without more calls is a longer prompt: see the board of costs.',
          kind: 'stat',
          unit: 'short',
          queries: [
            { expression: measures.totalOf(inputTokens, boardScope, []), legend: 'in' },
            { expression: measures.totalOf(outputTokens, boardScope, []), legend: 'out' },
          ],
          links: [toBoard('Where do they go?', 'spanwise-cost')],
        },
        {
          title: 'Cost an hour',
          asks: 'What does an hour cost at this pace?',
          advice: 'See on the board of costs where it goes.',
          emptyWhen: noPrices,
          kind: 'stat',
          unit: 'short',
          queries: [{ expression: costAnHour([CURRENCY]), legend: `{{${CURRENCY}}}` }],
          links: [toBoard('Where does it go?', 'spanwise-cost')],
        },
      ],
    },
    {
      title: 'Models',
      panels: [
        {
          title: 'Calls by model',
          asks: 'Which models are called, and did that change?',
          advice: 'A model that appears or goes is a release or a fallback.',
          kind: 'stacked',
          unit: 'reqps',
          queries: [
            {
              expression: measures.rateOf(inferences, boardScope, [MODEL]),
              legend: `{{${MODEL}}}`,
            },
          ],
        },
        {
          title: 'Failures by kind',
          asks: 'What goes wrong?',
          advice:
            'Numbers 429 and 529 are limits and overload; a name of a class is an error of the client.',
          emptyWhen: 'No call failed.',
          kind: 'stacked',
          unit: 'reqps',
          queries: [
            {
              expression: measures.rateOf(inferences, boardScope, [ERROR], [measures.failed]),
              legend: `{{${ERROR}}}`,
            },
          ],
        },
        {
          title: 'Duration',
          asks: 'How long do calls take, and is it all of them or a few?',
          advice: 'All lines up: the provider. The top line alone: some prompts, or some model.',
          kind: 'timeseries',
          unit: 's',
          queries: [0.5, 0.95, 0.99].map((quantile) => ({
            expression: measures.quantileOf(quantile, inferences, boardScope, []),
            legend: `p${quantile * 100}`,
          })),
        },
        {
          title: 'Duration of spans, with traces',
          asks: 'Which call was the slow one?',
          advice: 'Click a point: it is a trace that took this long.',
          emptyWhen: needsCollector,
          kind: 'timeseries',
          unit: 's',
          queries: [
            {
              expression: `histogram_quantile(0.95, sum by (le, ${MODEL}) (rate(traces_span_metrics_duration_seconds_bucket{${spanMatchers(`${MODEL}!=""`)}}[$__rate_interval])))`,
              legend: `{{${MODEL}}}`,
              exemplars: true,
            },
          ],
        },
        {
          title: 'First chunk by model',
          asks: 'Which model lets people wait?',
          advice: 'Try another model or region for what is read as it comes.',
          emptyWhen: noStreams,
          kind: 'timeseries',
          unit: 's',
          queries: [
            {
              expression: measures.quantileOf(0.95, firstChunks, boardScope, [MODEL]),
              legend: `{{${MODEL}}}`,
            },
          ],
        },
        {
          title: 'Cost an hour by model',
          asks: 'Which model costs most?',
          advice: 'See the board of costs for tenants, and for tokens in and out.',
          emptyWhen: noPrices,
          kind: 'stacked',
          unit: 'short',
          queries: [
            { expression: costAnHour([MODEL, CURRENCY]), legend: `{{${MODEL}}} {{${CURRENCY}}}` },
          ],
          links: [toBoard('Where does it go?', 'spanwise-cost')],
        },
      ],
    },
    {
      title: 'Agents and tools',
      panels: [
        {
          title: 'Agents and workflows',
          asks: 'How long does an agent, or a workflow, work on one request?',
          advice: 'Longer while its model is not: more steps. See the steps of a run.',
          emptyWhen: noAgents,
          kind: 'timeseries',
          unit: 's',
          queries: [
            {
              expression: measures.quantileOf(0.95, agentRuns, boardScope, [AGENT]),
              legend: `{{${AGENT}}}`,
            },
            {
              expression: measures.quantileOf(0.95, measures.workflowRuns, boardScope, [WORKFLOW]),
              legend: `{{${WORKFLOW}}} (workflow)`,
            },
          ],
        },
        {
          title: 'Steps of a run',
          asks: 'Does an agent loop?',
          advice:
            'A jump is a loop, or a tool that answers what the model cannot use: look at a trace.',
          emptyWhen: noAgents,
          kind: 'timeseries',
          unit: 'short',
          queries: [
            {
              expression: measures.quantileOf(0.95, measures.callsOfRuns, boardScope, [AGENT]),
              legend: `{{${AGENT}}}: model calls`,
            },
            {
              expression: measures.quantileOf(0.95, measures.toolsOfRuns, boardScope, [AGENT]),
              legend: `{{${AGENT}}}: tools`,
            },
          ],
        },
        {
          title: 'Failed runs of tools',
          asks: 'Which tool breaks runs?',
          advice: 'Find its traces in the table below.',
          emptyWhen: noTools,
          kind: 'timeseries',
          unit: 'percentunit',
          queries: [
            {
              expression: measures.failedShareOf(toolRuns, boardScope, [TOOL]),
              legend: `{{${TOOL}}}`,
            },
          ],
        },
        {
          title: 'Duration of tools',
          asks: 'Which tool takes the time?',
          advice: 'Compare it with the agent: what the tools do not take is the model.',
          emptyWhen: noTools,
          kind: 'timeseries',
          unit: 's',
          queries: [
            {
              expression: measures.quantileOf(0.95, toolRuns, boardScope, [TOOL]),
              legend: `{{${TOOL}}}`,
            },
          ],
        },
      ],
    },
    {
      title: 'What is behind it',
      panels: [
        {
          title: 'Failures, with their traces',
          asks: 'Which calls failed, in which service?',
          advice: 'Click a row: it leads to traces with this error.',
          emptyWhen: `Nothing failed. ${needsCollector}`,
          kind: 'table',
          unit: 'short',
          width: 24,
          queries: [
            {
              expression: `sum by (${SERVICE}, ${OPERATION}, ${MODEL}, ${TOOL}, ${ERROR}) (increase(traces_span_metrics_calls_total{${spanMatchers(`${OPERATION}!=""`, measures.failed)}}[$__range])) > 0`,
            },
          ],
          links: [
            tracesOfRow('Traces with this error', [
              semconv.ATTR_GEN_AI_OPERATION_NAME,
              semconv.ATTR_ERROR_TYPE,
            ]),
          ],
        },
        {
          title: 'Events',
          asks: 'What did the application say about its calls?',
          advice: 'Open a line: its trace is one click away.',
          emptyWhen: 'Failed calls and evaluations are events; more are with the option `events`.',
          kind: 'logs',
          store: 'loki',
          unit: 'short',
          width: 24,
          queries: [{ expression: `{${matcherOf(service)}} | event_name =~ "gen_ai.+"` }],
        },
      ],
    },
  ],
};
