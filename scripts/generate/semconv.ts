/** Prints the constants and tables of `@spanwise/semconv`. */
import {
  LEVELS,
  type Attribute,
  type Dialect,
  type Event,
  type Metric,
  type Reference,
  type Registry,
  type Span,
  type Level,
} from './registry.ts';

const OUR_SET = '2026-10';
const HEAD = 'Printed from registry/ by `npm run generate`; do not edit.';

/** Prints `attributes.gen.ts`: one constant for each attribute and each known value. */
export function printAttributes(registry: Registry): string {
  const lines = [`/** Names of attributes and their known values. ${HEAD} */`];
  for (const attribute of current(registry.attributes)) {
    lines.push('', docComment(attribute));
    lines.push(
      attribute.template
        ? `export const ATTR_${constant(attribute.key)} = (key: string): string => \`${attribute.key}.\${key}\`;`
        : `export const ATTR_${constant(attribute.key)} = '${attribute.key}';`,
    );
    const members = new Map(attribute.members.map((member) => [member.value, member.brief]));
    if (attribute.key === 'gen_ai.operation.name') {
      for (const { operations, brief } of registry.spans.filter(
        (span) => span.source === 'spanwise',
      )) {
        for (const operation of operations)
          members.set(operation, `${brief} Ours, not upstream's.`);
      }
    }
    for (const [value, brief] of members) {
      if (brief !== undefined) lines.push(`/** ${brief} */`);
      lines.push(`export const ${constant(attribute.key)}_VALUE_${constant(value)} = '${value}';`);
    }
  }
  return text(lines);
}

/** Prints `metrics.gen.ts`: a constant for each name, and what an instrument needs. */
export function printMetrics(registry: Registry): string {
  const metrics = current(registry.metrics);
  const buckets = shared(
    'buckets',
    metrics.flatMap((metric) => (metric.buckets ? [bucketList(metric.buckets)] : [])),
  );
  const attributes = shared(
    'attributes',
    metrics.flatMap((metric) =>
      [false, true].map((optIn) => quoted(metricAttributes(metric, optIn).join(' '))),
    ),
  );
  const row = (metric: Metric): string => {
    const { name, instrument, unit, valueType, brief } = metric;
    const named = [false, true].map((optIn) =>
      attributes.get(quoted(metricAttributes(metric, optIn).join(' '))),
    );
    const own = metric.buckets && buckets.get(bucketList(metric.buckets));
    const fields = [...[instrument, unit, valueType, brief].map(quoted), ...named];
    return `  [METRIC_${constant(name)}, ${(own ? [...fields, own] : fields).join(', ')}],`;
  };
  const names = (isApart: boolean): string[] =>
    metrics.filter(({ apart }) => apart === isApart).map(({ name }) => name);
  return text([
    `/** Names of metrics and how each is made. ${HEAD} */`,
    "import { metricTable, type MetricTable } from './metric-table.ts';",
    ...metrics.flatMap(({ name, brief, unit }) => [
      '',
      `/** ${brief} Unit: ${unit}. */`,
      `export const METRIC_${constant(name)} = '${name}';`,
    ]),
    '',
    '/** Name of a metric that a call of a client may record. */',
    union('CallMetricName', names(false)),
    '',
    '/** Name of a metric. */',
    union('MetricName', ['CallMetricName', ...names(true)]).replace(
      "'CallMetricName'",
      'CallMetricName',
    ),
    '',
    ...[...buckets].map(([values, name]) => `const ${name}: readonly number[] = ${values};`),
    ...[...attributes].map(([values, name]) => `const ${name} = ${values};`),
    '',
    '/** What a call of a client may record, by name. */',
    'export const CALL_METRICS: MetricTable<CallMetricName> = metricTable([',
    ...metrics.filter(({ apart }) => !apart).map(row),
    ']);',
    '',
    '/** All metrics, by name. A function, so that a bundle of clients need not hold what no call of theirs records. */',
    'export function allMetrics(): MetricTable<MetricName> {',
    '  return { ...CALL_METRICS, ...otherMetrics() };',
    '}',
    '',
    '/** What no such call records, by name. */',
    'export function otherMetrics(): MetricTable<Exclude<MetricName, CallMetricName>> {',
    '  return metricTable([',
    ...metrics.filter(({ apart }) => apart).map((metric) => `  ${row(metric)}`),
    '  ]);',
    '}',
  ]);
}

/** Attributes that several kinds of span have at the same level: printed once. */
interface SharedKeys {
  readonly name: string;
  readonly keys: readonly string[];
}

/** Fewer are not worth a name. */
const MIN_SHARED = 3;

