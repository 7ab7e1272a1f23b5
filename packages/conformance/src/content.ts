/** Rules for content: messages, instructions, tool definitions, documents, memory records, tool values. */
import type { Report } from './finding.ts';
import type { Vocabulary } from './vocabulary.ts';

const MAX_BASE64_CHARACTERS = 1024;
// Deeper values are not content that anybody can read.
const MAX_DEPTH = 64;

type Fields = Readonly<Record<string, unknown>>;
type Kind = 'string' | 'object' | 'number' | 'present';
type Problem = (path: string, problem: string, fix: string) => void;

/** Parts by `type`: the properties each must have; further ones are allowed except for a blob. */
const PARTS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  blob: { modality: 'string', content: 'string' },
  compaction: {},
  file: { modality: 'string', file_id: 'string' },
  reasoning: { content: 'string' },
  server_tool_call: { name: 'string', server_tool_call: 'object' },
  server_tool_call_response: { server_tool_call_response: 'object' },
  text: { content: 'string' },
  tool_call: { name: 'string' },
  tool_call_response: { response: 'present' },
  uri: { modality: 'string', uri: 'string' },
};
const BLOB_PROPERTIES = new Set(['type', 'modality', 'content', 'mime_type']);

const HAS_KIND: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  number: (value) => typeof value === 'number',
  object: (value) => isFields(value),
  present: (value) => value !== undefined,
  string: (value) => typeof value === 'string',
};

const SHAPES: Readonly<
  Record<string, (value: unknown, names: Vocabulary, problem: Problem) => void>
> = {
  'gen_ai.input.messages': (value, _names, problem) => {
    eachOf(value, '', problem, (message, path) => checkMessage(message, path, problem));
  },
  'gen_ai.output.messages': (value, names, problem) => {
    eachOf(value, '', problem, (message, path) => {
      checkMessage(message, path, problem);
      if (message['finish_reason'] !== undefined) {
        needs(message, path, { finish_reason: 'string' }, problem);
      } else if (names.messageFinishReason) {
        problem(
          `${path}.finish_reason`,
          'is missing',
          'Give each output message a finish_reason: 1.41 requires it.',
        );
      }
    });
  },
  'gen_ai.system_instructions': (value, _names, problem) => {
    eachOf(value, '', problem, (part, path) => {
      checkPart(part, path, problem);
      const type = String(part['type']);
      if (type !== 'text' && type in PARTS) {
        problem(
          `${path}.type`,
          `is "${type}"`,
          'Instructions are text parts; put the rest into the messages.',
        );
      }
    });
  },
  'gen_ai.tool.definitions': (value, _names, problem) => {
    eachOf(value, '', problem, (definition, path) => {
      needs(definition, path, { type: 'string', name: 'string' }, problem);
    });
  },
  'gen_ai.retrieval.documents': (value, _names, problem) => {
    eachOf(value, '', problem, (document, path) => {
      may(document, path, { id: 'string', score: 'number' }, problem);
    });
  },
  'gen_ai.memory.records': (value, _names, problem) => {
    eachOf(value, '', problem, (record, path) => {
      needs(record, path, { content: 'present' }, problem);
      may(record, path, { id: 'string', metadata: 'object', score: 'number' }, problem);
    });
  },
};
const TOOL_VALUES = new Set(['gen_ai.tool.call.arguments', 'gen_ai.tool.call.result']);

/** Checks the content among `attributes`; on a log record it must be structured, on a span it may be JSON. */
export function checkContent(
  attributes: Fields,
  signal: 'span' | 'log',
  names: Vocabulary,
  report: Report,
): void {
  for (const [name, recorded] of Object.entries(attributes)) {
    const shape = SHAPES[name];
    if (!shape && !TOOL_VALUES.has(name)) continue;
    const value = typeof recorded === 'string' ? parse(recorded) : recorded;
    if (shape && typeof recorded === 'string' && signal === 'log') {
      report(
        'content-not-structured',
        `"${name}" is a string`,
        'Record it as arrays and objects: log attributes can carry them.',
        name,
      );
    }
    if (shape) {
      shape(value, names, (path, problem, fix) => {
        report('content-shape', `"${name}"${path} ${problem}`, fix, name);
      });
    } else if (!isFields(value)) {
      report(
        'content-tool-value',
        `"${name}" is not an object`,
        'Record an object; put a bare value under a name.',
        name,
      );
    }
    checkBase64(value, name, report);
    if (name === 'gen_ai.output.messages' && Array.isArray(value)) {
      checkFinishReasons(
        value.map((message) => (isFields(message) ? message['finish_reason'] : undefined)),
        name,
        report,
      );
    }
  }
  const reasons = attributes['gen_ai.response.finish_reasons'];
  if (Array.isArray(reasons)) checkFinishReasons(reasons, 'gen_ai.response.finish_reasons', report);
}

