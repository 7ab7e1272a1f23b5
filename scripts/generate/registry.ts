/** Reads `registry/` and resolves its references, so that printers see whole definitions. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Who defines a name: the OpenTelemetry conventions or Spanwise. */
export type Source = 'upstream' | 'spanwise';

/** The levels, strongest first. */
export const LEVELS: readonly ['required', 'conditionally_required', 'recommended', 'opt_in'] = [
  'required',
  'conditionally_required',
  'recommended',
  'opt_in',
];

/** How strongly a definition asks for an attribute. */
export type Level = (typeof LEVELS)[number];

/** One value of an enumeration. */
interface Member {
  readonly id: string;
  readonly value: string;
  readonly brief: string | undefined;
}

/** What a name's deprecation says. */
interface Deprecation {
  readonly note: string;
  /** The names to use instead; empty when there is none. */
  readonly replacedBy: readonly string[];
}

/** One attribute. */
export interface Attribute {
  readonly key: string;
  /** A type of Weaver's, `string` for an enumeration; of a template the type of its values. */
  readonly type: string;
  /** True when the key is a prefix and each attribute adds its own last part. */
  readonly template: boolean;
  readonly members: readonly Member[];
  readonly brief: string;
  readonly note: string | undefined;
  readonly stability: string;
  readonly examples: readonly unknown[];
  readonly deprecated: Deprecation | undefined;
  readonly source: Source;
}

/** An attribute as a span, a metric or an event asks for it. */
export interface Reference {
  readonly key: string;
  readonly level: Level;
  readonly condition: string | undefined;
  readonly sampling: boolean;
}

/** What a span, a metric or an event asks for beyond its own definition. */
export interface Refinement {
  readonly id: string;
  readonly brief: string | undefined;
  /** The provider for which it holds; absent when it holds for all. */
  readonly provider: string | undefined;
  readonly attributes: readonly Reference[];
  readonly source: Source;
}

interface Signal {
  readonly brief: string;
  readonly note: string | undefined;
  readonly stability: string;
  readonly deprecated: Deprecation | undefined;
  readonly attributes: readonly Reference[];
  readonly refinements: readonly Refinement[];
  readonly source: Source;
}

/** One kind of span. */
export interface Span extends Signal {
  readonly type: string;
  readonly kind: string;
  readonly name: string;
  readonly operations: readonly string[];
  readonly operationAttribute: string | undefined;
  readonly nameAttributes: readonly string[];
  readonly durationMetric: string | undefined;
  readonly inference: boolean;
  readonly countsTokens: boolean;
  readonly inProcess: boolean;
}

/** One metric. */
export interface Metric extends Signal {
  readonly name: string;
  readonly instrument: string;
  readonly unit: string;
  readonly valueType: string;
  readonly buckets: readonly number[] | undefined;
  /** True when no call of a client records it: it stands in a table of its own. */
  readonly apart: boolean;
}

/** One event. */
export interface Event extends Signal {
  readonly name: string;
  readonly severityNumber: number | undefined;
}

/** One set of older names. */
export interface Dialect {
  readonly id: string;
  readonly schemaUrl: string;
  readonly brief: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, string>>;
  readonly tokenUsage: {
    readonly metric: string;
    readonly attribute: string;
    readonly input: string;
    readonly output: string;
    readonly replaces: readonly string[];
  };
  readonly messageFinishReason: string;
  readonly lacks: {
    readonly attributes: readonly string[];
    readonly metrics: readonly string[];
    readonly operations: readonly string[];
  };
}

/** Everything that `registry/` says. */
export interface Registry {
  /** Schema URL of the newest names. */
  readonly schemaUrl: string;
  readonly attributes: readonly Attribute[];
  readonly spans: readonly Span[];
  readonly metrics: readonly Metric[];
  readonly events: readonly Event[];
  readonly dialects: readonly Dialect[];
}

interface RawReference {
  readonly ref?: string;
  readonly ref_group?: string;
  readonly requirement_level?: Level | Partial<Record<Level, string>>;
  readonly sampling_relevant?: boolean;
}

interface RawAnnotations {
  readonly code_generation?: { readonly metric_value_type?: string };
  readonly spanwise?: {
    readonly operations?: string[];
    readonly operation_attribute?: string;
    readonly name_attributes?: string[];
    readonly duration_metric?: string;
    readonly inference?: boolean;
    readonly counts_tokens?: boolean;
    readonly in_process?: boolean;
    readonly provider?: string;
    readonly buckets?: number[];
    readonly apart?: boolean;
    readonly severity_number?: number;
    readonly replaced_by?: string[];
  };
}

interface RawSignal {
  readonly brief: string;
  readonly note?: string;
  readonly stability: string;
  readonly deprecated?: { readonly note: string; readonly renamed_to?: string };
  readonly annotations?: RawAnnotations;
  readonly attributes?: RawReference[];
}

