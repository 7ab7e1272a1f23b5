/** The printed tables agree with each other and with what upstream says. */
import { expect, it } from 'vitest';
import {
  ATTR_GEN_AI_PROMPT_VARIABLE,
  ATTR_GEN_AI_REQUEST_MODEL,
  EVENTS,
  GEN_AI_OPERATION_NAME_VALUE_MODERATION,
  allMetrics,
  NAME_SETS,
  OPERATIONS,
} from './index.ts';

it('gives each attribute a constant, and a template a function', () => {
  expect(ATTR_GEN_AI_REQUEST_MODEL).toBe('gen_ai.request.model');
  expect(ATTR_GEN_AI_PROMPT_VARIABLE('city')).toBe('gen_ai.prompt.variable.city');
  expect(GEN_AI_OPERATION_NAME_VALUE_MODERATION).toBe('moderation');
});

it('gives each operation its span, its name rule and its metric', () => {
  expect(OPERATIONS.chat).toMatchObject({
    name: 'chat',
    spanType: 'gen_ai.client.inference',
    kind: 'client',
    nameAttributes: ['gen_ai.request.model'],
    durationMetric: 'gen_ai.client.inference.duration',
    inference: true,
    samplingAttributes: [
      'gen_ai.operation.name',
      'gen_ai.provider.name',
      'gen_ai.request.model',
      'server.address',
      'server.port',
    ],
  });
  expect(OPERATIONS.chat.attributes).toMatchObject({
    'gen_ai.provider.name': 'required',
    'gen_ai.request.model': 'conditionally_required',
    'gen_ai.input.messages': 'opt_in',
    'spanwise.stream.outcome': 'recommended',
  });
  expect(OPERATIONS.moderation).toMatchObject({
    inference: false,
    durationMetric: 'gen_ai.client.operation.duration',
  });
  expect(OPERATIONS.plan).toMatchObject({ durationMetric: undefined, durationAttributes: [] });
});

it('keeps a remote agent and one in the process apart', () => {
  expect(OPERATIONS.invoke_agent).toMatchObject({ name: 'invoke_agent', kind: 'internal' });
  expect(OPERATIONS.invoke_agent_client).toMatchObject({ name: 'invoke_agent', kind: 'client' });
  expect(OPERATIONS.invoke_agent.attributes).not.toHaveProperty(['gen_ai.provider.name']);
  expect(OPERATIONS.invoke_agent_client.attributes).toHaveProperty(
    ['gen_ai.provider.name'],
    'required',
  );
});

it('gives a sampler and a span’s name only attributes that the span has', () => {
  for (const spec of Object.values(OPERATIONS)) {
    expect(Object.keys(spec.attributes)).toEqual(
      expect.arrayContaining(spec.samplingAttributes.concat(spec.nameAttributes)),
    );
  }
});

it('puts the tenant on a metric only when it is asked for, and no other identity at all', () => {
  for (const { attributes, optInAttributes } of Object.values(allMetrics())) {
    expect(attributes).not.toContain('spanwise.tenant.id');
    for (const identity of ['user.id', 'session.id', 'gen_ai.conversation.id']) {
      expect([...attributes, ...optInAttributes]).not.toContain(identity);
    }
  }
  expect(allMetrics()['gen_ai.client.inference.duration'].optInAttributes).toContain(
    'spanwise.tenant.id',
  );
});

it('gives histograms ascending buckets and counters none', () => {
  for (const { name, instrument, buckets } of Object.values(allMetrics())) {
    expect({ name, hasBuckets: buckets !== undefined }).toEqual({
      name,
      hasBuckets: instrument === 'histogram',
    });
    expect(buckets?.toSorted((a, b) => a - b)).toEqual(buckets);
  }
});

it('writes the older set under its own names', () => {
  const set = NAME_SETS['1.41'];
  expect(set.schemaUrl).toBe('https://opentelemetry.io/schemas/1.41.0');
  expect(set.attributes['gen_ai.usage.cache_write.input_tokens']).toBe(
    'gen_ai.usage.cache_creation.input_tokens',
  );
  expect(set.metrics['gen_ai.client.inference.duration']).toBe('gen_ai.client.operation.duration');
  expect(set.tokenUsage).toMatchObject({
    metric: { name: 'gen_ai.client.token.usage', instrument: 'histogram', unit: '{token}' },
    attribute: 'gen_ai.token.type',
    input: 'input',
    output: 'output',
  });
  expect(Object.keys(set.metrics).filter((name) => !(name in allMetrics()))).toEqual([]);
  expect(NAME_SETS['2026-10']).toMatchObject({
    attributes: {},
    metrics: {},
    tokenUsage: undefined,
  });
});

it('gives events the severity that upstream asks for', () => {
  expect(EVENTS['gen_ai.client.inference.operation.details'].severityNumber).toBe(5);
  expect(EVENTS['gen_ai.client.operation.exception'].severityNumber).toBe(13);
  expect(EVENTS['gen_ai.evaluation.result'].severityNumber).toBeUndefined();
});
