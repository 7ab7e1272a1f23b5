/** Names of events and their severity. Printed from registry/ by `npm run generate`; do not edit. */
import type { EventSpec } from './tables.ts';

/** All that is known of one call of a model; its attributes are those of the span. */
export const EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS = 'gen_ai.client.inference.operation.details';

/** An exception that ended an operation. */
export const EVENT_GEN_AI_CLIENT_OPERATION_EXCEPTION = 'gen_ai.client.operation.exception';

/** One judgement on a reply. */
export const EVENT_GEN_AI_EVALUATION_RESULT = 'gen_ai.evaluation.result';

/** Name of an event. */
export type EventName =
  | 'gen_ai.client.inference.operation.details'
  | 'gen_ai.client.operation.exception'
  | 'gen_ai.evaluation.result';

/** All events. */
export const EVENTS: Readonly<Record<EventName, EventSpec>> = {
  'gen_ai.client.inference.operation.details': { name: 'gen_ai.client.inference.operation.details', severityNumber: 5 },
  'gen_ai.client.operation.exception': { name: 'gen_ai.client.operation.exception', severityNumber: 13 },
  'gen_ai.evaluation.result': { name: 'gen_ai.evaluation.result', severityNumber: undefined },
};
