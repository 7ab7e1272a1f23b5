import { describe, expect, it } from 'vitest';
import { logLine } from './log-list.tsx';

describe('logLine', () => {
  it('says what a record has: its body, else its event and short attributes', () => {
    expect(logLine({ body: 'two\nlines', attributes: {} })).toBe('two ⏎ lines');
    expect(logLine({ body: { a: 1 }, attributes: {} })).toBe('{"a":1}');
    expect(
      logLine({
        eventName: 'exception',
        attributes: { 'error.type': '429', 'exception.stacktrace': 'x'.repeat(200) },
      }),
    ).toBe('exception  error.type=429');
  });
  it('says first what is of the event itself', () => {
    expect(
      logLine({
        eventName: 'gen_ai.evaluation.result',
        attributes: { 'user.id': 'u-1', 'gen_ai.evaluation.name': 'grounding' },
      }),
    ).toBe('gen_ai.evaluation.result  evaluation.name=grounding  user.id=u-1');
  });
});
