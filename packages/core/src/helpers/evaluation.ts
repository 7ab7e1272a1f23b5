/** The judgement on an answer, as an event that belongs to the span that is active or to a response by its id. */
import { context, type Context } from '@opentelemetry/api';
import {
  ATTR_GEN_AI_EVALUATION_EXPLANATION,
  ATTR_GEN_AI_EVALUATION_NAME,
  ATTR_GEN_AI_EVALUATION_SCORE_LABEL,
  ATTR_GEN_AI_EVALUATION_SCORE_VALUE,
  ATTR_GEN_AI_RESPONSE_ID,
  ATTR_SPANWISE_TENANT_ID,
  CALL_METRICS,
  METRIC_SPANWISE_EVALUATION_SCORE,
} from '@spanwise/semconv';
import { ConfigError } from '../config-error.ts';
import { contextAttributes, contextFacts } from '../context/context.ts';
import { emitEvaluation } from '../record/events.ts';
import { recordMetric, telemetryOf } from '../record/telemetry.ts';
import { tenantLabel } from '../record/tenants.ts';
import { beforeCall } from '../report.ts';
import { report, safely } from '../safely.ts';
import { helperScope, helperSettings } from './watched-function.ts';

/** One judgement. */
export interface Evaluation {
  /** What was judged, such as `relevance`. */
  readonly name: string;
  /** The score, on the evaluator's own scale. */
  readonly score?: number | undefined;
  /** The score in a word of few values, such as `pass`. */
  readonly label?: string | undefined;
  /** Why. Recorded as given: it is passed in to be recorded. */
  readonly explanation?: string | undefined;
  /** The id of the judged response, when its span is not the active one. */
  readonly responseId?: string | undefined;
}

/**
 * Records a judgement as the event `gen_ai.evaluation.result`, and its score, when it has one, as the metric
 * `spanwise.evaluation.score`. Without a logger provider the event is lost, which is said once.
 *
 * @throws {ConfigError} when there is no name, or neither score nor label.
 */
export function recordEvaluation(evaluation: Evaluation): void {
  const { name, score, label, explanation, responseId } = evaluation;
  if (typeof name !== 'string' || name === '' || (score === undefined && label === undefined)) {
    throw new ConfigError({
      code: 'EVALUATION_INCOMPLETE',
      message: 'recordEvaluation() needs a name and a score or a label',
      fix: "Write recordEvaluation({ name: 'relevance', score: 0.8 }).",
    });
  }
  safely('recording an evaluation', () => {
    beforeCall();
    const active = context.active();
    const carried = contextFacts(active);
    const attributes: Record<string, unknown> = carried ? { ...contextAttributes(carried) } : {};
    attributes[ATTR_GEN_AI_EVALUATION_NAME] = name;
    if (Number.isFinite(score)) {
      attributes[ATTR_GEN_AI_EVALUATION_SCORE_VALUE] = score;
      recordScore(name, score!, active);
    }
    if (label !== undefined) attributes[ATTR_GEN_AI_EVALUATION_SCORE_LABEL] = label;
    if (explanation !== undefined) attributes[ATTR_GEN_AI_EVALUATION_EXPLANATION] = explanation;
    if (responseId !== undefined) attributes[ATTR_GEN_AI_RESPONSE_ID] = responseId;
    if (!emitEvaluation(helperScope(), helperSettings().semconv, active, attributes)) {
      report('evaluation', 'no logger provider is registered: evaluations are not recorded');
    }
  });
}

function recordScore(name: string, score: number, of: Context): void {
  const { semconv, tenantOnMetrics } = helperSettings();
  const telemetry = telemetryOf(helperScope(), semconv);
  if (telemetry === undefined) return;
  const tenant = tenantLabel(of, tenantOnMetrics);
  const attributes = {
    [ATTR_GEN_AI_EVALUATION_NAME]: name,
    ...(tenant !== undefined && { [ATTR_SPANWISE_TENANT_ID]: tenant }),
  };
  recordMetric(telemetry, CALL_METRICS[METRIC_SPANWISE_EVALUATION_SCORE], score, attributes, of);
}
