/** Prints the tables of `registry/dialects/readers/` as statements of the Collector's transform processor. */
import { stringify } from 'yaml';
import { REASONS } from '../../packages/dialects/src/messages.ts';
import type { DialectReader, ReaderValue } from '../../packages/dialects/src/reader.ts';
import {
  ATTR_GEN_AI_OPERATION_NAME,
  ATTR_GEN_AI_RESPONSE_FINISH_REASONS,
} from '../../packages/semconv/src/attributes.gen.ts';
import type { Registry } from './registry.ts';

interface Group {
  readonly conditions: readonly string[];
  readonly statements: readonly string[];
}

/** Prints `dialects.yaml`: a configuration to be laid over that of the single node. */
export function printDialectStatements(
  readers: readonly DialectReader[],
  registry: Registry,
): string {
  const types = new Map(registry.attributes.map(({ key, type }) => [key, type]));
  const processor = {
    // What cannot be read stays as it is; a line for each span that has one would be a flood.
    error_mode: 'silent',
    trace_statements: [
      ...readers.map((reader) => groupOf(reader, (name) => types.get(name))),
      reasons(),
    ].filter(({ statements }) => statements.length > 0),
  };
  const configuration = {
    processors: { 'transform/dialects': processor },
    service: {
      pipelines: {
        traces: { processors: ['memory_limiter', 'transform/dialects', 'redaction'] },
      },
    },
  };
  return [
    '# Laid over collector.yaml: spans of OpenInference, OpenLLMetry, the AI SDK and others get the names of the GenAI',
    '# conventions, too. Names of theirs stay. Messages stay where they are.',
    '# Printed from registry/dialects/readers/ by "npm run generate"; do not edit.',
    stringify(configuration, { lineWidth: 0 }),
  ].join('\n');
}

type TypeOf = (name: string) => unknown;

function groupOf({ detect, attributes, values }: DialectReader, typeOf: TypeOf): Group {
  const sources = Object.values(values).flat();
  const structures = sources.flatMap(({ from, path }) =>
    from === undefined || path === undefined ? [] : [from],
  );
  return {
    conditions: conditionsOf(detect),
    statements: [
      ...new Set(structures.flatMap(readStructure)),
      ...Object.entries(attributes).map(([theirs, ours]) =>
        put(ours, attribute(theirs), isGiven(attribute(theirs))),
      ),
      ...Object.entries(values).flatMap(([ours, all]) =>
        all.flatMap((source) => putValue(ours, source, typeOf(ours))),
      ),
    ],
  };
}

/** The cheap ones first: the names of all attributes are only looked through when none of them is met. */
function conditionsOf(detect: readonly string[]): string[] {
  const beginnings = detect.filter((sign) => sign.endsWith('.'));
  return [
    ...detect.filter((sign) => !sign.endsWith('.')).map((sign) => `${attribute(sign)} != nil`),
    ...(beginnings.length === 0
      ? []
      : [
          `IsMatch(String(Keys(span.attributes)), ${text(`"(${beginnings.map(escaped).join('|')})`)})`,
        ]),
  ];
}

/** Keeps the structure that an attribute is, or is the JSON of, for the statements behind. */
function readStructure(name: string): string[] {
  const given = attribute(name);
  return [
    `set(${cached(name)}, ${given}) where IsMap(${given})`,
    `set(${cached(name)}, ParseJSON(${given})) where IsString(${given}) and IsMatch(${given}, ${text('^\\s*\\{')})`,
  ];
}

function putValue(ours: string, source: ReaderValue, type: unknown): string[] {
  const { from, path, map, scale, as, operations } = source;
  // An unfolded array needs a loop, which the language does not have.
  if (from === undefined) return [];
  const theirs =
    path === undefined
      ? attribute(from)
      : [cached(from), ...path.split('.').map((key) => `[${text(key)}]`)].join('');
  const isFor =
    operations === undefined
      ? []
      : [
          `(${operations.map((name) => `${attribute(ATTR_GEN_AI_OPERATION_NAME)} == ${text(name)}`).join(' or ')})`,
        ];
  const set = (value: string, ...conditions: readonly string[]): string =>
    put(ours, value, ...conditions, ...isFor);
  if (map !== undefined) {
    return Object.entries(map).map(([word, value]) =>
      set(
        typeof value === 'string' ? text(value) : String(value),
        word === '*' ? `${theirs} != nil` : `${theirs} == ${text(word)}`,
      ),
    );
  }
  if (scale !== undefined) return [set(`Double(${theirs}) * ${scale}`, isGiven(theirs))];
  if (as === 'list') {
    return [set(theirs, `IsList(${theirs})`), set(`[${theirs}]`, isGiven(theirs))];
  }
  if (as === 'json') {
    return [
      set(
        `ParseJSON(${theirs})`,
        `IsString(${theirs})`,
        `IsMatch(${theirs}, ${text('^\\s*[\\[{]')})`,
      ),
      set(theirs, isGiven(theirs)),
    ];
  }
  if (as === 'text') return [set(`String(${theirs})`, isGiven(theirs))];
  // A number of JSON is a fraction here, whatever it was.
  if (type === 'int' && (as === 'number' || path !== undefined)) {
    return [set(`Int(${theirs})`, isGiven(theirs))];
  }
  return [set(as === 'number' ? `Double(${theirs})` : theirs, isGiven(theirs))];
}

/** Finish reasons in the words of the conventions: by way of their JSON, since there is no loop. */
function reasons(): Group {
  const words = attribute(ATTR_GEN_AI_RESPONSE_FINISH_REASONS);
  const json = cached('reasons');
  return {
    conditions: [
      `IsMatch(String(${words}), ${text(`[A-Z-]|"(${Object.keys(REASONS).join('|')})"`)})`,
    ],
    statements: [
      `set(${json}, ToLowerCase(String(${words})))`,
      `replace_pattern(${json}, "-", "_")`,
      ...Object.entries(REASONS).map(
        ([theirs, ours]) =>
          `replace_pattern(${json}, ${text(`"${theirs}"`)}, ${text(`"${ours}"`)})`,
      ),
      `set(${words}, ParseJSON(${json})) where IsList(${words})`,
    ],
  };
}

/** Sets a name that is not there yet. */
function put(ours: string, value: string, ...conditions: readonly string[]): string {
  return `set(${attribute(ours)}, ${value}) where ${[`${attribute(ours)} == nil`, ...conditions].join(' and ')}`;
}

function isGiven(theirs: string): string {
  return `${theirs} != nil and ${theirs} != ""`;
}

function attribute(name: string): string {
  return `span.attributes[${text(name)}]`;
}

function cached(name: string): string {
  return `span.cache[${text(name)}]`;
}

/** A text of the language; JSON writes them alike. */
function text(value: string): string {
  return JSON.stringify(value);
}

function escaped(name: string): string {
  return name.replaceAll('.', '\\.');
}
