/** Content that a store would refuse beside a line is in the body of its event. */
import { context } from '@opentelemetry/api';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emitDetails, emitException } from './events.ts';

const scope = { name: 'tests', version: '1.0.0' };
const attributes = { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai' };
let recorded: Recorded;

beforeEach(() => {
  recorded = recordTelemetry();
});

afterEach(() => recorded.stop());

const messages = (bytes: number): object[] => [
  { role: 'user', parts: [{ type: 'text', content: 'x'.repeat(bytes) }] },
];

it('keeps short content beside the attributes', async () => {
  const content = { messages: messages(1000), tools: undefined };
  emitDetails(scope, '2026-10', context.active(), attributes, content);
  const [event] = recorded.logs();
  expect(event!.attributes).toEqual({ ...attributes, 'gen_ai.input.messages': content.messages });
  expect(event!.body).toBeUndefined();
});

it('moves long content, and nothing else', async () => {
  const content = { messages: messages(59_990), replies: messages(1) };
  emitDetails(scope, '2026-10', context.active(), attributes, content);
  const [event] = recorded.logs();
  expect(event!.attributes).toEqual(attributes);
  expect(event!.body).toEqual({
    'gen_ai.input.messages': content.messages,
    'gen_ai.output.messages': content.replies,
  });
  expect(await recorded.findings()).toEqual([]);
});

it('moves a long message of a failure; its type stays', () => {
  emitException(scope, '2026-10', context.active(), attributes, 'Error', () => 'x'.repeat(70_000));
  const [event] = recorded.logs();
  expect(event!.attributes).toEqual({ ...attributes, 'exception.type': 'Error' });
  expect(event!.body).toEqual({ 'exception.message': 'x'.repeat(70_000) });
});
