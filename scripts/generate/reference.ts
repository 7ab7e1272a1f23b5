/** Prints the pages of `docs/reference/`. */
import type { Rule } from '../../packages/conformance/src/rules.ts';
import type {
  Attribute,
  Event,
  Metric,
  Reference,
  Refinement,
  Registry,
  Source,
  Span,
} from './registry.ts';
import { current } from './semconv.ts';

const SOURCES: Readonly<Record<Source, string>> = {
  upstream: 'OpenTelemetry',
  spanwise: 'Spanwise',
};
const PRINTED = '<!-- Printed from registry/ by "npm run generate"; do not edit. -->';

/** Prints the page of attributes: what each is, and where it may appear. */
export function printAttributeReference(registry: Registry): string {
  const places = placesOfAttributes(registry);
  const namespaces = new Map<string, Attribute[]>();
  for (const attribute of current(registry.attributes)) {
    const namespace = /^[^.]+/.exec(attribute.key)?.[0] ?? '';
    namespaces.set(namespace, [...(namespaces.get(namespace) ?? []), attribute]);
  }
  return page('Attributes', [
    'Every attribute that Spanwise records or knows, under its newest name. Content is recorded only when you ask for it.',
    ...[...namespaces].flatMap(([namespace, attributes]) => [
      `## \`${namespace}.*\``,
      table(
        ['Name', 'Type', 'What it is', 'Example', 'On', 'Defined by'],
        attributes.map((attribute) => [
          code(attribute.template ? `${attribute.key}.<key>` : attribute.key),
          attribute.members.length > 0 ? 'string (enumeration)' : attribute.type,
          [attribute.brief, attribute.note, valuesOf(attribute)].filter(Boolean).join(' '),
          attribute.examples.map((example) => code(JSON.stringify(example))).join(', '),
          [...(places.get(attribute.key) ?? [])].join(', '),
          source(attribute),
        ]),
      ),
    ]),
    '## Older names',
    'They are not recorded, except where an older set of names asks for them. The checker tells the name to use.',
    table(
      ['Name', 'Use instead', 'Why'],
      registry.attributes.flatMap(({ key, deprecated }) =>
        deprecated
          ? [[code(key), deprecated.replacedBy.map(code).join(', ') || '–', deprecated.note]]
          : [],
      ),
    ),
  ]);
}

/** Prints the page of metrics. */
export function printMetricReference(registry: Registry): string {
  return page('Metrics', [
    'Every metric that Spanwise records or knows, under its newest name. Ids of users, sessions and conversations are never on metrics; the tenant is only when you ask for it.',
    ...current(registry.metrics).flatMap((metric) => [
      `## \`${metric.name}\``,
      paragraph(metric),
      table(
        ['Instrument', 'Unit', 'Values', 'Buckets', 'Defined by'],
        [
          [
            metric.instrument,
            code(metric.unit),
            metric.valueType,
            metric.buckets?.join(', ') ?? '–',
            source(metric),
          ],
        ],
      ),
      referenceTable(metric),
    ]),
  ]);
}

/** Prints the page of operations and their spans. */
export function printSpanReference(registry: Registry): string {
  return page('Operations and spans', [
    'How each operation is recorded. A span lasts until the operation is over, a streamed reply included; its status is left unset on success, and a failure has both the status error and `error.type`. An attribute marked "at start" is given when the span starts, so that a sampler sees it.',
    ...registry.spans.flatMap((span) => [
      `## ${span.operations.length > 0 ? span.operations.map(code).join(', ') : code(span.type)}`,
      paragraph(span),
      table(
        ['Span', 'Kind', 'Name', 'Duration', 'Defined by'],
        [
          [
            code(span.type),
            span.inProcess ? `${span.kind}, or internal within the process` : span.kind,
            span.name.replaceAll(/\{[^}]+\}/g, code),
            span.durationMetric === undefined ? '–' : code(span.durationMetric),
            source(span),
          ],
        ],
      ),
      referenceTable(span),
    ]),
  ]);
}

/** Prints the page of events. */
export function printEventReference(registry: Registry): string {
  return page('Events', [
    'Log records with an event name. They carry attributes and no body.',
    ...current(registry.events).flatMap((event) => [
      `## \`${event.name}\``,
      paragraph(event),
      `Severity number: ${event.severityNumber ?? 'left open by upstream'}. Defined by ${source(event)}.`,
      referenceTable(event),
    ]),
    '## Older events',
    table(
      ['Name', 'Use instead'],
      registry.events.flatMap(({ name, deprecated }) =>
        deprecated ? [[code(name), deprecated.replacedBy.map(code).join(', ')]] : [],
      ),
    ),
  ]);
}