interface RawAttribute extends Omit<RawSignal, 'attributes'> {
  readonly key: string;
  readonly type: string | { readonly members: { id: string; value: string; brief?: string }[] };
  readonly examples?: unknown[];
}

interface RawRefinement extends Partial<RawSignal> {
  readonly id: string;
  readonly ref: string;
}

interface RawFile {
  readonly file_format: string;
  readonly attributes?: RawAttribute[];
  readonly attribute_groups?: { readonly id: string; readonly attributes: RawReference[] }[];
  readonly spans?: (RawSignal & { type: string; kind: string; name: { note: string } })[];
  readonly metrics?: (RawSignal & { name: string; instrument: string; unit: string })[];
  readonly events?: (RawSignal & { name: string })[];
  readonly span_refinements?: RawRefinement[];
  readonly metric_refinements?: RawRefinement[];
  readonly event_refinements?: RawRefinement[];
}

interface RawDialect extends Omit<Dialect, 'schemaUrl' | 'tokenUsage' | 'messageFinishReason'> {
  readonly schema_url: string;
  readonly token_usage: Dialect['tokenUsage'];
  readonly message_finish_reason: string;
}

/**
 * Reads the registry in `folder` (normally `registry`).
 *
 * @throws Error when a definition refers to a name, group or metric that is not defined, or defines a name twice.
 */
