/** Durations and tokens as metrics, under the chosen set of names. */
import type { Attributes, Context } from '@opentelemetry/api';
import * as names from '@spanwise/semconv';
import {
  CALL_METRICS,
  NAME_SETS,
  type CallMetricName,
  type MetricSpec,
  type OperationSpec,
} from '@spanwise/semconv';
import type { ModalityTokens } from '../adapter/facts.ts';
import { recordMetric, type Telemetry } from './telemetry.ts';
import type { Counts } from './cost-function.ts';

const OLDER = NAME_SETS['1.41'];

/** Records a metric, under the names of the chosen set. */
export function recordRenamed(
  telemetry: Telemetry,
  spec: MetricSpec,
  value: number,
  attributes: Attributes,
  within: Context,
): void {
  const older = telemetry.names === '2026-10' ? undefined : OLDER.metrics[spec.name];
  if (older !== undefined) recordMetric(telemetry, spec, value, attributes, within, older);
  if (older === undefined || telemetry.names === 'both')
    recordMetric(telemetry, spec, value, attributes, within);
}

type TokenField =
  | 'inputTokens'
  | 'outputTokens'
  | 'cacheReadInputTokens'
  | 'cacheWriteInputTokens'
  | 'reasoningOutputTokens';

/** Which count is which counter, and which part of a modality's tokens belongs to it. */
const COUNTERS: readonly {
  readonly field: TokenField;
  readonly counter: CallMetricName;
  readonly part?: keyof ModalityTokens;
}[] = [
  {
    field: 'inputTokens',
    counter: names.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_INPUT_TOKENS,
    part: 'input',
  },
  {
    field: 'outputTokens',
    counter: names.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_OUTPUT_TOKENS,
    part: 'output',
  },
  {
    field: 'cacheReadInputTokens',
    counter: names.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_READ_INPUT_TOKENS,
    part: 'cacheRead',
  },
  {
    field: 'cacheWriteInputTokens',
    counter: names.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_WRITE_INPUT_TOKENS,
  },
  {
    field: 'reasoningOutputTokens',
    counter: names.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_REASONING_OUTPUT_TOKENS,
  },
];

/** Records what a provider reported. A count that it did not report is not recorded. */
export function recordTokens(
  telemetry: Telemetry,
  spec: OperationSpec,
  counts: Counts,
  attributes: Attributes,
  within: Context,
): void {
  const { inputTokens: input, outputTokens: output } = counts;
  if (spec.countsTokens && telemetry.names !== '1.41') {
    for (const { field, counter, part } of COUNTERS) {
      const tokens = counts[field];
      if (tokens === undefined) continue;
      addByModality(
        telemetry,
        counter,
        tokens,
        part && counts.modalities,
        part,
        attributes,
        within,
      );
    }
    // The tokens of many requests together are no value of a distribution of calls.
    if (spec.inference) {
      record(names.METRIC_GEN_AI_CLIENT_INFERENCE_OPERATION_INPUT_TOKENS, input);
      record(names.METRIC_GEN_AI_CLIENT_INFERENCE_OPERATION_OUTPUT_TOKENS, output);
    }
  }
  if (telemetry.names !== '2026-10' && spec.kind === 'client') {
    recordOlder('input', input);
    recordOlder('output', output);
  }

  function record(metric: CallMetricName, tokens: number | undefined): void {
    if (tokens !== undefined)
      recordMetric(telemetry, CALL_METRICS[metric], tokens, attributes, within);
  }

  function recordOlder(direction: 'input' | 'output', tokens: number | undefined): void {
    const { tokenUsage } = OLDER;
    if (tokens === undefined || tokenUsage === undefined) return;
    const directed = { ...attributes, [tokenUsage.attribute]: tokenUsage[direction] };
    recordMetric(telemetry, tokenUsage.metric, tokens, directed, within);
  }
}

/** Adds tokens to a counter, split by modality as far as the provider told; the rest is `unknown`. */
function addByModality(
  telemetry: Telemetry,
  counter: CallMetricName,
  tokens: number,
  modalities: Counts['modalities'],
  part: keyof ModalityTokens | undefined,
  attributes: Attributes,
  within: Context,
): void {
  let rest = tokens;
  const add = (modality: string, amount: number): void => {
    const split = { ...attributes, [names.ATTR_GEN_AI_TOKEN_MODALITY]: modality };
    recordMetric(telemetry, CALL_METRICS[counter], amount, split, within);
  };
  if (modalities && part) {
    for (const modality of ['text', 'image', 'audio'] as const) {
      const known = modalities[modality]?.[part];
      // A split that does not fit into the total is not believed: the total alone is recorded.
      if (!Number.isSafeInteger(known) || (known as number) <= 0 || (known as number) > rest)
        continue;
      add(modality, known as number);
      rest -= known as number;
    }
  }
  if (rest > 0 || rest === tokens) add(names.GEN_AI_TOKEN_MODALITY_VALUE_UNKNOWN, rest);
}