/** Prints the page of sets of names. */
export function printNameSetReference(registry: Registry): string {
  return page('Sets of names', [
    'The option `semconv` chooses the set. `2026-10` is the newest one and the default. Names of a set never change. Under `both`, metrics are recorded under both names, attributes under the newest ones and the renamed ones beside them, and scopes have no schema URL.',
    '## `2026-10`',
    `Schema URL: \`${registry.schemaUrl}\`. All names are as the other pages of this reference list them.`,
    ...registry.dialects.flatMap((dialect) => [
      `## \`${dialect.id}\``,
      `${dialect.brief} Schema URL: \`${dialect.schemaUrl}\`.`,
      table(
        ['Newest name', `Name in ${dialect.id}`],
        [
          ...Object.entries(dialect.attributes),
          ...Object.entries(dialect.metrics),
          ...dialect.tokenUsage.replaces.map((name) => [name, dialect.tokenUsage.metric] as const),
        ].map((row) => row.map(code)),
      ),
      `\`${dialect.tokenUsage.metric}\` tells the direction by \`${dialect.tokenUsage.attribute}\`: \`${dialect.tokenUsage.input}\` or \`${dialect.tokenUsage.output}\`.`,
      `The set has no name for these; where they are recorded, they have their newest name: ${[...dialect.lacks.attributes, ...dialect.lacks.metrics].map(code).join(', ')}.`,
    ]),
  ]);
}

/** Prints the page of the checker's rules. */
export function printFindingReference(rules: Readonly<Record<string, Rule>>): string {
  return page('Findings', [
    'What `check` of `@spanwise/conformance` reports. A violation breaks the conventions, an improvement would make the telemetry more useful, an information is worth knowing. Every finding says what to do.',
    table(
      ['Rule', 'Level', 'What must hold'],
      Object.entries(rules).map(([id, rule]) => [
        code(id),
        rule.ours ? `${rule.level} for what Spanwise records, else improvement` : rule.level,
        rule.says,
      ]),
    ),
  ]);
}

function placesOfAttributes(registry: Registry): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>();
  const add = (kind: string, signal: Span | Metric | Event): void => {
    const refined = signal.refinements.flatMap(({ attributes }) => attributes);
    for (const { key } of [...signal.attributes, ...refined]) {
      places.set(key, (places.get(key) ?? new Set()).add(kind));
    }
  };
  for (const span of registry.spans) add('spans', span);
  for (const metric of current(registry.metrics)) add('metrics', metric);
  for (const event of current(registry.events)) add('events', event);
  return places;
}

function referenceTable(signal: Span | Metric | Event): string {
  return table(
    ['Attribute', 'Level', 'When'],
    [
      ...signal.attributes.map((reference) => rowOf(reference)),
      ...signal.refinements.flatMap((refinement) =>
        refinement.attributes.map((reference) => rowOf(reference, refinement)),
      ),
    ],
  );
}

function rowOf(reference: Reference, refinement?: Refinement): string[] {
  const { key, level, condition, sampling } = reference;
  const by =
    refinement?.provider === undefined
      ? refinement?.brief
      : `provider ${code(refinement.provider)}`;
  return [
    code(key),
    level.replaceAll('_', ' '),
    [sampling ? 'at start' : undefined, by?.replace(/\.$/, ''), condition]
      .filter(Boolean)
      .join('; '),
  ];
}

function valuesOf({ key, members }: Attribute): string {
  if (members.length === 0) return '';
  const listed = members.map(({ value, brief }) => {
    const said = brief?.replace(/\.$/, '');
    return said === undefined ? code(value) : `${code(value)} (${said})`;
  });
  return `${key === 'error.type' ? 'Or' : 'Values:'} ${listed.join(', ')}.`;
}

function paragraph({ brief, note }: Span | Metric | Event): string {
  return [brief, note].filter(Boolean).join(' ');
}

function source(item: { readonly source: Source; readonly stability: string }): string {
  return `${SOURCES[item.source]} (${item.stability})`;
}

function page(title: string, blocks: readonly string[]): string {
  return `${[`# ${title}`, PRINTED, ...blocks.filter(Boolean)].join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0
    ? ''
    : [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}
