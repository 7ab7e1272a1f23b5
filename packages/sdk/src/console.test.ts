import { describe, expect, it } from 'vitest';
import { formatTrace, type PrintedSpan } from './console.ts';

interface Facts {
  readonly id: string;
  readonly parent?: string;
  readonly name?: string;
  readonly start?: number;
  readonly millis?: number;
  readonly attributes?: Record<string, unknown>;
  readonly error?: string;
}

const span = (facts: Facts): PrintedSpan => ({
  name: facts.name ?? facts.id,
  startTime: [facts.start ?? 0, 0],
  duration: [0, (facts.millis ?? 12) * 1e6],
  attributes: facts.attributes ?? {},
  status: facts.error === undefined ? { code: 0 } : { code: 2, message: facts.error },
  spanContext: () => ({ traceId: 't', spanId: facts.id }),
  parentSpanContext: facts.parent === undefined ? undefined : { spanId: facts.parent },
});

describe('formatTrace', () => {
  it('prints what a search found, how well, and that it was not limited to its tenant', () => {
    expect(
      formatTrace([
        span({
          id: 'SELECT articles',
          attributes: {
            'db.response.returned_rows': 2,
            'spanwise.vector.search.top_k': 3,
            'spanwise.vector.search.score.best': 0.8312,
            'spanwise.vector.search.score.worst': 0.4,
            'spanwise.tenant.scoped': false,
          },
        }),
      ]),
    ).toBe('SELECT articles  12 ms  2 of 3 found  scores 0.83 to 0.40  not limited to its tenant');
    expect(
      formatTrace([span({ id: 'scroll', attributes: { 'db.response.returned_rows': 7 } })]),
    ).toBe('scroll  12 ms  7 found');
  });

  it('prints model, tokens, time, tenant and errors as a tree in the order of time', () => {
    expect(
      formatTrace([
        span({
          id: 'chat',
          parent: 'agent',
          name: 'chat gpt-4o-mini',
          start: 1,
          millis: 840,
          attributes: {
            'gen_ai.usage.input_tokens': 812,
            'gen_ai.usage.cache_read.input_tokens': 512,
            'gen_ai.usage.output_tokens': 64,
            'gen_ai.response.time_to_first_chunk': 0.21,
            'gen_ai.response.finish_reasons': ['tool_calls'],
            'spanwise.tenant.id': 'acme',
          },
        }),
        span({
          id: 'tool',
          parent: 'agent',
          name: 'execute_tool refund',
          start: 2,
          error: 'not refundable',
          attributes: { 'error.type': 'NotRefundableError' },
        }),
        span({ id: 'search', parent: 'tool', name: 'retrieval knowledge', start: 3, millis: 0.4 }),
        span({ id: 'agent', parent: 'post', name: 'invoke_agent support', start: 1 }),
        span({ id: 'post', name: 'POST /messages', millis: 1500 }),
      ]),
    ).toBe(
      [
        'POST /messages  1.50 s  tenant acme',
        '└─ invoke_agent support  12 ms',
        '   ├─ chat gpt-4o-mini  840 ms  812 (512 cached) → 64 tokens  first chunk 210 ms  tool_calls',
        '   └─ execute_tool refund  12 ms  ERROR NotRefundableError not refundable',
        '      └─ retrieval knowledge  400 µs',
      ].join('\n'),
    );
  });

  it.each([
    [0.000_081_149, 'USD', '$0.00008115'],
    [1.5, 'EUR', '1.5 EUR'],
  ])('prints a cost of %s %s', (amount, currency, text) => {
    const attributes = { 'spanwise.cost.amount': amount, 'spanwise.cost.currency': currency };
    expect(formatTrace([span({ id: 'a', attributes })])).toBe(`a  12 ms  ${text}`);
  });

  it('says "?" for tokens that nobody reported, and nothing where there are none', () => {
    expect(
      formatTrace([span({ id: 'a', attributes: { 'gen_ai.usage.input_tokens': 7 } })]),
    ).toContain('7 tokens');
    expect(
      formatTrace([span({ id: 'a', attributes: { 'gen_ai.usage.output_tokens': 7 } })]),
    ).toContain('? → 7 tokens');
    expect(formatTrace([span({ id: 'a' })])).toBe('a  12 ms');
  });

  it('says how a stream was left', () => {
    const streams = ['cancelled', 'completed'].map((outcome) =>
      span({ id: outcome, attributes: { 'spanwise.stream.outcome': outcome } }),
    );
    expect(formatTrace(streams)).toBe('cancelled  12 ms  cancelled\ncompleted  12 ms');
  });

  it('shows a span whose parent is elsewhere as a root', () => {
    expect(formatTrace([span({ id: 'a', parent: 'remote' }), span({ id: 'b', start: 1 })])).toBe(
      'a  12 ms\nb  12 ms',
    );
  });

  it('nests spans of the older SDK, which keep the id alone', () => {
    const { parentSpanContext: _, ...child } = span({ id: 'child', parent: 'root' });
    expect(formatTrace([span({ id: 'root' }), { ...child, parentSpanId: 'root' }])).toBe(
      'root  12 ms\n└─ child  12 ms',
    );
  });

  it('lets no name write to the terminal', () => {
    const printed = formatTrace([
      span({ id: 'a', name: 'GET \u001b[2J\u0007\r\n/x', error: 'bad\u009b31m\n' }),
    ]);
    // oxlint-disable-next-line no-control-regex
    expect(printed).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(printed.split('\n')).toHaveLength(1);
  });

  it('prints the host of a client request', () => {
    expect(
      formatTrace([
        span({ id: 'a', name: 'POST', attributes: { 'url.full': 'https://api.openai.com/v1/x' } }),
      ]),
    ).toBe('POST api.openai.com  12 ms');
  });

  it('prints a chain of ten thousand spans', () => {
    const chain = Array.from({ length: 10_000 }, (_, index) =>
      span({ id: `${index}`, ...(index > 0 && { parent: `${index - 1}` }) }),
    );
    expect(formatTrace(chain).split('\n')).toHaveLength(10_000);
  });

  it('of nothing is nothing', () => {
    expect(formatTrace([])).toBe('');
  });
});
