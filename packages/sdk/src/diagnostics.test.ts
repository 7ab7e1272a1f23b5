import { diag } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureDiagnostics } from './diagnostics.ts';

let written: string[];

beforeEach(() => {
  diag.disable();
  written = [];
  vi.stubEnv('OTEL_LOG_LEVEL', undefined);
  vi.stubEnv('SPANWISE_LOG_LEVEL', undefined);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  diag.disable();
});

describe('ensureDiagnostics', () => {
  it('writes warnings and errors, one line each', () => {
    ensureDiagnostics();
    diag.error('an error', new Error('two\nlines'));
    diag.warn('a\n warning');
    diag.info('nothing to know');
    expect(written).toEqual(['opentelemetry: an error two lines\n', 'opentelemetry: a warning\n']);
  });

  it.each([
    ['none', 0],
    ['error', 1],
    ['warn', 2],
    ['INFO', 3],
    ['debug', 4],
    ['all', 5],
  ])('under OTEL_LOG_LEVEL=%s writes %i of five', (level, count) => {
    vi.stubEnv('OTEL_LOG_LEVEL', level);
    ensureDiagnostics();
    diag.error('1');
    diag.warn('2');
    diag.info('3');
    diag.debug('4');
    diag.verbose('5');
    // The API says something of its own where the level lets it.
    expect(written.filter((line) => / [1-5]\n$/.test(line))).toHaveLength(count);
  });

  it('prefers SPANWISE_LOG_LEVEL', () => {
    vi.stubEnv('OTEL_LOG_LEVEL', 'debug');
    vi.stubEnv('SPANWISE_LOG_LEVEL', 'none');
    ensureDiagnostics();
    diag.error('an error');
    expect(written).toEqual([]);
  });

  it('says that a level is not known, and uses warn', () => {
    vi.stubEnv('OTEL_LOG_LEVEL', 'loud');
    ensureDiagnostics();
    diag.info('nothing to know');
    expect(written).toEqual([
      'spanwise: configuration: OTEL_LOG_LEVEL is not accepted. Use none, error, warn, info, debug, verbose, all. Using warn.\n',
    ]);
  });

  it('writes what the SDK reports as JSON by its message, without its stack', () => {
    ensureDiagnostics();
    diag.error(
      JSON.stringify({ stack: 'Error: refused\n    at somewhere', message: 'refused', code: 'E1' }),
    );
    diag.error(JSON.stringify({ stack: 'AggregateError\n    at x', code: 'ECONNREFUSED' }));
    expect(written).toEqual(['opentelemetry: refused E1\n', 'opentelemetry: ECONNREFUSED\n']);
  });

  it('says the same once in a row, and cuts a long line', () => {
    ensureDiagnostics();
    diag.warn('spanwise: gone');
    diag.warn('spanwise: gone');
    diag.warn('x'.repeat(1000));
    expect(written[0]).toBe('spanwise: gone\n');
    expect(written[1]).toHaveLength(501);
    expect(written).toHaveLength(2);
  });
});
