/** The names that hold under the set of names that is checked. */
import {
  allMetrics,
  NAME_SETS,
  OPERATIONS,
  type MetricSpec,
  type NameSetId,
} from '@spanwise/semconv';

/** The set of names that telemetry is held to; `both` allows either. */
export type CheckedNameSet = NameSetId | 'both';

/** A set of names, seen from its own side. */
export interface Vocabulary {
  /** The set's own name of an attribute to its newest one. */
  readonly newestAttributes: ReadonlyMap<string, string>;
  /** Newest names that the set writes differently, to the set's name; empty when both are allowed. */
  readonly replacedAttributes: ReadonlyMap<string, string>;
  /** Attributes that only the set's token histogram has. */
  readonly ownAttributes: ReadonlySet<string>;
  /** The metrics of the set by its own names. */
  readonly metrics: ReadonlyMap<string, MetricSpec>;
  /** Newest names of metrics that the set writes differently, to the set's name. */
  readonly replacedMetrics: ReadonlyMap<string, string>;
  /** True when an inference's duration may be in the metric of other calls. */
  readonly sharedDuration: boolean;
  /** True when each output message must have a `finish_reason`. */
  readonly messageFinishReason: boolean;
}

/** The vocabulary of one set, or of the newest and 1.41 together. */
export function vocabulary(id: CheckedNameSet): Vocabulary {
  const set = NAME_SETS[id === 'both' ? '1.41' : id];
  const attributes = Object.entries(set.attributes);
  const renamed = Object.entries(set.metrics);
  const metrics = new Map<string, MetricSpec>(Object.entries(allMetrics()));
  for (const [newest, own] of renamed) {
    const spec = metrics.get(newest);
    if (spec && !metrics.has(own)) metrics.set(own, { ...spec, name: own });
  }
  if (set.tokenUsage) metrics.set(set.tokenUsage.metric.name, set.tokenUsage.metric);
  const replaced = [
    ...renamed,
    ...(set.tokenUsage?.replaces ?? []).map(
      (name) => [name, set.tokenUsage?.metric.name ?? ''] as const,
    ),
  ];
  return {
    newestAttributes: new Map(attributes.map(([newest, own]) => [own, newest])),
    replacedAttributes: new Map(id === 'both' ? [] : attributes),
    ownAttributes: new Set(set.tokenUsage ? [set.tokenUsage.attribute] : []),
    metrics,
    replacedMetrics: new Map(id === 'both' ? [] : replaced),
    sharedDuration:
      OPERATIONS.chat.durationMetric !== undefined && OPERATIONS.chat.durationMetric in set.metrics,
    messageFinishReason: set.messageFinishReason && id !== 'both',
  };
}
