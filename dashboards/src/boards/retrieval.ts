/** The board of searches in vector stores, as the application sees them. */
import * as semconv from '@spanwise/semconv';
import type { Board, BoardPanel } from '../board.ts';
import * as measures from '../measures.ts';
import { labelOf } from '../series.ts';
import { boardScope, processVariables } from '../variables.ts';

const STORE = labelOf(semconv.ATTR_DB_SYSTEM_NAME);
const COLLECTION = labelOf(semconv.ATTR_DB_COLLECTION_NAME);
const BY = [STORE, COLLECTION] as const;
const LEGEND = `{{${STORE}}} {{${COLLECTION}}}`;
const SOURCE = labelOf(semconv.ATTR_GEN_AI_DATA_SOURCE_ID);
const WORK = [
  semconv.ATTR_GEN_AI_OPERATION_NAME,
  semconv.ATTR_GEN_AI_AGENT_NAME,
  semconv.ATTR_GEN_AI_WORKFLOW_NAME,
  semconv.ATTR_GEN_AI_TOOL_NAME,
].map(labelOf);
const CACHE = labelOf(semconv.ATTR_SPANWISE_CACHE_NAME);
const RESULT = labelOf(semconv.ATTR_SPANWISE_CACHE_RESULT);
const CURRENCY = labelOf(semconv.ATTR_SPANWISE_COST_CURRENCY);
const IS_HIT = `${RESULT}="${semconv.SPANWISE_CACHE_RESULT_VALUE_HIT}"`;
const NO_CACHE = 'No lookup in a cache is wrapped with `cache()`.';
const { vectorCalls, bestScores, writtenBatches, retrievals, cacheLookups, cacheSimilarities } =
  measures;

function lines(
  panel: Pick<BoardPanel, 'title' | 'asks' | 'advice' | 'unit'>,
  expression: string,
  nothing = 'No client of a vector store is instrumented in these services.',
  legend = LEGEND,
): BoardPanel {
  return {
    ...panel,
    emptyWhen: nothing,
    kind: 'timeseries',
    queries: [{ expression, legend }],
  };
}

