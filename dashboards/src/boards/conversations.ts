/** The board of one conversation. */
import * as semconv from '@spanwise/semconv';
import type { Board, BoardVariable } from '../board.ts';
import { toTraces } from '../links.ts';
import { labelOf } from '../series.ts';
import { matcherOf, service } from '../variables.ts';

const CONVERSATION = labelOf(semconv.ATTR_GEN_AI_CONVERSATION_ID);
/** Jaeger is asked for one service. */
const oneService: BoardVariable = { ...service, single: true };
const conversation = `{${matcherOf(oneService)}} | ${CONVERSATION} = "$conversation"`;
const traces = toTraces('Its traces', '${service}', {
  [semconv.ATTR_GEN_AI_CONVERSATION_ID]: '${conversation}',
});

/** One conversation. */
export const conversations: Board = {
  uid: 'spanwise-conversations',
  title: 'Conversations',
  asks: 'What happened in this conversation?',
  variables: [oneService, { name: 'conversation', label: 'Conversation' }],
  rows: [
    {
      title: 'This conversation',
      panels: [
        {
          title: 'Events and log records',
          asks: 'What was said of it, in which order?',
          advice:
            'Follow the link at the top to its traces: each turn is one, with the calls, tools and tokens.',
          emptyWhen:
            "No conversation is chosen, or none of its calls failed or was judged. With the option `events` every call is an event, with `captureContent: 'event'` its messages, too.",
          kind: 'logs',
          store: 'loki',
          unit: 'short',
          width: 24,
          queries: [{ expression: conversation }],
          links: [traces],
        },
      ],
    },
    {
      title: 'Which conversation',
      panels: [
        {
          title: 'Conversations with most events',
          asks: 'Which conversations are worth a look?',
          advice: 'Copy the id into the variable at the top.',
          emptyWhen: 'The application gives no conversation id (`withContext`).',
          kind: 'table',
          store: 'loki',
          unit: 'short',
          queries: [
            {
              expression: `topk(20, sum by (${CONVERSATION}) (count_over_time({${matcherOf(oneService)}} | ${CONVERSATION} != "" [$__range])))`,
            },
          ],
        },
        {
          title: 'Conversations with failures',
          asks: 'In which conversations did something fail?',
          advice: 'Copy the id into the variable at the top.',
          emptyWhen: 'Nothing failed.',
          kind: 'table',
          store: 'loki',
          unit: 'short',
          queries: [
            {
              expression: `topk(20, sum by (${CONVERSATION}, ${labelOf(semconv.ATTR_ERROR_TYPE)}) (count_over_time({${matcherOf(oneService)}} | ${CONVERSATION} != "" | ${labelOf(semconv.ATTR_ERROR_TYPE)} != "" [$__range])))`,
            },
          ],
        },
      ],
    },
  ],
};
