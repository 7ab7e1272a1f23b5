/** Options and variables: wrong ones in code throw, unusable ones in the environment are said, secrets never are. */
import { Server } from 'node:http';
import { trace, type TracerProvider } from '@opentelemetry/api';
import { isConfigError, none, type Instrumentation } from 'spanwise';
import { registered } from '../../packages/sdk/src/registered.ts';
import { environmentSettings } from '../../packages/sdk/src/settings.ts';
import { describe, expect, it, vi } from 'vitest';
import { collectSpans } from './collect.ts';
import { freshSpanwise } from './fresh.ts';

const fresh = freshSpanwise({ instrumentations: { http: false } });
const { begin } = fresh;
const thrownBy = (options: object): { code: string; message: string } => {
  try {
    begin(options);
  } catch (error) {
    if (isConfigError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('a wrong option', () => {
  it.each([
    ['serviceName', ''],
    ['serviceName', 7],
    ['destinations', [{}]],
    ['destinations', 'otlp'],
    ['captureContent', 'everything'],
    ['redact', ['email']],
    ['semconv', '1.0'],
    ['modules', []],
    ['instrumentations', { openai: 'off' }],
    ['instrumentations', [{ enable: () => {} }]],
    ['propagateTo', ['']],
    ['propagateTo', 'api.example.com'],
    ['sampler', {}],
    ['resource', { nested: {} }],
    ['spanProcessors', [{}]],
    ['metricReaders', [{ collect: 1 }]],
    ['logRecordProcessors', [null]],
    ['shutdownTimeoutMillis', 0],
    ['maxContentBytes', 1.5],
  ])('%s: %o is refused by its name, and nothing is started', (name, value) => {
    const { code, message } = thrownBy({ [name]: value });
    expect(code).toBe('OPTION_NOT_ACCEPTED');
    expect(message).toContain(`option "${name}"`);
    expect(message).toMatch(/\. Use .+\.$/);
    // The next call with right options is the first.
    expect(begin({ destinations: [] }).report().signals).toBeDefined();
    expect(fresh.lines).toEqual([]);
  });

  it('that is misspelt is refused with the one that was meant', () => {
    expect(thrownBy({ servicename: 'desk' }).message).toBe(
      'option "servicename" is not known. Did you mean "serviceName"?',
    );
    expect(thrownBy({ destination: [] }).message).toContain('Did you mean "destinations"?');
    const { code, message } = thrownBy({ colour: 'red' });
    expect(code).toBe('OPTION_UNKNOWN');
    expect(message).toContain('Use one of ');
  });

  it('never shows a structure that may hold a secret', () => {
    expect(thrownBy({ resource: { key: { secret: 'hunter2' } } }).message).not.toContain('hunter2');
  });
});

const UNUSABLE: Readonly<Record<string, string>> = {
  SPANWISE_SHUTDOWN_TIMEOUT_MILLIS: 'soon',
  SPANWISE_CAPTURE_CONTENT: 'everything',
  SPANWISE_SEMCONV: '1.0',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http',
  OTEL_EXPORTER_OTLP_COMPRESSION: 'zip',
  OTEL_EXPORTER_OTLP_LOGS_TIMEOUT: '-1',
  OTEL_SDK_DISABLED: 'maybe',
  OTEL_TRACES_EXPORTER: 'zipkin',
  OTEL_METRICS_EXPORTER: 'prometheus',
  OTEL_LOGS_EXPORTER: 'syslog',
  OTEL_PROPAGATORS: 'b3',
  OTEL_TRACES_SAMPLER: 'jaeger_remote',
  OTEL_TRACES_SAMPLER_ARG: '1.5',
  OTEL_BSP_SCHEDULE_DELAY: 'often',
  OTEL_METRIC_EXPORT_INTERVAL: '0',
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: 'few',
};

describe('an unusable variable', () => {
  it.each(Object.entries(UNUSABLE))(
    '%s=%s is said in one line that names it and the default, and the app starts',
    (name, value) => {
      vi.stubEnv(name, value);
      const { signals } = begin({
        destinations: [none()],
        spanProcessors: [collectSpans()],
      }).report();
      expect(signals?.traces.owner).toBe('spanwise');
      const said = fresh.lines.filter((line) => line.includes(name));
      expect(said).toHaveLength(1);
      expect(said[0]).toMatch(/ is not accepted: ".+"\. Use .+\. Using .+\.$/);
    },
  );

  it.each(Object.entries(UNUSABLE))('%s=%s throws under SPANWISE_STRICT=1', (name, value) => {
    vi.stubEnv(name, value);
    vi.stubEnv('SPANWISE_STRICT', '1');
    const { code, message } = thrownBy({ destinations: [] });
    expect(code).toBe('VARIABLE_NOT_ACCEPTED');
    expect(message).toContain(name);
  });

  it.each(['http/protobuf', 'grpc'])(
    'is not printed when it may hold a secret, over %s',
    async (protocol) => {
      vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'hunter2@collector');
      vi.stubEnv('OTEL_EXPORTER_OTLP_HEADERS', 'authorization hunter2,=hunter2,x=%E0%A4hunter2');
      vi.stubEnv('OTEL_EXPORTER_OTLP_TRACES_HEADERS', 'hunter2');
      vi.stubEnv('OTEL_RESOURCE_ATTRIBUTES', 'key=%E0%A4hunter2');
      vi.stubEnv('OTEL_EXPORTER_OTLP_PROTOCOL', protocol);
      const started = begin({ shutdownTimeoutMillis: 50 });
      expect(fresh.lines.join('\n')).toContain('OTEL_EXPORTER_OTLP_ENDPOINT is not accepted. Use');
      const said = JSON.stringify(started.report());
      // The exporter reads its variables when it first has something to send.
      trace.getTracer('test').startSpan('a span').end();
      await started.shutdown();
      expect(`${fresh.lines.join('\n')}${said}`).not.toContain('hunter2');
    },
  );

  it('is the only thing that is said: usable ones pass in silence', () => {
    for (const [name, value] of Object.entries({
      SPANWISE_CAPTURE_CONTENT: 'event',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_PROPAGATORS: 'tracecontext, baggage',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
      OTEL_BSP_SCHEDULE_DELAY: '100',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    })) {
      vi.stubEnv(name, value);
    }
    begin({});
    expect(fresh.lines).toEqual([]);
  });
});

it.each(
  Object.values(environmentSettings).map((setting) => [setting.variables[0], setting] as const),
)('%s has a default that people can read', (_variable, setting) => {
  expect(setting.defaultText ?? setting.default).toBeDefined();
});

describe('instrumentations', () => {
  it.each([
    [{ http: false }, undefined],
    [{ openai: false }, undefined],
    [{ openai: {} }, undefined],
    [{ opnai: false }, '"opnai" is no instrumentation. Did you mean "openai"?'],
    [{ opnai: {} }, '"opnai" is no instrumentation. Did you mean "openai"?'],
    [{ cobol: true }, '"cobol" is no instrumentation, so nothing is switched'],
  ])('%o says %s', (instrumentations, expected) => {
    begin({ instrumentations, destinations: [] });
    expect(fresh.lines).toEqual(
      expected === undefined ? [] : [`spanwise: option "instrumentations": ${expected}`],
    );
  });

  it('with an option that is not known starts nothing', () => {
    const { message } = thrownBy({ instrumentations: { openai: { colour: 'red' } } });
    expect(message).toContain('"instrumentations.openai.colour"');
    expect(registered('trace')).toBeUndefined();
    expect(process.listenerCount('SIGTERM')).toBe(0);
  });

  it('of OpenTelemetry get the registered providers, are enabled, and disabled at shutdown()', async () => {
    const calls: string[] = [];
    const spans = collectSpans();
    let tracers: TracerProvider | undefined;
    const handedOver: Instrumentation = {
      instrumentationName: '@opentelemetry/instrumentation-pg',
      enable: () => calls.push('enable'),
      disable: () => calls.push('disable'),
      setTracerProvider: (provider) => {
        tracers = provider;
      },
      setMeterProvider: () => calls.push('setMeterProvider'),
      setLoggerProvider: () => calls.push('setLoggerProvider'),
    };
    const started = begin({
      instrumentations: [handedOver],
      destinations: [none()],
      spanProcessors: [spans],
    });
    tracers?.getTracer('pg').startSpan('SELECT').end();
    expect(spans.spans.map(({ name }) => name)).toEqual(['SELECT']);
    expect(started.report().libraries.map(({ id }) => id)).toContain('openai');
    await started.shutdown();
    expect(calls).toEqual(['setMeterProvider', 'setLoggerProvider', 'enable', 'disable']);
  });

  it('of OpenTelemetry for HTTP leave no HTTP span to us', () => {
    const { emit } = Server.prototype;
    begin({
      instrumentations: [
        {
          instrumentationName: '@opentelemetry/instrumentation-http',
          enable: () => {},
          disable: () => {},
          setTracerProvider: () => {},
          setMeterProvider: () => {},
        },
      ],
      destinations: [none()],
      spanProcessors: [collectSpans()],
    });
    expect(Server.prototype.emit).toBe(emit);
  });
});
