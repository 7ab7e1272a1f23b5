/** The check of the demo finds what is missing. */
import { describe, expect, it } from 'vitest';
import { findMissing, type Seen } from './check.ts';
import type { FinishedSpan } from './spans.ts';

interface Facts {
  readonly id: string;
  readonly parent?: string | undefined;
  readonly name?: string | undefined;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

const usage = {
  'gen_ai.usage.input_tokens': 10,
  'gen_ai.usage.output_tokens': 5,
  'spanwise.cost.amount': 0.0001,
};

function operation(id: string, parent: string, name: string, extra: object = {}): Facts {
  const attributes = {
    'gen_ai.operation.name': name,
    'gen_ai.request.model': 'm',
    'gen_ai.conversation.id': 'c-1',
    'spanwise.tenant.id': 'kids',
    ...extra,
  };
  return { id, parent, name, attributes };
}

const whole: readonly Facts[] = [
  { id: 'root', name: 'POST /conversations/:id/messages' },
  operation('agent', 'root', 'invoke_agent'),
  operation('chat', 'agent', 'chat', usage),
  { id: 'first', parent: 'chat', attributes: { 'http.response.status_code': 429 } },
  { id: 'second', parent: 'chat', attributes: { 'http.response.status_code': 200 } },
  {
    ...operation('search', 'agent', 'execute_tool'),
    name: 'execute_tool search_knowledge',
  },
  operation('retrieval', 'search', 'retrieval'),
  operation('embeddings', 'retrieval', 'embeddings', usage),
  operation('refund', 'agent', 'execute_tool', { 'error.type': 'NotRefundableError' }),
  operation('left', 'agent', 'chat', { 'spanwise.stream.outcome': 'aborted' }),
];

function seen(trace: readonly Facts[], more: Partial<Seen> = {}): Seen {
  const spans = trace.map(
    ({ id, parent, name = 'POST', attributes = {} }) =>
      ({
        name,
        attributes,
        spanContext: () => ({ traceId: 't-1', spanId: id }),
        parentSpanContext: parent === undefined ? undefined : { spanId: parent },
      }) as unknown as FinishedSpan,
  );
  return {
    traces: [spans],
    startedSpans: spans.length,
    endedSpans: spans.length,
    openCalls: 0,
    evaluations: 1,
    linesOf: () => 1,
    replies: [{ question: '?', status: 200, answer: 'Yes.', conversation: {} }],
    isScripted: true,
    ...more,
  };
}

/** The whole trace with other attributes on one span. */
function changed(id: string, attributes: Readonly<Record<string, unknown>>): readonly Facts[] {
  return whole.map((span) =>
    span.id === id ? { ...span, attributes: { ...span.attributes, ...attributes } } : span,
  );
}

function without(...ids: string[]): readonly Facts[] {
  return whole.filter(({ id }) => !ids.includes(id));
}

it('finds nothing missing in a whole trace', () => {
  expect(findMissing(seen(whole))).toEqual([]);
});

describe('what is missing', () => {
  it.each<[string, Seen, string]>([
    ['an end', seen(whole, { startedSpans: 11 }), '1 spans have not ended'],
    ['the end of a call', seen(whole, { openCalls: 2 }), '2 calls are still open'],
    ['a trace', seen(whole, { traces: [] }), '0 traces of 1 requests'],
    ['a line', seen(whole, { linesOf: () => 0 }), 'no line of the log has the trace of c-1'],
    ['an evaluation', seen(whole, { evaluations: 0 }), '0 evaluations of 1 answers'],
    [
      'an answer',
      seen(whole, { replies: [{ question: '?', status: 500, answer: 'x', conversation: {} }] }),
      '"?" got no answer, but status 500',
    ],
    ['a single root', seen([...whole, { id: 'other' }]), 'the trace of c-1 has 2 roots'],
    [
      'a parent',
      seen([...whole, { id: 'other', parent: 'gone' }]),
      'the trace of c-1 has a span whose parent is not there',
    ],
    ['the agent', seen(without('agent')), 'the trace of c-1 has no agent below its request'],
    [
      'the model call',
      seen(without('chat', 'left')),
      'the trace of c-1 has no model call below its agent',
    ],
    ['the tool', seen(without('search', 'refund')), 'the trace of c-1 has no tool below its agent'],
    [
      'the retrieval',
      seen(without('retrieval')),
      'the trace of c-1 has no retrieval below its search',
    ],
    [
      'the embeddings',
      seen(without('embeddings')),
      'the trace of c-1 has no embeddings below its retrieval',
    ],
    [
      'a tenant',
      seen(changed('search', { 'spanwise.tenant.id': undefined })),
      'the trace of c-1: execute_tool search_knowledge has no tenant',
    ],
    [
      'a model',
      seen(changed('chat', { 'gen_ai.request.model': undefined })),
      'the trace of c-1: chat has no model',
    ],
    [
      'a cost',
      seen(changed('chat', { 'spanwise.cost.amount': undefined })),
      'the trace of c-1: chat has no cost',
    ],
    [
      'input tokens',
      seen(changed('chat', { 'gen_ai.usage.input_tokens': 0 })),
      'the trace of c-1: chat has no input tokens',
    ],
    [
      'output tokens',
      seen(changed('chat', { 'gen_ai.usage.output_tokens': undefined })),
      'the trace of c-1: chat has no output tokens',
    ],
    ['the refund', seen(without('refund')), 'no refund that was refused'],
    [
      'the retry',
      seen(without('second')),
      'no model call that was refused with 429 and sent again',
    ],
    ['the customer who leaves', seen(without('left')), 'no answer that was left in the middle'],
  ])('is said: %s', (_what, facts, sentence) => {
    expect(findMissing(facts)).toContain(sentence);
  });
});

it('does not ask of a real model what only the script does', () => {
  const trace = without('refund', 'second', 'left', 'search', 'retrieval', 'embeddings');
  expect(findMissing(seen(trace, { isScripted: false, evaluations: 2 }))).toEqual([]);
  expect(findMissing(seen(whole, { evaluations: 2 }))).toEqual(['2 evaluations of 1 answers']);
});