const keysAt = (span: Span, wanted: Level): string[] =>
  attributesOfEveryProvider(span)
    .filter(({ level }) => level === wanted)
    .map(({ key }) => key);

function sharedKeys(spans: readonly Span[]): SharedKeys[] {
  const placesOf = new Map<string, string[]>();
  for (const level of LEVELS)
    for (const span of spans)
      for (const key of keysAt(span, level))
        placesOf.set(key, [...(placesOf.get(key) ?? []), `${level} ${span.type}`]);
  const together = Map.groupBy(placesOf, ([, places]) => places.join());
  return [...together.values()]
    .filter((entries) => entries.length >= MIN_SHARED && entries[0]![1].length > 1)
    .map((entries, index) => ({
      name: `shared${index + 1}`,
      keys: entries.map(([key]) => key),
    }));
}

function joined(keys: readonly string[], groups: readonly SharedKeys[]): string {
  const used = groups.filter((group) => keys.includes(group.keys[0]!));
  if (used.length === 0) return `'${keys.join(' ')}'`;
  const own = keys.filter((key) => !used.some((group) => group.keys.includes(key)));
  return `\`${[...used.map(({ name }) => `\${${name}}`), ...own].join(' ')}\``;
}

/** Prints `operations.gen.ts`: how each operation is recorded. */
export function printOperations(registry: Registry): string {
  const spans = registry.spans.filter((span) => span.operations.length > 0);
  const names = [...new Set(spans.flatMap((span) => span.operations))];
  const groups = sharedKeys(spans);
  return text([
    `/** The operation table: how each operation is recorded. ${HEAD} */`,
    "import { operationTable } from './operation-table.ts';",
    "import type { OperationTable, RequirementLevel } from './tables.ts';",
    '',
    '/** Value of `gen_ai.operation.name`; of a vector store, of `spanwise.vector.operation`. */',
    union('OperationName', names),
    '',
    '/** Key of the operation table: an operation, or `invoke_agent_client` for an agent at a remote service. */',
    "export type OperationKey = OperationName | 'invoke_agent_client';",
    '',
    ...groups.map(({ name, keys }) => `const ${name} = '${keys.join(' ')}';`),
    '',
    '/**',
    ' * All operations. An agent appears twice, as the conventions have it: `invoke_agent` is one that runs in this process,',
    ' * `invoke_agent_client` one at a remote service; both are named `invoke_agent` on the wire.',
    ' */',
    'export const OPERATIONS: OperationTable = /* @__PURE__ */ operationTable([',
    ...spans.flatMap((span) => {
      const sampling = attributesOfEveryProvider(span).filter(({ sampling: atStart }) => atStart);
      const fields: Readonly<Record<string, string | undefined>> = {
        names: span.operations.join(' '),
        spanType: span.type,
        kind: span.kind,
        operationAttribute: span.operationAttribute,
        nameAttributes: span.nameAttributes.join(' '),
        samplingAttributes: sampling.map(({ key }) => key).join(' '),
        durationMetric: span.durationMetric,
      };
      return [
        '  {',
        ...Object.entries(fields)
          .filter(([, value]) => value !== undefined && value !== '')
          .map(([field, value]) => `    ${field}: ${quoted(value!)},`),
        ...(['inProcess', 'inference', 'countsTokens'] as const)
          .filter((flag) => span[flag])
          .map((flag) => `    ${flag}: true,`),
        '    levels: {',
        ...LEVELS.flatMap((level) => {
          const keys = keysAt(span, level);
          return keys.length > 0 ? [`      ${level}: ${joined(keys, groups)},`] : [];
        }),
        '    },',
        '  },',
      ];
    }),
    ']);',
    '',
    '/** Attributes that one provider adds to a kind of span, or asks for more strongly: by provider, then by kind of span. */',
    'export const PROVIDER_ATTRIBUTES: Readonly<',
    '  Record<string, Readonly<Record<string, Readonly<Record<string, RequirementLevel>>>>>',
    '> = {',
    ...providers(spans).flatMap((provider) =>
      block(
        `  '${provider}': {`,
        spans.flatMap((span) =>
          span.refinements
            .filter((refinement) => refinement.provider === provider)
            .flatMap(({ attributes }) =>
              block(
                `'${span.type}': {`,
                attributes.map(({ key, level }) => `'${key}': '${level}',`),
                '},',
              ),
            ),
        ),
        '  },',
      ),
    ),
    '};',
  ]);
}

