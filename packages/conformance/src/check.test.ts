/** Every rule of the checker, with telemetry that it accepts and telemetry that it refuses. */
import { describe, expect, it } from 'vitest';
import { CALL_METRICS } from '@spanwise/semconv';
import type { CheckedLog, CheckedMetric, CheckedSpan } from './checked.ts';
import { check, type CheckInput, type CheckOptions } from './check.ts';
import { RULES, type RuleId } from './rules.ts';

const ours = { name: '@spanwise/instrumentation-openai', version: '0.1.0' };

function span(
  attributes: Record<string, unknown> = {},
  rest: Partial<CheckedSpan> = {},
): CheckInput {
  return {
    spans: [
      {
        name: 'chat gpt-5-mini',
        kind: 'client',
        status: 'unset',
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': 'openai',
          'gen_ai.request.model': 'gpt-5-mini',
          ...attributes,
        },
        scope: ours,
        ...rest,
      },
    ],
  };
}

function metric(
  attributes: Record<string, unknown> = {},
  rest: Partial<CheckedMetric> = {},
): CheckInput {
  const { name, unit, instrument, buckets } = CALL_METRICS['gen_ai.client.inference.duration'];
  return {
    metrics: [
      {
        name,
        unit,
        instrument,
        buckets,
        points: [
          {
            attributes: {
              'gen_ai.operation.name': 'chat',
              'gen_ai.provider.name': 'openai',
              ...attributes,
            },
          },
        ],
        ...rest,
      },
    ],
  };
}

function log(
  eventName: string,
  attributes: Record<string, unknown>,
  rest: Partial<CheckedLog> = {},
): CheckInput {
  return { logs: [{ eventName, attributes, ...rest }] };
}

const evaluation = (rest: Partial<CheckedLog> = {}): CheckInput =>
  log('gen_ai.evaluation.result', { 'gen_ai.evaluation.name': 'relevance' }, rest);
