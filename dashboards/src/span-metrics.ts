/** What the Collector counts of spans, in front of any sampling: what leads from a number to its traces. */
import * as semconv from '@spanwise/semconv';
import type { BoardLink } from './board.ts';
import { toTraces } from './links.ts';
import { labelOf } from './series.ts';
import { matcherOf, processVariables } from './variables.ts';

/** Why a panel of it may be empty. */
export const needsCollector =
  'Spans are counted by the Collector of `collector/` (`span_metrics`); without it there is nothing here.';

/** The name of the service alone: what Jaeger searches by. */
export const SERVICE = 'service_name';

const [environment, job] = processVariables;

/** Matchers of the series that the Collector counts: it does not know the process. */
export function spanMatchers(...where: readonly string[]): string {
  return [...[environment, job].map((variable) => matcherOf(variable!)), ...where].join(', ');
}

/** Traces with the values of a row, which has a service and these attributes. */
export function tracesOfRow(
  title: string,
  attributes: readonly string[],
  further: Readonly<Record<string, string>> = {},
): BoardLink {
  return toTraces(title, `\${__data.fields.${SERVICE}}`, {
    ...Object.fromEntries(
      attributes.map((attribute) => [attribute, `\${__data.fields.${labelOf(attribute)}}`]),
    ),
    ...further,
  });
}

/** Attributes that the Collector tells spans apart by. */
export const SPAN_DIMENSIONS: readonly string[] = [
  semconv.ATTR_ERROR_TYPE,
  semconv.ATTR_GEN_AI_AGENT_NAME,
  semconv.ATTR_GEN_AI_OPERATION_NAME,
  semconv.ATTR_GEN_AI_PROVIDER_NAME,
  semconv.ATTR_GEN_AI_REQUEST_MODEL,
  semconv.ATTR_GEN_AI_TOOL_NAME,
];
