/** Saved searches for Kibana and OpenSearch Dashboards, as data: the questions that a list of documents answers. */
import * as semconv from '@spanwise/semconv';
import { LATE_SECONDS } from '../rules.ts';

/** What a search is of. */
export type Documents = 'traces' | 'logs';

/** One search. Queries are of Lucene's language, which both read alike. */
export interface SavedSearch {
  /** Stays the same for ever: an import replaces what has it. */
  readonly id: string;
  readonly title: string;
  /** The question that it answers, as a sentence with a question mark. */
  readonly asks: string;
  readonly of: Documents;
  readonly query: string;
  /** Attributes that are shown beside time and name. */
  readonly columns: readonly string[];
}

/** How an attribute is called in a document. */
export function fieldOf(attribute: string): string {
  return `attributes.${attribute}`;
}

const is = (attribute: string, value: string): string => `${fieldOf(attribute)}:${value}`;
/** Where the Collector puts the name of an event: `transform/events` of collector.yaml. */
const EVENT_NAME = 'event.name';
const MODEL = semconv.ATTR_GEN_AI_REQUEST_MODEL;
const TENANT = semconv.ATTR_SPANWISE_TENANT_ID;
const CALL = [MODEL, semconv.ATTR_GEN_AI_PROVIDER_NAME, TENANT];

/** All of them. */
export const searches: readonly SavedSearch[] = [
  {
    id: 'spanwise-failures',
    title: 'Failed calls, runs and searches',
    asks: 'What fails, and why?',
    of: 'traces',
    query: `${is(semconv.ATTR_ERROR_TYPE, '*')} AND (${is(semconv.ATTR_GEN_AI_OPERATION_NAME, '*')} OR ${is(semconv.ATTR_SPANWISE_VECTOR_OPERATION, '*')})`,
    columns: [semconv.ATTR_ERROR_TYPE, semconv.ATTR_GEN_AI_OPERATION_NAME, ...CALL],
  },
  {
    id: 'spanwise-late',
    title: 'Answers that began late',
    asks: 'For which answers did people wait?',
    of: 'traces',
    query: is(semconv.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK, `>${LATE_SECONDS}`),
    columns: [
      semconv.ATTR_GEN_AI_RESPONSE_TIME_TO_FIRST_CHUNK,
      semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS,
      ...CALL,
    ],
  },
  {
    id: 'spanwise-dear',
    title: 'Dear calls',
    asks: 'Which calls cost much?',
    of: 'traces',
    query: is(semconv.ATTR_SPANWISE_COST_AMOUNT, '>=0.1'),
    columns: [
      semconv.ATTR_SPANWISE_COST_AMOUNT,
      semconv.ATTR_SPANWISE_COST_CURRENCY,
      semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS,
      semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS,
      ...CALL,
    ],
  },
  {
    id: 'spanwise-conversations',
    title: 'Conversations',
    asks: 'What happened in this conversation?',
    of: 'traces',
    query: is(semconv.ATTR_GEN_AI_CONVERSATION_ID, '*'),
    columns: [
      semconv.ATTR_GEN_AI_CONVERSATION_ID,
      semconv.ATTR_GEN_AI_OPERATION_NAME,
      semconv.ATTR_GEN_AI_TOOL_NAME,
      ...CALL,
    ],
  },
  {
    id: 'spanwise-empty-searches',
    title: 'Searches that found nothing',
    asks: 'Which searches leave an answer without documents?',
    of: 'traces',
    query: `${is(semconv.ATTR_SPANWISE_VECTOR_OPERATION, semconv.SPANWISE_VECTOR_OPERATION_VALUE_SEARCH)} AND ${is(semconv.ATTR_DB_RESPONSE_RETURNED_ROWS, '0')}`,
    columns: [semconv.ATTR_DB_SYSTEM_NAME, semconv.ATTR_DB_COLLECTION_NAME, TENANT],
  },
  {
    id: 'spanwise-judgements',
    title: 'Judgements',
    asks: 'What was judged, and why so?',
    of: 'logs',
    query: is(EVENT_NAME, `"${semconv.EVENT_GEN_AI_EVALUATION_RESULT}"`),
    columns: [
      semconv.ATTR_GEN_AI_EVALUATION_NAME,
      semconv.ATTR_GEN_AI_EVALUATION_SCORE_VALUE,
      semconv.ATTR_GEN_AI_EVALUATION_SCORE_LABEL,
      semconv.ATTR_GEN_AI_EVALUATION_EXPLANATION,
      TENANT,
    ],
  },
];