const details = (attributes: Record<string, unknown>): CheckInput =>
  log(
    'gen_ai.client.inference.operation.details',
    { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', ...attributes },
    { severityNumber: 5 },
  );
const text = (content: string): object => ({ role: 'user', parts: [{ type: 'text', content }] });
const blob = (characters: number): CheckInput =>
  span({
    'gen_ai.input.messages': [
      {
        role: 'user',
        parts: [{ type: 'blob', modality: 'image', content: 'A'.repeat(characters) }],
      },
    ],
  });

const database = (name: string, attributes: Record<string, unknown>): CheckInput => ({
  spans: [
    {
      name,
      kind: 'client',
      status: 'unset',
      attributes: { 'db.system.name': 'postgresql', ...attributes },
    },
  ],
});

const search = {
  'db.operation.name': 'search',
  'db.collection.name': 'articles',
  'spanwise.vector.operation': 'search',
};

interface Case {
  readonly accepted: CheckInput;
  readonly refused: CheckInput;
  readonly options?: CheckOptions;
}

const cases: Readonly<Record<RuleId, Case>> = {
  'attribute-deprecated': {
    accepted: span({ 'gen_ai.usage.input_tokens': 3 }),
    refused: span({ 'gen_ai.usage.prompt_tokens': 3 }),
  },
  'attribute-needless': {
    accepted: span({ 'gen_ai.request.stream': true }),
    refused: span({ 'gen_ai.request.stream': false }),
  },
  'attribute-of-other-set': {
    accepted: span({ 'gen_ai.usage.cache_creation.input_tokens': 3 }),
    refused: span({ 'gen_ai.usage.cache_write.input_tokens': 3 }),
    options: { nameSet: '1.41' },
  },
  'attribute-type': {
    accepted: span({ 'gen_ai.request.max_tokens': 3 }),
    refused: span({ 'gen_ai.request.max_tokens': 3.5 }),
  },
  'attribute-unknown': {
    accepted: span({ 'app.gen_ai.temperature': 1, 'gen_ai.prompt.variable.city': 'Berlin' }),
    refused: span({ 'gen_ai.temperature': 1 }),
  },
  'attribute-value-unknown': {
    accepted: span({ 'gen_ai.output.type': 'speech' }),
    refused: span({ 'gen_ai.output.type': 'audio' }),
  },
  'content-base64': { accepted: blob(1024), refused: blob(1025) },
  'content-finish-reason': {
    accepted: span({ 'gen_ai.response.finish_reasons': ['tool_call'] }),
    refused: span({ 'gen_ai.response.finish_reasons': ['tool_calls'] }),
  },
  'content-not-structured': {
    accepted: details({ 'gen_ai.input.messages': [text('Hello')] }),
    refused: details({ 'gen_ai.input.messages': JSON.stringify([text('Hello')]) }),
  },
  'content-shape': {
    accepted: span({ 'gen_ai.input.messages': JSON.stringify([text('Hello')]) }),
    refused: span({
      'gen_ai.input.messages': JSON.stringify([{ role: 'user', content: 'Hello' }]),
    }),
  },
  'content-tool-value': {
    accepted: span({ 'gen_ai.tool.call.arguments': { order: 7 } }),
    refused: span({ 'gen_ai.tool.call.arguments': [7] }),
  },
  'event-body': {
    accepted: evaluation({ body: { 'gen_ai.evaluation.explanation': 'good' } }),
    refused: evaluation({ body: 'good' }),
  },
  'event-deprecated': { accepted: evaluation(), refused: log('gen_ai.user.message', {}) },
  'event-missing-required': {
    accepted: evaluation(),
    refused: log('gen_ai.evaluation.result', {}),
  },
  'event-severity': {
    accepted: log(
      'gen_ai.client.operation.exception',
      { 'exception.type': 'E' },
      { severityNumber: 13 },
    ),
    refused: log(
      'gen_ai.client.operation.exception',
      { 'exception.type': 'E' },
      { severityNumber: 17 },
    ),
  },
  'event-unknown': { accepted: log('app.judged', {}), refused: log('gen_ai.judged', {}) },
  'metric-attribute': {
    accepted: metric({ 'spanwise.tenant.id': 'acme', 'server.address': 'api.openai.com' }),
    refused: metric({ 'http.route': '/' }),
  },
  'metric-buckets': {
    accepted: metric({}, { buckets: undefined }),
    refused: metric({}, { buckets: [1, 2] }),
  },
  'metric-deprecated': {
    accepted: metric(),
    refused: metric({}, { name: 'gen_ai.client.token.usage' }),
  },
  'metric-identity': {
    accepted: metric({ 'spanwise.tenant.id': 'acme' }),
    refused: metric({ 'gen_ai.conversation.id': 'c' }),
  },
  'metric-instrument': { accepted: metric(), refused: metric({}, { instrument: 'gauge' }) },
  'metric-missing-required': {
    accepted: metric(),
    refused: metric({ 'gen_ai.provider.name': undefined }),
  },
  'metric-of-other-set': {
    accepted: metric({}, { name: 'gen_ai.client.operation.duration' }),
    refused: metric(),
    options: { nameSet: '1.41' },
  },
  'metric-operation': {
    accepted: metric(
      { 'gen_ai.operation.name': 'embeddings' },
      { name: 'gen_ai.client.operation.duration' },
    ),
    refused: metric({}, { name: 'gen_ai.client.operation.duration' }),
  },
  'metric-unit': { accepted: metric(), refused: metric({}, { unit: 'ms' }) },
  'metric-unknown': {
    accepted: metric({}, { name: 'app.duration' }),
    refused: metric({}, { name: 'gen_ai.duration' }),
  },
  'span-error-type-missing': {
    accepted: span({ 'error.type': '429' }, { status: 'error' }),
    refused: span({}, { status: 'error' }),
  },
  'span-error-type-without-error': {
    accepted: span({ 'error.type': '429' }, { status: 'error' }),
    refused: span({ 'error.type': '429' }),
  },
  'span-exception-event': {
    accepted: span({}, { events: [{ name: 'retry' }] }),
    refused: span({}, { events: [{ name: 'exception' }] }),
  },
  'span-kind': { accepted: span({}, { kind: 'internal' }), refused: span({}, { kind: 'server' }) },
  'span-missing-expected': {
    accepted: span({ 'server.address': 'localhost', 'server.port': 443 }),
    refused: span({ 'server.address': 'localhost' }),
  },
  'span-missing-required': {
    accepted: span(),
    refused: span({ 'gen_ai.provider.name': undefined }),
  },
  'span-name': { accepted: span(), refused: span({}, { name: 'openai.chat' }) },
  'span-operation-unknown': {
    accepted: span({ 'gen_ai.operation.name': 'moderation' }, { name: 'moderation gpt-5-mini' }),
    refused: span({ 'gen_ai.operation.name': 'conversation' }),
  },
  'span-status-ok': { accepted: span(), refused: span({}, { status: 'ok' }) },
  'span-tenant-unscoped': {
    accepted: database('search articles', { ...search, 'spanwise.tenant.scoped': true }),
    refused: database('search articles', { ...search, 'spanwise.tenant.scoped': false }),
  },
};

describe.each(Object.entries(cases))('the rule %s', (rule, { accepted, refused, options }) => {
  it('accepts what keeps it, without any finding', () => {
    expect(check(accepted, options)).toEqual([]);
  });

  it('refuses what breaks it, and says what to do', () => {
    const findings = check(refused, options).filter((finding) => finding.rule === rule);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ level: RULES[findings[0]!.rule].level });
    expect(findings[0]?.message).toMatch(/\S/);
    expect(findings[0]?.fix).toMatch(/\.$/);
  });
});