/** Prints `events.gen.ts`: a constant for each name, and its severity. */
export function printEvents(registry: Registry): string {
  const events = current(registry.events);
  return text([
    `/** Names of events and their severity. ${HEAD} */`,
    "import type { EventSpec } from './tables.ts';",
    ...events.flatMap(({ name, brief }) => [
      '',
      `/** ${brief} */`,
      `export const EVENT_${constant(name)} = '${name}';`,
    ]),
    '',
    '/** Name of an event. */',
    union(
      'EventName',
      events.map(({ name }) => name),
    ),
    '',
    '/** All events. */',
    'export const EVENTS: Readonly<Record<EventName, EventSpec>> = {',
    ...events.map(
      ({ name, severityNumber }) =>
        `  '${name}': { name: '${name}', severityNumber: ${severityNumber} },`,
    ),
    '};',
  ]);
}

/** Prints `name-sets.gen.ts`: how the newest names are written under each set. */
export function printNameSets(registry: Registry): string {
  return text([
    `/** The dated sets of names. ${HEAD} */`,
    "import type { NameSet, NameSetId } from './tables.ts';",
    '',
    '/** All sets. The first is the newest and changes no name. */',
    'export const NAME_SETS: Readonly<Record<NameSetId, NameSet>> = {',
    `  '${OUR_SET}': {`,
    `    id: '${OUR_SET}',`,
    `    schemaUrl: '${registry.schemaUrl}',`,
    '    attributes: {},',
    '    metrics: {},',
    '    tokenUsage: undefined,',
    '    messageFinishReason: false,',
    '  },',
    ...registry.dialects.flatMap((dialect) => nameSet(registry, dialect)),
    '};',
  ]);
}

/** Prints `check/facts.gen.ts`: what the checker knows of each name, old ones included. */
export function printFacts(registry: Registry): string {
  const types = [...new Set(registry.attributes.map(({ type }) => type))].toSorted();
  return text([
    `/** What the checker knows of each name. ${HEAD} */`,
    '',
    '/** Type of an attribute. */',
    union('AttributeType', types),
    '',
    '/** What is known of an attribute. */',
    'export interface AttributeFacts {',
    '  readonly type: AttributeType;',
    '  /** Known values. Absent when it is no enumeration. */',
    '  readonly values?: readonly string[];',
    '  /** Names to use instead. Absent when it is not deprecated. */',
    '  readonly replacedBy?: readonly string[];',
    '  /** Why it is deprecated. */',
    '  readonly note?: string;',
    '}',
    '',
    '/** Attributes by name; one whose last part varies ends in `.<key>`. */',
    'export const ATTRIBUTE_FACTS: Readonly<Record<string, AttributeFacts>> = {',
    ...registry.attributes.map((attribute) => {
      const { key, type, template, deprecated } = attribute;
      const values = knownValues(registry, attribute);
      const fields = [
        `type: '${type}'`,
        ...(values.length > 0 ? [`values: ${list(values)}`] : []),
        ...(deprecated
          ? [`replacedBy: ${list(deprecated.replacedBy)}`, `note: ${quoted(deprecated.note)}`]
          : []),
      ];
      return `  '${key}${template ? '.<key>' : ''}': { ${fields.join(', ')} },`;
    }),
    '};',
    '',
    '/** Metrics by name: the attributes that each point must have, and the names to use instead of a deprecated one. */',
    'export const METRIC_FACTS: Readonly<',
    '  Record<string, { readonly required: readonly string[]; readonly replacedBy?: readonly string[] }>',
    '> = {',
    ...registry.metrics.map((metric) => `  '${metric.name}': { ${requirements(metric)} },`),
    '};',
    '',
    '/** Events by name: the attributes that each must have, its severity, and what to use instead of a deprecated one. */',
    'export const EVENT_FACTS: Readonly<',
    '  Record<',
    '    string,',
    '    {',
    '      readonly required: readonly string[];',
    '      readonly severityNumber?: number;',
    '      readonly replacedBy?: readonly string[];',
    '    }',
    '  >',
    '> = {',
    ...registry.events.map((event) => {
      const severity =
        event.severityNumber === undefined ? '' : `, severityNumber: ${event.severityNumber}`;
      return `  '${event.name}': { ${requirements(event)}${severity} },`;
    }),
    '};',
  ]);
}

function requirements({ attributes, deprecated }: Metric | Event): string {
  const required = attributes.filter(({ level }) => level === 'required').map(({ key }) => key);
  const replaced = deprecated ? `, replacedBy: ${list(deprecated.replacedBy)}` : '';
  return `required: ${list(required)}${replaced}`;
}

