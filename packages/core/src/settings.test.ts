/** Options: precedence, refusals, and what is said of them. */
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isConfigError } from './config-error.ts';
import { coreSettings, resolveSettings } from './settings.ts';
import { state } from './state.ts';

const said: string[] = [];
const say = (line: string): void => void said.push(line);

beforeEach(() => {
  state().said.clear();
  said.length = 0;
  diag.setLogger(
    { error: say, warn: say, info: say, debug: say, verbose: say },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
});
afterEach(() => diag.disable());

const resolve = (options: object, environment: Record<string, string> = {}) =>
  resolveSettings(coreSettings, options, environment);

describe('precedence', () => {
  const both = {
    SPANWISE_CAPTURE_CONTENT: 'event',
    OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'span_only',
  };

  it.each([
    ['the option', { captureContent: 'none' }, both, 'none'],
    ['our variable', {}, both, 'event'],
    [
      "OpenTelemetry's variable",
      {},
      { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'span_only' },
      'span',
    ],
    ['the default', {}, {}, 'none'],
  ])('is %s', (_name, options, environment, mode) => {
    expect(resolve(options, environment as Record<string, string>).captureContent).toBe(mode);
    expect(said).toEqual([]);
  });

  it('passes over a variable that is empty', () => {
    expect(resolve({}, { SPANWISE_SEMCONV: '' }).semconv).toBe('2026-10');
    expect(said).toEqual([]);
  });
});

it.each([
  ['NO_CONTENT', 'none'],
  ['SPAN_ONLY', 'span'],
  ['EVENT_ONLY', 'event'],
  ['SPAN_AND_EVENT', 'span-and-event'],
  ['true', 'span'],
  ['false', 'none'],
  ['none', 'none'],
])('reads the content mode %s', (text, mode) => {
  expect(
    resolve({}, { OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: text }).captureContent,
  ).toBe(mode);
});

it.each([
  ['captureContent', 'everything'],
  ['redact', 'all'],
  ['semconv', '1.40'],
  ['instrumentations', { openai: 'off' }],
  ['includeUsage', 1],
  ['tenantOnMetrics', -1],
  ['maxContentBytes', 0],
])('refuses %s: %j, and says what to write', (option, value) => {
  const attempt = (): unknown => resolve({ [option]: value });
  expect(attempt).toThrow(new RegExp(`option "${option}" is not accepted.*Use `));
  try {
    attempt();
  } catch (error) {
    expect(isConfigError(error)).toBe(true);
  }
});

it('says once which variable it cannot use, and starts with the default', () => {
  expect(resolve({}, { SPANWISE_SEMCONV: '1.40' }).semconv).toBe('2026-10');
  resolve({}, { SPANWISE_SEMCONV: '1.40' });
  expect(said).toEqual([
    'spanwise: configuration: SPANWISE_SEMCONV is not accepted: "1.40". Use `2026-10`, `1.41`, `both`. Using "2026-10".',
  ]);
});

it('throws for such a variable under SPANWISE_STRICT=1', () => {
  expect(() => resolve({}, { SPANWISE_SEMCONV: '1.40', SPANWISE_STRICT: '1' })).toThrow(
    /SPANWISE_SEMCONV/,
  );
});

it.each([
  ['1', 100, 1],
  ['true', 100, 100],
  ['off', 0, 0],
  ['7', 7, 7],
])('reads SPANWISE_TENANT_ON_METRICS=%s', (text, _unused, limit) => {
  expect(resolve({}, { SPANWISE_TENANT_ON_METRICS: text }).tenantOnMetrics).toBe(limit);
});

it('switches off what SPANWISE_DISABLED_INSTRUMENTATIONS lists', () => {
  expect(
    resolve({}, { SPANWISE_DISABLED_INSTRUMENTATIONS: 'openai, pg' }).instrumentations,
  ).toEqual({ openai: false, pg: false });
});
