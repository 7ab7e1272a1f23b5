/** The wall between our code and the application. */
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createReport } from './report.ts';
import { failed, report, safely } from './safely.ts';
import { state } from './state.ts';

let lines: string[];
const logger = {
  warn: (line: string) => lines.push(line),
  error: () => {},
  info: () => {},
  debug: () => {},
  verbose: () => {},
};
beforeEach(() => {
  lines = [];
  state().failures.clear();
  state().said.clear();
  diag.setLogger(logger, DiagLogLevel.WARN);
  lines.length = 0;
});
afterEach(() => {
  diag.disable();
  state().failures.clear();
});

const fail = (kind: string): unknown =>
  safely(kind, () => {
    throw new TypeError('CANARY: what the user sent');
  });

it('gives back what the function gives back', () => {
  expect(safely('reading', () => 0)).toBe(0);
  expect(lines).toEqual([]);
});

it('says each kind of failure once and counts every one', () => {
  for (let index = 0; index < 3; index += 1) expect(fail('reading')).toBeUndefined();
  fail('writing');
  expect(lines.map((line) => line.slice(0, 25))).toEqual([
    'spanwise: reading failed,',
    'spanwise: writing failed,',
  ]);
  expect(createReport().failures).toEqual({ reading: 3, writing: 1 });
});

it('never repeats the message of an error, which may hold what was sent', () => {
  fail('reading');
  expect(lines.join('\n')).not.toContain('CANARY');
  expect(lines[0]).toContain('TypeError');
});

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['a text', 'CANARY'],
  [
    'an error whose members throw',
    Object.defineProperty(new Error('x'), 'stack', {
      get: () => {
        throw new Error('no');
      },
    }),
  ],
])('takes %s that is thrown', (_name, error) => {
  expect(() => failed('reading', error)).not.toThrow();
  expect(lines.join('\n')).not.toContain('CANARY');
  expect(createReport().failures).toEqual({ reading: 1 });
});

it('survives a logger that throws', () => {
  diag.setLogger(
    {
      ...logger,
      warn: () => {
        throw new Error('no');
      },
    },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  expect(fail('reading')).toBeUndefined();
  expect(() => report('options', 'ignored')).not.toThrow();
});

it('says the same thing to the user once', () => {
  for (const message of ['a', 'a', 'b']) report('options', message);
  expect(lines).toEqual(['spanwise: options: a', 'spanwise: options: b']);
});
