/** The board that compares models and providers. */
import * as semconv from '@spanwise/semconv';
import type { Board } from '../board.ts';
import * as measures from '../measures.ts';
import { labelOf } from '../series.ts';
import { needsCollector, SERVICE, spanMatchers, tracesOfRow } from '../span-metrics.ts';
import { boardScope, modelVariables, processVariables, wholeScope } from '../variables.ts';

const MODEL = labelOf(semconv.ATTR_GEN_AI_REQUEST_MODEL);
const ANSWERED = labelOf(semconv.ATTR_GEN_AI_RESPONSE_MODEL);
const PROVIDER = labelOf(semconv.ATTR_GEN_AI_PROVIDER_NAME);
const OPERATION = labelOf(semconv.ATTR_GEN_AI_OPERATION_NAME);
const ERROR = labelOf(semconv.ATTR_ERROR_TYPE);
const STATUS = labelOf(semconv.ATTR_HTTP_RESPONSE_STATUS_CODE);
const KIND = labelOf(semconv.ATTR_SPANWISE_RATE_LIMIT_KIND);
const { inferences, firstChunks, outputChunks, outputTokens, otherCalls } = measures;
const newest = 'Services that emit the names of 1.41 alone do not record it.';
const perModel = `{{${PROVIDER}}} {{${MODEL}}}`;

