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
const { vectorCalls, bestScores, writtenBatches } = measures;

function lines(
  panel: Pick<BoardPanel, 'title' | 'asks' | 'advice' | 'unit'>,
  expression: string,
  nothing = 'No client of a vector store is instrumented in these services.',
): BoardPanel {
  return {
    ...panel,
    emptyWhen: nothing,
    kind: 'timeseries',
    queries: [{ expression, legend: LEGEND }],
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
  ],
};
