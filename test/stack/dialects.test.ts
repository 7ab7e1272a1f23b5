/** The Collector reads other dialects as `@spanwise/dialects` does: every line of its tables, sent through the real one. */
import { randomBytes } from 'node:crypto';
import { normalize, READERS, type DialectReader } from '@spanwise/dialects';
import * as semconv from '@spanwise/semconv';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { missingPrograms } from './binaries.ts';
import { startStack, type JaegerTrace, type Stack } from './stack.ts';

type Attributes = Readonly<Record<string, unknown>>;

const missing = missingPrograms();
const skipped = missing.length > 0 ? ` (skipped: not built: ${missing.join(', ')})` : '';
const PATIENCE = { timeout: 60_000, interval: 250 };

/** Names that are left to those who read a span: a structure of messages needs a loop. */
const LEFT = new Set([
  ...READERS.flatMap(({ messages }) => Object.keys(messages)),
  semconv.ATTR_GEN_AI_SYSTEM_INSTRUCTIONS,
]);

/** A span for each line of a table, told to be of its dialect by each of its signs in turn. */
function samplesOf({ detect, attributes, values }: DialectReader): Attributes[] {
  const lines: Attributes[] = [
    ...Object.keys(attributes).flatMap((theirs) => [{ [theirs]: 'a text' }, { [theirs]: 7 }]),
    ...Object.values(values)
      .flat()
      .flatMap(({ from, path, map, as, operations }) => {
        if (from === undefined) return [];
        const given: unknown[] = map
          ? Object.keys(map)
          : path === undefined
            ? (GIVEN[as ?? 'plain'] ?? [])
            : ['12', 7].map((value) =>
                JSON.stringify(
                  path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value),
                ),
              );
        return given.map((value) => ({
          [from]: value,
          ...(operations && { [semconv.ATTR_GEN_AI_OPERATION_NAME]: operations[0] }),
        }));
      }),
  ];
  return lines.map((line, index) => {
    const sign = detect[index % detect.length]!;
    return { [sign.endsWith('.') ? `${sign}sample` : sign]: 'a sign', ...line };
  });
}

const GIVEN: Readonly<Record<string, unknown[]>> = {
  plain: [250, 'a text'],
  list: ['tool-calls', ['stop', 'max_tokens'], 'STOP'],
  number: ['12', 7, '0.5'],
  text: [2, 'two'],
  json: ['{"a":[1]}', '[1,2]', 'a text', '{broken'],
};