function checkFinishReasons(reasons: readonly unknown[], name: string, report: Report): void {
  if (reasons.includes('tool_calls')) {
    report(
      'content-finish-reason',
      `"${name}" has the finish reason "tool_calls"`,
      'Record "tool_call".',
      name,
    );
  }
}

function checkMessage(message: Fields, path: string, problem: Problem): void {
  needs(message, path, { role: 'string' }, problem);
  may(message, path, { name: 'string' }, problem);
  if (message['parts'] === undefined) {
    problem(
      `${path}.parts`,
      'is missing',
      'Give each message its parts, an empty array when there are none.',
    );
    return;
  }
  eachOf(message['parts'], `${path}.parts`, problem, (part, partPath) =>
    checkPart(part, partPath, problem),
  );
}

function checkPart(part: Fields, path: string, problem: Problem): void {
  needs(part, path, { type: 'string' }, problem);
  const type = String(part['type']);
  const required = Object.hasOwn(PARTS, type) ? PARTS[type] : undefined;
  if (!required) return;
  needs(part, path, required, problem);
  if (type === 'tool_call' || type === 'tool_call_response')
    may(part, path, { id: 'string' }, problem);
  if (type === 'server_tool_call' || type === 'server_tool_call_response') {
    const inner = part[type];
    if (isFields(inner)) needs(inner, `${path}.${type}`, { type: 'string' }, problem);
  }
  if (type === 'blob') {
    for (const extra of Object.keys(part).filter((key) => !BLOB_PROPERTIES.has(key))) {
      problem(
        `${path}.${extra}`,
        'is not a property of a blob',
        `A blob has ${[...BLOB_PROPERTIES].join(', ')} only.`,
      );
    }
  }
}

function needs(
  value: Fields,
  path: string,
  kinds: Readonly<Record<string, Kind>>,
  problem: Problem,
): void {
  for (const [key, kind] of Object.entries(kinds)) {
    if (value[key] === undefined) {
      problem(`${path}.${key}`, 'is missing', `Add "${key}".`);
    } else if (!HAS_KIND[kind](value[key])) {
      problem(`${path}.${key}`, `is not a ${kind}`, `Record "${key}" as a ${kind}.`);
    }
  }
}

/** Optional properties may be null too. */
function may(
  value: Fields,
  path: string,
  kinds: Readonly<Record<string, Kind>>,
  problem: Problem,
): void {
  const given = Object.entries(kinds).filter(
    ([key]) => value[key] !== undefined && value[key] !== null,
  );
  needs(value, path, Object.fromEntries(given), problem);
}

function eachOf(
  value: unknown,
  path: string,
  problem: Problem,
  visit: (item: Fields, path: string) => void,
): void {
  if (!Array.isArray(value)) {
    problem(path, 'is not an array', 'Record an array of objects, or its JSON on a span.');
    return;
  }
  for (const [index, item] of value.entries()) {
    const itemPath = `${path}[${index}]`;
    if (isFields(item)) visit(item, itemPath);
    else problem(itemPath, 'is not an object', 'Record an array of objects.');
  }
}

function checkBase64(value: unknown, name: string, report: Report): void {
  const found = longestBase64(value, MAX_DEPTH);
  if (found > MAX_BASE64_CHARACTERS) {
    report(
      'content-base64',
      `"${name}" carries ${found} characters of base64`,
      'Leave the bytes out, or store them elsewhere and record a uri or file part.',
      name,
    );
  }
}

function longestBase64(value: unknown, depth: number): number {
  if (typeof value === 'string') return /^data:[^,]*;base64,/.test(value) ? value.length : 0;
  if (depth === 0 || typeof value !== 'object' || value === null) return 0;
  const blob = isFields(value) && value['type'] === 'blob' ? value['content'] : undefined;
  return Object.values(value).reduce<number>(
    (longest, inner) => Math.max(longest, longestBase64(inner, depth - 1)),
    typeof blob === 'string' ? blob.length : 0,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Text that is not JSON has no shape; the rule for the shape reports it.
    return text;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
