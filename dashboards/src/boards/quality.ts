/** The board of judgements on replies, which are events: log records. */
import * as semconv from '@spanwise/semconv';
import type { Board } from '../board.ts';
import { evaluationScores, meanOf } from '../measures.ts';
import { labelOf } from '../series.ts';
import { boardScope, matcherOf, processVariables, service } from '../variables.ts';

const NAME = labelOf(semconv.ATTR_GEN_AI_EVALUATION_NAME);
const LABEL = labelOf(semconv.ATTR_GEN_AI_EVALUATION_SCORE_LABEL);
const SCORE = labelOf(semconv.ATTR_GEN_AI_EVALUATION_SCORE_VALUE);
const TENANT = labelOf(semconv.ATTR_SPANWISE_TENANT_ID);
const SOURCE = labelOf(semconv.ATTR_SPANWISE_EVALUATION_SOURCE);
const judgements = `{${matcherOf(service)}} | event_name = "${semconv.EVENT_GEN_AI_EVALUATION_RESULT}"`;
const scores = `${judgements} | unwrap ${SCORE} | __error__ = ""`;
const noJudgements = 'The application records no evaluations (`recordEvaluation`).';

/** Quality. */
export const quality: Board = {
  uid: 'spanwise-quality',
  title: 'Quality',
  asks: 'Did the quality of answers move?',
  variables: [...processVariables, service],
  rows: [
    {
      title: 'Judgements',
      panels: [
        {
          title: 'Mean score',
          asks: 'Are answers as good as they were?',
          advice:
            'A step is a release of code, prompt or model: compare with the changes of that day.',
          emptyWhen: noJudgements,
          kind: 'timeseries',
          store: 'loki',
          unit: 'short',
          queries: [
            {
              expression: `avg by (${NAME}) (avg_over_time(${scores} [$__auto]))`,
              legend: `{{${NAME}}}`,
            },
          ],
        },
        {
          title: 'Mean score, and that of a day',
          asks: 'Did quality fall against the day before, by what metrics say?',
          advice:
            'An alert compares the last hour with the day before it. Metrics are kept longer than log records, and know no sampling.',
          emptyWhen: `${noJudgements} Or none has a score.`,
          kind: 'timeseries',
          unit: 'short',
          queries: [
            { expression: meanOf(evaluationScores, boardScope, [NAME]), legend: `{{${NAME}}}` },
            {
              expression: meanOf(evaluationScores, { ...boardScope, interval: '1d' }, [NAME]),
              legend: `{{${NAME}}}, of a day`,
            },
          ],
        },
        {
          title: 'Worst tenth',
          asks: 'How bad are the bad answers?',
          advice:
            'A mean that stays while this falls hides a kind of question that is answered badly.',
          emptyWhen: noJudgements,
          kind: 'timeseries',
          store: 'loki',
          unit: 'short',
          queries: [
            {
              expression: `quantile_over_time(0.1, ${scores} [$__auto]) by (${NAME})`,
              legend: `{{${NAME}}}`,
            },
          ],
        },
        {
          title: 'Judgements by verdict',
          asks: 'How many answers pass?',
          advice: 'Open the judgements below that did not.',
          emptyWhen: noJudgements,
          kind: 'stacked',
          store: 'loki',
          unit: 'short',
          queries: [
            {
              expression: `sum by (${NAME}, ${LABEL}) (count_over_time(${judgements} [$__auto]))`,
              legend: `{{${NAME}}}: {{${LABEL}}}`,
            },
          ],
        },
        {
          title: 'Mean score by tenant',
          asks: 'Does one customer get worse answers?',
          advice: 'Its documents or its questions differ from the others.',
          emptyWhen: `${noJudgements} Or it gives no tenant.`,
          kind: 'timeseries',
          store: 'loki',
          unit: 'short',
          queries: [
            {
              expression: `avg by (${TENANT}) (avg_over_time(${scores} [$__auto]))`,
              legend: `{{${TENANT}}}`,
            },
          ],
        },
        {
          title: 'Who judged',
          asks: 'Do people and models judge alike?',
          advice: 'A model that is kinder than people are has to be told what people dislike.',
          emptyWhen: noJudgements,
          kind: 'timeseries',
          store: 'loki',
          unit: 'short',
          queries: [
            {
              expression: `avg by (${SOURCE}) (avg_over_time(${scores} [$__auto]))`,
              legend: `{{${SOURCE}}}`,
            },
          ],
        },
        {
          title: 'Judgements, the newest first',
          asks: 'What was judged, and why so?',
          advice: 'Open a line: the trace of the answer is one click away.',
          emptyWhen: noJudgements,
          kind: 'logs',
          store: 'loki',
          unit: 'short',
          queries: [{ expression: judgements }],
        },
      ],
    },
  ],
};
