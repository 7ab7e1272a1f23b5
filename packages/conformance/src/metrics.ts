/** Rules for metrics. */
import { OPERATIONS, type MetricSpec } from '@spanwise/semconv';
import { checkAttributes, instead, missing } from './attributes.ts';
import type { CheckedMetric } from './checked.ts';
import { METRIC_FACTS } from './facts.gen.ts';
import type { Report } from './finding.ts';
import type { Vocabulary } from './vocabulary.ts';

const NAMESPACES = ['gen_ai.', 'mcp.', 'spanwise.'];
const IDENTITIES = [
  'user.id',
  'enduser.id',
  'session.id',
  'gen_ai.conversation.id',
  'gen_ai.prompt.version',
  'gen_ai.response.id',
];
const SHARED_DURATION = 'gen_ai.client.operation.duration';

/** Checks one metric and its points. */
export function checkMetric(metric: CheckedMetric, names: Vocabulary, report: Report): void {
  const spec = names.metrics.get(metric.name);
  const own = names.replacedMetrics.get(metric.name);
  if (own !== undefined) {
    report(
      'metric-of-other-set',
      `"${metric.name}" is "${own}" in this set of names`,
      `Record "${own}".`,
    );
  }
  if (spec) checkInstrument(metric, spec, report);
  else checkUnknown(metric, report);
  for (const { attributes } of metric.points) {
    checkAttributes(attributes, names, report);
    for (const name of IDENTITIES.filter((identity) => attributes[identity] !== undefined)) {
      report(
        'metric-identity',
        `a point has "${name}"`,
        'Leave it out: each value makes a new series. Look it up in traces.',
        name,
      );
    }
    if (spec) checkPoint(attributes, spec, names, report);
  }
}

function checkUnknown(metric: CheckedMetric, report: Report): void {
  const replacedBy = METRIC_FACTS[metric.name]?.replacedBy;
  if (replacedBy) {
    report('metric-deprecated', `"${metric.name}" is deprecated`, instead('Record', replacedBy));
  } else if (NAMESPACES.some((namespace) => metric.name.startsWith(namespace))) {
    report(
      'metric-unknown',
      `"${metric.name}" is not a known metric`,
      'Use a name from the registry, or one in a namespace of your own.',
    );
  }
}

function checkInstrument(metric: CheckedMetric, spec: MetricSpec, report: Report): void {
  if (metric.instrument !== spec.instrument) {
    report(
      'metric-instrument',
      `"${metric.name}" is a ${metric.instrument}`,
      `Record it by a ${spec.instrument}.`,
    );
  }
  if (metric.unit !== spec.unit) {
    report(
      'metric-unit',
      `"${metric.name}" has the unit "${metric.unit}"`,
      `Give it the unit "${spec.unit}".`,
    );
  }
  if (metric.buckets && spec.buckets && metric.buckets.join() !== spec.buckets.join()) {
    report(
      'metric-buckets',
      `"${metric.name}" has the boundaries ${metric.buckets.join(', ')}`,
      `Advise the boundaries ${spec.buckets.join(', ')}.`,
    );
  }
}

function checkPoint(
  attributes: Readonly<Record<string, unknown>>,
  spec: MetricSpec,
  names: Vocabulary,
  report: Report,
): void {
  for (const name of Object.keys(attributes).filter((key) => attributes[key] !== undefined)) {
    const allowed = [...spec.attributes, ...spec.optInAttributes];
    if (
      !allowed.includes(name) &&
      !allowed.some(
        (prefix) => prefix === 'gen_ai.prompt.variable' && name.startsWith(`${prefix}.`),
      ) &&
      !IDENTITIES.includes(name)
    ) {
      report(
        'metric-attribute',
        `"${spec.name}" does not list "${name}"`,
        `Leave it out: "${spec.name}" has ${allowed.join(', ')}.`,
        name,
      );
    }
  }
  for (const name of missing(METRIC_FACTS[spec.name]?.required ?? [], attributes)) {
    report(
      'metric-missing-required',
      `a point of "${spec.name}" has no "${name}"`,
      `Record "${name}" with every point.`,
      name,
    );
  }
  const operation = attributes['gen_ai.operation.name'];
  if (spec.name === SHARED_DURATION && !names.sharedDuration && isInference(operation)) {
    report(
      'metric-operation',
      `"${SHARED_DURATION}" has a point for "${String(operation)}"`,
      `Record "${OPERATIONS.chat.durationMetric ?? ''}" for inferences.`,
      'gen_ai.operation.name',
    );
  }
}

function isInference(operation: unknown): boolean {
  return Object.values(OPERATIONS).some((spec) => spec.inference && spec.name === operation);
}