/** Whole spans, as their libraries write them: written after their references, 2026-11-30. */
const WHOLE: readonly Attributes[] = [
  {
    'openinference.span.kind': 'LLM',
    'llm.model_name': 'gpt-4o',
    'llm.provider': 'openai',
    'llm.token_count.prompt': 12,
    'llm.token_count.completion': 3,
    'llm.invocation_parameters': '{"temperature":0.5,"max_tokens":50,"stream":true}',
    'llm.input_messages.0.message.role': 'user',
    'llm.input_messages.0.message.content': 'Where is 7?',
    'session.id': 's-1',
  },
  {
    'llm.request.type': 'chat',
    'gen_ai.system': 'openai',
    'gen_ai.request.model': 'gpt-4o',
    'gen_ai.usage.prompt_tokens': 12,
    'gen_ai.usage.completion_tokens': 3,
    'gen_ai.prompt.0.role': 'user',
    'gen_ai.prompt.0.content': 'Where is 7?',
    'gen_ai.completion.0.finish_reason': 'tool_calls',
    'traceloop.association.properties.tenant_id': 'outdoor',
  },
  {
    'ai.operationId': 'ai.streamText.doStream',
    'ai.model.id': 'gpt-4o',
    'ai.model.provider': 'openai.chat',
    'ai.usage.promptTokens': 12,
    'ai.usage.completionTokens': 3,
    'ai.response.msToFirstChunk': 250,
    'ai.response.finishReason': 'tool-calls',
    'ai.prompt.messages': '[{"role":"user","content":"Where is 7?"}]',
  },
  // Nothing is done to a span in the newest names, and to one of something else.
  {
    [semconv.ATTR_GEN_AI_OPERATION_NAME]: 'chat',
    [semconv.ATTR_GEN_AI_REQUEST_MODEL]: 'gpt-4o',
    [semconv.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: ['stop'],
  },
  { 'http.request.method': 'GET', 'agent.name': 'not of a model', model_name: 'a boat' },
];

const cases = [
  ...READERS.flatMap((reader) =>
    samplesOf(reader).map((attributes, index) => [`${reader.id} ${index}`, attributes] as const),
  ),
  ...WHOLE.map((attributes, index) => [`whole ${index}`, attributes] as const),
];

describe.skipIf(missing.length > 0)(`spans of other dialects${skipped}`, () => {
  const traceId = randomBytes(16).toString('hex');
  let stack: Stack;
  let spans: Map<string, JaegerTrace['spans'][number]>;

  beforeAll(async () => {
    stack = await startStack({ servers: ['prometheus', 'jaeger', 'collector'] });
    const now = `${Date.now()}000000`;
    const response = await fetch(`${stack.otlpHttp}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        resourceSpans: [
          {
            resource: { attributes: [{ key: 'service.name', value: valueOf('dialects') }] },
            scopeSpans: [
              {
                spans: cases.map(([name, attributes]) => ({
                  traceId,
                  spanId: randomBytes(8).toString('hex'),
                  name,
                  kind: 3,
                  startTimeUnixNano: now,
                  endTimeUnixNano: now,
                  attributes: Object.entries(attributes).map(([key, value]) => ({
                    key,
                    value: valueOf(value),
                  })),
                })),
              },
            ],
          },
        ],
      }),
    });
    expect(response.status).toBe(200);
    spans = await vi.waitUntil(async () => {
      const [trace] = await stack.jaeger(`traces/${traceId}`).catch(() => []);
      const found = trace?.spans ?? [];
      return found.length === cases.length
        ? new Map(found.map((span) => [span.operationName, span]))
        : undefined;
    }, PATIENCE);
  });
  afterAll(async () => {
    await stack?.stop();
  });

  it.each(cases)('are read alike by both: %s', (name, attributes) => {
    const expected = Object.entries(normalize({ attributes }).changes).filter(
      ([ours]) => !LEFT.has(ours),
    );
    const changes = new Map(expected);
    const added = spans
      .get(name)!
      .tags.filter(({ key }) => changes.has(key) || !Object.hasOwn(attributes, key))
      .filter(({ key }) => !/^(?:otel\.|span\.kind$|internal\.)/.test(key))
      .map(({ key, value }) => [key, asGiven(value, changes.get(key))] as const);
    expect(Object.fromEntries(added)).toEqual(Object.fromEntries(expected));
  });

  it('keep what they came with', () => {
    for (const [name, attributes] of cases) {
      const keys = new Set(spans.get(name)!.tags.map(({ key }) => key));
      expect(Object.keys(attributes).filter((key) => !keys.has(key))).toEqual([]);
    }
  });

  it('are counted under the newest names', async () => {
    const counted = await vi.waitUntil(async () => {
      const { result } = await stack.prometheus('query', {
        query:
          'traces_span_metrics_calls_total{gen_ai_operation_name="chat",gen_ai_request_model="gpt-4o"} > 0',
      });
      const names = new Set(result.map(({ metric }) => metric['span_name']));
      return WHOLE.slice(0, 4).every((_, index) => names.has(`whole ${index}`)) && names;
    }, PATIENCE);
    expect(counted).not.toContain('whole 4');
  });
});

function valueOf(value: unknown): object {
  if (Array.isArray(value)) return { arrayValue: { values: value.map(valueOf) } };
  return typeof value === 'number' ? { intValue: value } : { stringValue: String(value) };
}

/** Jaeger shows a structure as JSON. */
function asGiven(value: unknown, expected: unknown): unknown {
  return typeof expected === 'object' && typeof value === 'string' ? JSON.parse(value) : value;
}