const agent = (kind: CheckedSpan['kind'], provider?: string): CheckInput =>
  span(
    {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'desk',
      'gen_ai.provider.name': provider,
    },
    { kind, name: 'invoke_agent desk' },
  );

const tool = (name: string): CheckInput =>
  span(
    {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.provider.name': undefined,
      'gen_ai.request.model': undefined,
      'gen_ai.tool.name': 'read',
      'gen_ai.skill.name': 'refunds',
      'gen_ai.skill.resource.name': 'policy.md',
    },
    { name, kind: 'internal' },
  );

const exception = (attributes: Record<string, unknown>): CheckInput =>
  log('gen_ai.client.operation.exception', attributes, { severityNumber: 13 });

const output = (message: object): CheckInput => span({ 'gen_ai.output.messages': [message] });

const rulesOf = (input: CheckInput, options?: CheckOptions): string[] =>
  check(input, options).map(({ rule }) => rule);

describe('check', () => {
  it('finds nothing in nothing', () => {
    expect(check({})).toEqual([]);
  });

  it('names where a finding is', () => {
    expect(check(span({}, { name: 'openai.chat' }))[0]).toMatchObject({
      where: { signal: 'span', name: 'openai.chat' },
      fix: 'Name the span "chat gpt-5-mini".',
    });
    expect(check(metric({ 'user.id': 'u' }))[0]?.where).toEqual({
      signal: 'metric',
      name: 'gen_ai.client.inference.duration',
      attribute: 'user.id',
    });
  });

  it('reports the same finding once', () => {
    const { spans } = span({}, { status: 'ok' });
    expect(check({ spans: [...spans!, ...spans!] })).toHaveLength(1);
  });

  it("holds others' telemetry to our own rules only when it is strict", () => {
    const theirs = span({}, { status: 'ok', scope: { name: 'some-instrumentation' } });
    expect(check(theirs)[0]?.level).toBe('improvement');
    expect(check(theirs, { strict: true })[0]?.level).toBe('violation');
  });

  it('leaves spans of other kinds alone', () => {
    const server: CheckedSpan = {
      name: 'POST /chat',
      kind: 'server',
      status: 'ok',
      attributes: { 'gen_ai.conversation.id': 'c', 'user.id': 'u', 'server.address': 'localhost' },
    };
    expect(check({ spans: [server] })).toEqual([]);
  });

  it('asks a span with a model for its operation', () => {
    expect(rulesOf(span({ 'gen_ai.operation.name': undefined }))).toEqual([
      'span-missing-required',
    ]);
  });

  it('tells a remote agent from one in the process', () => {
    expect(check(agent('internal'))).toEqual([]);
    expect(rulesOf(agent('client'))).toEqual(['span-missing-required']);
    expect(check(agent('client', 'openai'))).toEqual([]);
  });

  it('names a span by its operation alone when its target is not known', () => {
    const unnamed = span({ 'gen_ai.operation.name': 'retrieval' }, { name: 'retrieval' });
    expect(check(unnamed)).toEqual([]);
  });

  it('accepts the names of a skill and its resource after the name of a tool', () => {
    expect(check(tool('execute_tool read refunds policy.md'))).toEqual([]);
    expect(check(tool('execute_tool read'))).toEqual([]);
    expect(rulesOf(tool('execute_tool read refunds'))).toEqual(['span-name']);
  });

  it('reads an MCP span by its method, and a tool span with MCP attributes as a tool', () => {
    const attributes = {
      'mcp.method.name': 'tools/call',
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'search',
    };
    const mcp = (name: string, kind: CheckedSpan['kind']): CheckInput => ({
      spans: [{ name, kind, status: 'unset', attributes }],
    });
    expect(check(mcp('tools/call search', 'client'))).toEqual([]);
    expect(check(mcp('tools/call search', 'server'))).toEqual([]);
    expect(check(mcp('execute_tool search', 'internal'))).toEqual([]);
    expect(rulesOf(mcp('execute_tool search', 'client'))).toEqual(['span-name']);
  });

  it('names a database span by its summary, its operation and target, or its system', () => {
    expect(check(database('SELECT articles', { 'db.query.summary': 'SELECT articles' }))).toEqual(
      [],
    );
    expect(
      check(database('query docs', { 'db.operation.name': 'query', 'db.collection.name': 'docs' })),
    ).toEqual([]);
    expect(
      check(database('localhost:5432', { 'server.address': 'localhost', 'server.port': 5432 })),
    ).toEqual([]);
    expect(check(database('postgresql', {}))).toEqual([]);
    expect(rulesOf(database('pg.query', {}))).toEqual(['span-name']);
  });

  it('asks an exception for its type or its message', () => {
    expect(check(exception({ 'exception.message': 'Too many requests' }))).toEqual([]);
    expect(rulesOf(exception({}))).toEqual(['event-missing-required']);
  });

  it('checks plain log records for the names of their attributes only', () => {
    expect(
      check({ logs: [{ attributes: { order: 7 }, body: 'done', severityNumber: 9 }] }),
    ).toEqual([]);
    expect(rulesOf({ logs: [{ attributes: { 'gen_ai.system': 'openai' } }] })).toEqual([
      'attribute-deprecated',
    ]);
  });
});