export function readRegistry(folder: string): Registry {
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const manifest: { readonly schema_url: string } = parse(read('upstream/manifest.yaml'));
  const files = (['upstream', 'spanwise'] as const).flatMap((source) =>
    globSync('*.yaml', { cwd: join(folder, source) })
      .toSorted()
      .filter((name) => name !== 'manifest.yaml')
      .map((name) => {
        const file: RawFile = parse(read(join(source, name)));
        return { source, file };
      }),
  );
  const collect = <Item, Result>(
    pick: (file: RawFile) => Item[] | undefined,
    make: (item: Item, source: Source) => Result,
  ): Result[] =>
    files.flatMap(({ source, file }) => (pick(file) ?? []).map((item) => make(item, source)));

  const attributes = collect((file) => file.attributes, readAttribute);
  const known = unique(attributes, (attribute) => attribute.key);
  const groups = unique(
    collect(
      (file) => file.attribute_groups,
      (group) => group,
    ),
    (group) => group.id,
  );

  const resolve = (references: readonly RawReference[] = []): Reference[] => {
    const found = new Map<string, Reference>();
    for (const reference of references) {
      if (reference.ref_group !== undefined) {
        const group = groups.get(reference.ref_group);
        if (!group) throw new Error(`registry: no attribute group "${reference.ref_group}"`);
        for (const inner of resolve(group.attributes)) found.set(inner.key, inner);
        continue;
      }
      const key = reference.ref ?? '';
      if (!known.has(key)) throw new Error(`registry: no attribute "${key}"`);
      const before = found.get(key);
      const { level, condition } = readLevel(reference.requirement_level, before);
      found.set(key, {
        key,
        level,
        condition,
        sampling: reference.sampling_relevant ?? before?.sampling ?? false,
      });
    }
    return [...found.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  };

  const refinements = (
    pick: (file: RawFile) => RawRefinement[] | undefined,
  ): Map<string, Refinement[]> => {
    const found = new Map<string, Refinement[]>();
    for (const [ref, refinement] of collect(
      pick,
      (raw, source) =>
        [
          raw.ref,
          {
            id: raw.id,
            brief: raw.brief,
            provider: raw.annotations?.spanwise?.provider,
            attributes: resolve(raw.attributes),
            source,
          },
        ] as const,
    )) {
      found.set(ref, [...(found.get(ref) ?? []), refinement]);
    }
    return found;
  };
  const spanRefinements = refinements((file) => file.span_refinements);
  const metricRefinements = refinements((file) => file.metric_refinements);
  const eventRefinements = refinements((file) => file.event_refinements);
  const signal = (raw: RawSignal, source: Source, refined: Refinement[] = []): Signal => ({
    brief: raw.brief,
    note: raw.note,
    stability: raw.stability,
    deprecated: readDeprecation(raw),
    attributes: resolve(raw.attributes),
    refinements: refined,
    source,
  });

  const metrics = collect(
    (file) => file.metrics,
    (raw, source): Metric => ({
      ...signal(raw, source, metricRefinements.get(raw.name)),
      name: raw.name,
      instrument: raw.instrument,
      unit: raw.unit,
      valueType: raw.annotations?.code_generation?.metric_value_type ?? 'double',
      buckets: raw.annotations?.spanwise?.buckets,
      apart: raw.annotations?.spanwise?.apart ?? false,
    }),
  );
  const metricNames = unique(metrics, (metric) => metric.name);
  const spans = collect(
    (file) => file.spans,
    (raw, source): Span => {
      const extra = raw.annotations?.spanwise;
      const durationMetric = extra?.duration_metric;
      if (durationMetric !== undefined && !metricNames.has(durationMetric)) {
        throw new Error(`registry: no metric "${durationMetric}"`);
      }
      return {
        ...signal(raw, source, spanRefinements.get(raw.type)),
        type: raw.type,
        kind: raw.kind,
        name: raw.name.note,
        operations: extra?.operations ?? [],
        operationAttribute: extra?.operation_attribute,
        nameAttributes: extra?.name_attributes ?? [],
        durationMetric,
        inference: extra?.inference ?? false,
        countsTokens: extra?.counts_tokens ?? extra?.inference ?? false,
        inProcess: extra?.in_process ?? false,
      };
    },
  );
  const events = collect(
    (file) => file.events,
    (raw, source): Event => ({
      ...signal(raw, source, eventRefinements.get(raw.name)),
      name: raw.name,
      severityNumber: raw.annotations?.spanwise?.severity_number,
    }),
  );
  unique(spans, (span) => span.type);
  unique(events, (event) => event.name);
  for (const [refined, ids] of [
    [spanRefinements, spans.map((span) => span.type)],
    [metricRefinements, metrics.map((metric) => metric.name)],
    [eventRefinements, events.map((event) => event.name)],
  ] as const) {
    for (const ref of refined.keys()) {
      if (!ids.includes(ref)) throw new Error(`registry: refinement of unknown "${ref}"`);
    }
  }

  return {
    schemaUrl: manifest.schema_url,
    attributes: attributes.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    spans,
    metrics: metrics.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    events: events.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    dialects: globSync('*.yaml', { cwd: join(folder, 'dialects') })
      .toSorted()
      .map((name) => readDialect(parse(read(join('dialects', name))), known, metricNames)),
  };
}

function readDialect(
  raw: RawDialect,
  attributes: ReadonlyMap<string, Attribute>,
  metrics: ReadonlyMap<string, Metric>,
): Dialect {
  const { schema_url, token_usage, message_finish_reason, ...rest } = raw;
  const dialect: Dialect = {
    ...rest,
    schemaUrl: schema_url,
    tokenUsage: token_usage,
    messageFinishReason: message_finish_reason,
  };
  const missing = [
    ...[...Object.entries(dialect.attributes).flat(), ...dialect.lacks.attributes].filter(
      (name) => !attributes.has(name),
    ),
    ...[
      ...Object.entries(dialect.metrics).flat(),
      ...dialect.lacks.metrics,
      ...dialect.tokenUsage.replaces,
      dialect.tokenUsage.metric,
    ].filter((name) => !metrics.has(name)),
  ];
  if (missing.length > 0) {
    throw new Error(`registry: dialect "${dialect.id}" names unknown ${missing.join(', ')}`);
  }
  return dialect;
}

function readAttribute(raw: RawAttribute, source: Source): Attribute {
  const type = typeof raw.type === 'string' ? raw.type : 'string';
  const template = /^template\[(.+)\]$/.exec(type)?.[1];
  return {
    key: raw.key,
    type: template ?? type,
    template: template !== undefined,
    members:
      typeof raw.type === 'string'
        ? []
        : raw.type.members.map(({ id, value, brief }) => ({ id, value, brief })),
    brief: raw.brief,
    note: raw.note,
    stability: raw.stability,
    examples: raw.examples ?? [],
    deprecated: readDeprecation(raw),
    source,
  };
}

function readDeprecation(
  raw: Pick<RawSignal, 'deprecated' | 'annotations'>,
): Deprecation | undefined {
  if (!raw.deprecated) return undefined;
  const { note, renamed_to } = raw.deprecated;
  return {
    note,
    replacedBy:
      renamed_to === undefined ? (raw.annotations?.spanwise?.replaced_by ?? []) : [renamed_to],
  };
}

function readLevel(
  raw: RawReference['requirement_level'],
  before: Reference | undefined,
): Pick<Reference, 'level' | 'condition'> {
  if (raw === undefined) {
    return { level: before?.level ?? 'recommended', condition: before?.condition };
  }
  if (typeof raw === 'string') return { level: raw, condition: undefined };
  const level = LEVELS.find((candidate) => raw[candidate] !== undefined);
  if (!level) throw new Error(`registry: unknown level ${JSON.stringify(raw)}`);
  return { level, condition: raw[level] };
}

function unique<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item> {
  const found = new Map<string, Item>();
  for (const item of items) {
    if (found.has(key(item))) throw new Error(`registry: "${key(item)}" is defined twice`);
    found.set(key(item), item);
  }
  return found;
}