/** Retrieval. */
export const retrieval: Board = {
  uid: 'spanwise-retrieval',
  title: 'Retrieval',
  asks: 'Is what is retrieved good, and quick?',
  variables: [...processVariables],
  rows: [
    {
      title: 'Searches and writes',
      panels: [
        lines(
          {
            title: 'Calls of vector stores',
            asks: 'How much is searched and written?',
            advice: 'More searches for as many answers is an agent that searches again and again.',
            unit: 'reqps',
          },
          measures.rateOf(vectorCalls, boardScope, BY),
        ),
        lines(
          {
            title: 'Calls of vector stores, 95th percentile',
            asks: 'How long do people wait for documents?',
            advice: 'Compare with the time inside the store, on "Stores, brokers and gateways".',
            unit: 's',
          },
          measures.quantileOf(0.95, vectorCalls, boardScope, BY),
        ),
        lines(
          {
            title: 'Failed calls of vector stores',
            asks: 'Do searches fail?',
            advice: 'Look at the traces: what failed, and what was answered without documents.',
            unit: 'percentunit',
          },
          measures.failedShareOf(vectorCalls, boardScope, BY),
        ),
        lines(
          {
            title: 'Searches that found nothing',
            asks: 'Do answers stand on nothing?',
            advice:
              'A filter that matches nothing, an index that is empty, or a threshold too high.',
            unit: 'reqps',
          },
          measures.counterRate(semconv.METRIC_SPANWISE_VECTOR_SEARCH_EMPTY_RESULTS, boardScope, BY),
          'Every search found something.',
        ),
        lines(
          {
            title: 'Best score of a search, median',
            asks: 'Do searches find what fits?',
            advice: 'A step is another model of embeddings, or an index that was not built again.',
            unit: 'short',
          },
          measures.quantileOf(0.5, bestScores, boardScope, BY),
          'The store gives no scores.',
        ),
        lines(
          {
            title: 'Calls for a tenant that were not limited to it',
            asks: 'Can one customer read what another wrote?',
            advice:
              'Give the search a filter or a namespace of the tenant: look at the trace for where.',
            unit: 'cps',
          },
          measures.counterRate(semconv.METRIC_SPANWISE_TENANT_UNSCOPED_CALLS, boardScope, BY),
          'Every call for a tenant was limited to it, or no tenant is named.',
        ),
        lines(
          {
            title: 'Records written at once, mean',
            asks: 'Are writes batched?',
            advice: 'One by one is slow and costs more: write in batches.',
            unit: 'short',
          },
          measures.meanOf(writtenBatches, boardScope, BY),
          'Nothing is written.',
        ),
      ],
    },
    {
      title: 'Retrievals',
      panels: [
        lines(
          {
            title: 'Retrieval in one answer, 95th percentile',
            asks: 'How much of an answer is spent on finding documents?',
            advice: 'Compare with the duration of the agent: what is left is the model.',
            unit: 's',
          },
          measures.quantileOf(0.95, retrievals, boardScope, WORK),
          'No agent, workflow or tool searches.',
          WORK.map((label) => `{{${label}}}`).join(' '),
        ),
        lines(
          {
            title: 'Retrievals that found nothing',
            asks: 'Which data source leaves people without documents?',
            advice: 'Look at what was asked: it is missing there, or is there and not found.',
            unit: 'reqps',
          },
          measures.counterRate(semconv.METRIC_SPANWISE_RETRIEVAL_EMPTY_RESULTS, boardScope, [
            SOURCE,
          ]),
          'Every retrieval found something.',
          `{{${SOURCE}}}`,
        ),
      ],
    },
    {
      title: 'Caches',
      panels: [
        lines(
          {
            title: 'Hits of caches',
            asks: 'Is what was answered before answered again?',
            advice: 'A step down is a cache that was emptied, or a key that changes each time.',
            unit: 'percentunit',
          },
          measures.ratio(
            `(${measures.rateOf(cacheLookups, boardScope, [CACHE], [IS_HIT])} or 0 * ${measures.rateOf(cacheLookups, boardScope, [CACHE])})`,
            measures.rateOf(cacheLookups, boardScope, [CACHE]),
          ),
          NO_CACHE,
          `{{${CACHE}}}`,
        ),
        lines(
          {
            title: 'Lookups in caches, 95th percentile',
            asks: 'Is the cache quicker than what it spares?',
            advice: 'Compare with the duration of the calls that it stands for.',
            unit: 's',
          },
          measures.quantileOf(0.95, cacheLookups, boardScope, [CACHE, RESULT]),
          NO_CACHE,
          `{{${CACHE}}} {{${RESULT}}}`,
        ),
        lines(
          {
            title: 'Similarity of the nearest entry, median',
            asks: 'Is the threshold of the semantic cache right?',
            advice: 'Misses nearly as near as hits: the threshold is too high, or the two are one.',
            unit: 'short',
          },
          measures.quantileOf(0.5, cacheSimilarities, boardScope, [CACHE, RESULT]),
          'No cache says how near its entries are.',
          `{{${CACHE}}} {{${RESULT}}}`,
        ),
        lines(
          {
            title: 'Output tokens that caches save',
            asks: 'How much need the model not write?',
            advice: 'Compare with the output tokens of the models.',
            unit: 'cps',
          },
          measures.counterRate(semconv.METRIC_SPANWISE_CACHE_SAVINGS_OUTPUT_TOKENS, boardScope, [
            CACHE,
          ]),
          'No cache says what its hits save.',
          `{{${CACHE}}}`,
        ),
        lines(
          {
            title: 'Money that caches save, an hour',
            asks: 'What is the cache worth?',
            advice: 'Compare with what the store of the cache costs.',
            unit: 'short',
          },
          `3600 * ${measures.counterRate(semconv.METRIC_SPANWISE_CACHE_SAVINGS_COST, boardScope, [CACHE, CURRENCY])}`,
          'No cache says what its hits save, or no price is known.',
          `{{${CACHE}}} {{${CURRENCY}}}`,
        ),
      ],
    },
  ],
};