/** Values of an enumeration, Spanwise's own operations included. Not of those that are open by nature. */
function knownValues(registry: Registry, { key, members }: Attribute): string[] {
  if (key === 'error.type' || key === 'db.system.name') return [];
  const ours = registry.spans.filter((span) => span.source === 'spanwise');
  return [
    ...members.map(({ value }) => value),
    ...(key === 'gen_ai.operation.name' ? ours.flatMap((span) => span.operations) : []),
  ];
}

function nameSet(registry: Registry, dialect: Dialect): string[] {
  const { tokenUsage } = dialect;
  const metric = registry.metrics.find((candidate) => candidate.name === tokenUsage.metric);
  if (!metric) throw new Error(`registry: no metric "${tokenUsage.metric}"`);
  return [
    `  '${dialect.id}': {`,
    `    id: '${dialect.id}',`,
    `    schemaUrl: '${dialect.schemaUrl}',`,
    `    attributes: ${record(dialect.attributes)},`,
    `    metrics: ${record(dialect.metrics)},`,
    '    tokenUsage: {',
    '      metric: {',
    ...metricFields(metric, (value) => value).map((line) => `        ${line}`),
    '      },',
    `      attribute: '${tokenUsage.attribute}',`,
    `      input: '${tokenUsage.input}',`,
    `      output: '${tokenUsage.output}',`,
    `      replaces: ${list(tokenUsage.replaces)},`,
    '    },',
    `    messageFinishReason: ${dialect.messageFinishReason === 'required'},`,
    '  },',
  ];
}

function metricFields(metric: Metric, name: (value: string) => string): string[] {
  return [
    `name: '${metric.name}',`,
    `instrument: '${metric.instrument}',`,
    `unit: '${metric.unit}',`,
    `valueType: '${metric.valueType}',`,
    `description: ${quoted(metric.brief)},`,
    ...(metric.buckets ? [`buckets: ${name(bucketList(metric.buckets))},`] : []),
    `attributes: ${name(list(metricAttributes(metric, false)))},`,
    `optInAttributes: ${name(list(metricAttributes(metric, true)))},`,
  ];
}

/** Attributes of a metric: those for every use, or those that are recorded only when asked. */
function metricAttributes(metric: Metric, optIn: boolean): string[] {
  return [
    ...metric.attributes,
    ...metric.refinements.flatMap((refinement) => refinement.attributes),
  ]
    .filter(({ level }) => (level === 'opt_in') === optIn)
    .map(({ key }) => key);
}

/** Attributes of a span that hold for every provider, Spanwise's own included. */
function attributesOfEveryProvider(span: Span): Reference[] {
  const ours = span.refinements.filter((refinement) => refinement.source === 'spanwise');
  return [...span.attributes, ...ours.flatMap((refinement) => refinement.attributes)];
}

/** Those that are not deprecated. */
export function current<Item extends { readonly deprecated: unknown }>(
  items: readonly Item[],
): Item[] {
  return items.filter((item) => item.deprecated === undefined);
}

function providers(spans: readonly Span[]): string[] {
  const all = spans.flatMap((span) => span.refinements.map((refinement) => refinement.provider));
  return [...new Set(all.filter((provider) => provider !== undefined))].toSorted();
}

function docComment(attribute: Attribute): string {
  const type =
    attribute.members.length > 0 ? 'one of the values below, or another string' : attribute.type;
  return `/** ${[attribute.brief, attribute.note, `Type: ${type}.`].filter(Boolean).join(' ')} */`;
}

function constant(name: string): string {
  return name
    .replace(/^_/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll(/[./-]/g, '_')
    .toUpperCase();
}

function union(name: string, values: readonly string[]): string {
  return [`export type ${name} =`, ...values.map((value) => `  | '${value}'`)].join('\n') + ';';
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", String.raw`\'`)}'`;
}

function list(values: readonly string[]): string {
  return `[${values.map(quoted).join(', ')}]`;
}

function record(values: Readonly<Record<string, string>>): string {
  const entries = Object.entries(values);
  return ['{', ...entries.map(([key, value]) => `      '${key}': '${value}',`), '    }'].join('\n');
}

function bucketList(buckets: readonly number[]): string {
  return `[${buckets.join(', ')}]`;
}

/** Names each different value, so that it is printed once. */
function shared(prefix: string, values: readonly string[]): Map<string, string> {
  return new Map([...new Set(values)].map((value, index) => [value, `${prefix}${index + 1}`]));
}

function block(head: string, lines: readonly string[], tail: string): string[] {
  const indent = `${/^ */.exec(head)?.[0] ?? ''}  `;
  return [head, ...lines.map((line) => `${indent}${line}`), tail];
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