describe('sets of names', () => {
  const oldTokens = metric(
    { 'gen_ai.token.type': 'input' },
    {
      name: 'gen_ai.client.token.usage',
      unit: '{token}',
      buckets: CALL_METRICS['gen_ai.client.inference.operation.input_tokens'].buckets,
    },
  );

  it('accepts the old token histogram in 1.41 and in both, not in the newest', () => {
    expect(check(oldTokens, { nameSet: '1.41' })).toEqual([]);
    expect(check(oldTokens, { nameSet: 'both' })).toEqual([]);
    expect(rulesOf(oldTokens)).toEqual(['metric-deprecated', 'attribute-deprecated']);
  });

  it('accepts either name under both', () => {
    const attributes = {
      'gen_ai.usage.cache_creation.input_tokens': 3,
      'gen_ai.usage.cache_write.input_tokens': 3,
    };
    expect(check(span(attributes), { nameSet: 'both' })).toEqual([]);
    expect(check(metric(), { nameSet: 'both' })).toEqual([]);
    expect(
      check(metric({}, { name: 'gen_ai.client.operation.duration' }), { nameSet: 'both' }),
    ).toEqual([]);
  });

  it('asks for the finish reason of each output message in 1.41 only', () => {
    const without = output({ role: 'assistant', parts: [] });
    expect(check(without)).toEqual([]);
    expect(check(without, { nameSet: 'both' })).toEqual([]);
    expect(rulesOf(without, { nameSet: '1.41' })).toEqual(['content-shape']);
    expect(
      check(output({ role: 'assistant', parts: [], finish_reason: 'stop' }), { nameSet: '1.41' }),
    ).toEqual([]);
  });
});