/** Models and providers. */
export const models: Board = {
  uid: 'spanwise-models',
  title: 'Models and providers',
  asks: 'Which model is slow, fails, or is throttled?',
  variables: [...processVariables, ...modelVariables],
  rows: [
    {
      title: 'How long',
      panels: [
        {
          title: 'Durations',
          asks: 'Are there fast and slow calls, or one kind?',
          advice: 'Two bands are two uses of a model, or a cache: tell them apart by model.',
          emptyWhen: 'Native histograms have no buckets to draw.',
          kind: 'heatmap',
          unit: 's',
          queries: [{ expression: measures.bucketsOf(inferences, boardScope), legend: '{{le}}' }],
        },
        {
          title: 'Slowest twentieth by model',
          asks: 'Which model is slow?',
          advice: 'Compare with its tokens: a model that writes more takes longer.',
          kind: 'timeseries',
          unit: 's',
          queries: [
            {
              expression: measures.quantileOf(0.95, inferences, boardScope, [PROVIDER, MODEL]),
              legend: perModel,
            },
          ],
        },
        {
          title: 'First chunk by model',
          asks: 'Which model begins late?',
          advice:
            'A late beginning is a queue at the provider, or a long prompt that is not cached.',
          emptyWhen: 'Only streamed replies have a first chunk.',
          kind: 'timeseries',
          unit: 's',
          queries: [
            {
              expression: measures.quantileOf(0.95, firstChunks, boardScope, [PROVIDER, MODEL]),
              legend: perModel,
            },
          ],
        },
        {
          title: 'Between chunks',
          asks: 'Does an answer come fluently?',
          advice: 'Slow chunks with a quick first one are an overloaded model.',
          emptyWhen: 'It is recorded with the option `timePerOutputChunk`.',
          kind: 'timeseries',
          unit: 's',
          queries: [
            {
              expression: measures.quantileOf(0.95, outputChunks, boardScope, [PROVIDER, MODEL]),
              legend: perModel,
            },
          ],
        },
        {
          title: 'Output tokens for each second of calls',
          asks: 'How quickly does a model write?',
          advice: 'Less than usual at the same length of answers: the provider is slower.',
          kind: 'timeseries',
          unit: 'short',
          queries: [
            {
              expression: measures.ratio(
                measures.totalOf(outputTokens, boardScope, [PROVIDER, MODEL]),
                measures.totalOf(inferences, boardScope, [PROVIDER, MODEL]),
              ),
              legend: perModel,
            },
          ],
        },
        {
          title: 'Other calls',
          asks: 'Are embeddings and retrieval quick?',
          advice: 'They come before the model: what they take, people wait for.',
          emptyWhen: 'The application has neither.',
          kind: 'timeseries',
          unit: 's',
          queries: [
            {
              expression: measures.quantileOf(0.95, otherCalls, boardScope, [OPERATION]),
              legend: `{{${OPERATION}}}`,
            },
          ],
        },
      ],
    },
    {
      title: 'How reliable',
      panels: [
        {
          title: 'Failed by model',
          asks: 'Which model fails?',
          advice: 'One provider alone: its status page. All: this application.',
          kind: 'timeseries',
          unit: 'percentunit',
          queries: [
            {
              expression: measures.failedShareOf(inferences, boardScope, [PROVIDER, MODEL]),
              legend: perModel,
            },
          ],
        },
        {
          title: 'Failures by kind and model',
          asks: 'With what does it fail?',
          advice:
            'With 429: the limits below. With 5xx: the provider. A timeout: the duration above.',
          emptyWhen: 'No call failed.',
          kind: 'stacked',
          unit: 'reqps',
          queries: [
            {
              expression: measures.rateOf(
                inferences,
                boardScope,
                [MODEL, ERROR],
                [measures.failed],
              ),
              legend: `{{${MODEL}}} {{${ERROR}}}`,
            },
          ],
        },
        {
          title: 'Attempts that were turned away',
          asks: 'How often does the client have to try again?',
          advice: 'These do not fail, they wait: raise the limit, or send less at once.',
          emptyWhen: `No provider turned an attempt away. ${newest}`,
          kind: 'stacked',
          unit: 'reqps',
          queries: [
            {
              expression: measures.counterRate(
                semconv.METRIC_SPANWISE_CLIENT_REJECTED_ATTEMPTS,
                boardScope,
                [MODEL, STATUS],
              ),
              legend: `{{${MODEL}}} {{${STATUS}}}`,
            },
          ],
        },
        {
          title: 'What is left of the limits',
          asks: 'How close is the next 429?',
          advice: 'Below a tenth: ask the provider for more, or spread the load.',
          emptyWhen:
            'The provider says nothing about its limits, or said it more than five minutes ago.',
          kind: 'timeseries',
          unit: 'percentunit',
          queries: [
            {
              expression: `min by (${PROVIDER}, ${MODEL}, ${KIND}) (${measures.ratio(
                measures.selector(semconv.METRIC_SPANWISE_RATE_LIMIT_REMAINING, boardScope),
                measures.selector(semconv.METRIC_SPANWISE_RATE_LIMIT_LIMIT, boardScope),
              )})`,
              legend: `{{${MODEL}}} {{${KIND}}}`,
            },
          ],
        },
      ],
    },
    {
      title: 'Which one',
      panels: [
        {
          title: 'Asked for, and answered by',
          asks: 'Does the model that answers still be the one that was meant?',
          advice: 'A new name behind an old one is a new version: compare its answers.',
          kind: 'table',
          unit: 'reqps',
          queries: [
            { expression: measures.rateOf(inferences, wholeScope, [PROVIDER, MODEL, ANSWERED]) },
          ],
        },
        {
          title: 'Calls by service, with their traces',
          asks: 'Who calls which model?',
          advice: 'Click a row: it leads to traces of these calls.',
          emptyWhen: needsCollector,
          kind: 'table',
          unit: 'short',
          queries: [
            {
              expression: `sum by (${SERVICE}, ${OPERATION}, ${MODEL}) (increase(traces_span_metrics_calls_total{${spanMatchers(`${MODEL}!=""`)}}[$__range])) > 0`,
            },
          ],
          links: [
            tracesOfRow('Traces of these calls', [
              semconv.ATTR_GEN_AI_OPERATION_NAME,
              semconv.ATTR_GEN_AI_REQUEST_MODEL,
            ]),
          ],
        },
        {
          title: 'Who depends on what',
          asks: 'Which providers and databases does a service need?',
          advice: 'A failing edge is where to look first.',
          emptyWhen: needsCollector,
          kind: 'table',
          unit: 'short',
          width: 24,
          queries: [
            {
              expression:
                'sum by (client, server, connection_type) (increase(traces_service_graph_request_total[$__range])) > 0',
            },
          ],
        },
      ],
    },
  ],
};
