/** The index templates of OpenSearch: a field of the right type for every attribute of the registry. */
import type { Registry } from './registry.ts';

/** What the exporter `opensearch` writes. */
export type Documents = 'traces' | 'logs';

type Mapping = Readonly<Record<string, unknown>>;

/** Longer texts are kept, and not in the index. */
const KEYWORD: Mapping = { type: 'keyword', ignore_above: 1024 };
/** Content: read in a document, not searched by. */
const CONTENT: Mapping = { type: 'keyword', index: false, doc_values: false };
const DATE: Mapping = { type: 'date' };
/** By the registry's types. */
const MAPPINGS: Readonly<Record<string, Mapping>> = {
  any: CONTENT,
  boolean: { type: 'boolean' },
  double: { type: 'double' },
  int: { type: 'long' },
  string: KEYWORD,
  'string[]': KEYWORD,
};

/** Fields of the documents besides attributes, after the exporter's source (contrib 0.158). */
const FIELDS: Readonly<Record<Documents, Readonly<Record<string, Mapping>>>> = {
  traces: {
    '@timestamp': DATE,
    startTime: DATE,
    endTime: DATE,
    name: KEYWORD,
    kind: KEYWORD,
    traceId: KEYWORD,
    spanId: KEYWORD,
    parentSpanId: KEYWORD,
    'status.code': KEYWORD,
    'status.message': KEYWORD,
  },
  logs: {
    '@timestamp': DATE,
    observedTimestamp: DATE,
    body: { type: 'text' },
    traceId: KEYWORD,
    spanId: KEYWORD,
    'severity.text': KEYWORD,
    'severity.number': { type: 'long' },
  },
};

/** The template as JSON that ends with a line feed. */
export function printIndexTemplate(registry: Registry, documents: Documents): string {
  const attributes = registry.attributes
    // A name whose last part varies has no field of its own.
    .filter(({ template, deprecated }) => !template && deprecated === undefined)
    .map(({ key, type }) => {
      const mapping = MAPPINGS[type];
      if (mapping === undefined) throw new Error(`${key}: no field is made for the type ${type}`);
      return [`attributes.${key}`, mapping] as const;
    });
  const template = {
    index_patterns: [`ss4o_${documents}-spanwise-*`],
    priority: 200,
    data_stream: {},
    template: {
      settings: { 'index.mapping.total_fields.limit': 2000 },
      mappings: {
        // A text that looks like a date is none.
        date_detection: false,
        dynamic_templates: [{ texts: { match_mapping_type: 'string', mapping: KEYWORD } }],
        properties: { ...FIELDS[documents], ...Object.fromEntries(attributes) },
      },
    },
  };
  return `${JSON.stringify(template, null, 2)}\n`;
}
