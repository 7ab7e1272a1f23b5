/** Who owns a signal: a provider that is there is used, and what is missing is started when it is asked for. */
import {
  context,
  diag,
  logs,
  metrics,
  propagation,
  ROOT_CONTEXT,
  trace,
  type DiagLogger,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import {
  console,
  instrument,
  none,
  recordEvaluation,
  tool,
  withContext,
  type Spanwise,
} from 'spanwise';
import { describe, expect, it, vi } from 'vitest';
import { collectLogs, CollectMetrics, collectSpans, listen } from './collect.ts';
import { freshSpanwise } from './fresh.ts';

const fresh = freshSpanwise(
  { instrumentations: { http: false }, shutdownTimeoutMillis: 100, destinations: [none()] },
  [trace, metrics, logs, context, propagation, diag],
);
const { begin } = fresh;
const owners = (of: Spanwise): object => {
  const { signals } = of.report();
  return {
    traces: signals?.traces.owner,
    metrics: signals?.metrics.owner,
    logs: signals?.logs.owner,
  };
};
const record = (): void => {
  tool({ name: 'lookup' }, () => 'found')();
  recordEvaluation({ name: 'relevance', score: 1 });
};
/** Everything of ours, in memory. */
const collectAll = () => {
  const spans = collectSpans();
  const reader = new CollectMetrics();
  const records = collectLogs();
  return {
    spans,
    reader,
    records,
    options: { spanProcessors: [spans], metricReaders: [reader], logRecordProcessors: [records] },
  };
};

/** The headers that carry a sampled span and baggage. */
const inject = (): string[] => {
  const carrier = {};
  const parent = trace.setSpanContext(ROOT_CONTEXT, {
    traceId: '1'.repeat(32),
    spanId: '2'.repeat(16),
    traceFlags: 1,
  });
  propagation.inject(
    propagation.setBaggage(parent, propagation.createBaggage({ tier: { value: 'gold' } })),
    carrier,
  );
  return Object.keys(carrier).toSorted();
};

describe('a provider', () => {
  it('of ours is started for each signal that nobody owns', async () => {
    const ours = collectAll();
    const started = begin(ours.options);
    record();
    expect(owners(started)).toEqual({ traces: 'spanwise', metrics: 'spanwise', logs: 'spanwise' });
    expect(ours.spans.spans.map(({ name }) => name)).toEqual(['execute_tool lookup']);
    expect(await ours.reader.names()).toContain('gen_ai.execute_tool.duration');
    expect(ours.records.records.map(({ eventName }) => eventName)).toEqual([
      'gen_ai.evaluation.result',
    ]);
  });

  it('of the application is used for all that it registered before', async () => {
    const theirs = collectAll();
    const ours = collectAll();
    const manager = new AsyncLocalStorageContextManager();
    context.setGlobalContextManager(manager.enable());
    trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [theirs.spans] }));
    metrics.setGlobalMeterProvider(new MeterProvider({ readers: [theirs.reader] }));
    logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [theirs.records] }));
    const started = begin(ours.options);
    record();
    expect(owners(started)).toEqual({ traces: 'app', metrics: 'app', logs: 'app' });
    expect(theirs.spans.spans).toHaveLength(1);
    expect(await theirs.reader.names()).toContain('gen_ai.execute_tool.duration');
    expect(theirs.records.records).toHaveLength(1);
    expect(ours.spans.spans).toHaveLength(0);
    await started.shutdown();
    // What is the application's is still there.
    trace.getTracer('app').startSpan('theirs').end();
    expect(theirs.spans.spans).toHaveLength(2);
  });

  it('of the application for traces alone leaves metrics and logs to ours', async () => {
    const theirs = collectSpans();
    const ours = collectAll();
    trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [theirs] }));
    const started = begin(ours.options);
    record();
    expect(owners(started)).toEqual({ traces: 'app', metrics: 'spanwise', logs: 'spanwise' });
    expect(theirs.spans.map(({ name }) => name)).toEqual(['execute_tool lookup']);
    expect(ours.spans.spans).toHaveLength(0);
    expect(await ours.reader.names()).toContain('gen_ai.execute_tool.duration');
    expect(ours.records.records).toHaveLength(1);
    await started.shutdown();
    trace.getTracer('app').startSpan('theirs').end();
    expect(theirs.spans).toHaveLength(2);
  });

  it('of the application that comes later is refused by the API, and ours stays', () => {
    const ours = collectAll();
    begin(ours.options);
    expect(trace.setGlobalTracerProvider(new TracerProvider())).toBe(false);
    record();
    expect(ours.spans.spans).toHaveLength(1);
  });

  it('is not started for a signal that is not asked for', () => {
    const started = begin({ destinations: [console()] });
    expect(owners(started)).toEqual({ traces: 'spanwise', metrics: 'nobody', logs: 'nobody' });
  });

  it('is not started when there is no destination', () => {
    const started = begin({ destinations: [] });
    expect(owners(started)).toEqual({ traces: 'nobody', metrics: 'nobody', logs: 'nobody' });
    record();
  });

  it.each([
    ['OTEL_TRACES_EXPORTER', 'none', { traces: 'nobody', metrics: 'spanwise', logs: 'spanwise' }],
    ['OTEL_METRICS_EXPORTER', 'none', { traces: 'spanwise', metrics: 'nobody', logs: 'spanwise' }],
    ['OTEL_LOGS_EXPORTER', 'none', { traces: 'spanwise', metrics: 'spanwise', logs: 'nobody' }],
    ['OTEL_LOGS_EXPORTER', 'console', { traces: 'spanwise', metrics: 'spanwise', logs: 'nobody' }],
    ['OTEL_SDK_DISABLED', 'true', { traces: 'nobody', metrics: 'nobody', logs: 'nobody' }],
  ])('is or is not started as %s=%s says', (variable, value, expected) => {
    vi.stubEnv(variable, value);
    expect(owners(begin({ destinations: undefined }))).toEqual(expected);
  });

  it('sends to each exporter that the variable lists', () => {
    vi.stubEnv('OTEL_TRACES_EXPORTER', 'console,otlp');
    const { destinations } = begin({ destinations: undefined }).report().signals!.traces;
    expect(destinations.map(({ name }) => name)).toEqual(['console', 'otlp']);
  });
});

describe('OTEL_SDK_DISABLED=true', () => {
  it('beats every option, and calls run as before', () => {
    vi.stubEnv('OTEL_SDK_DISABLED', 'true');
    const ours = collectAll();
    const started = begin(ours.options);
    expect(tool({ name: 'lookup' }, () => 'found')()).toBe('found');
    expect(ours.spans.spans).toHaveLength(0);
    expect(started.report().problems).toEqual([
      'OTEL_SDK_DISABLED=true: nothing is started and nothing is watched',
    ]);
  });
});

describe('a second instrument()', () => {
  it('gives back what the first started and says which options it ignores', () => {
    const ours = collectAll();
    const first = begin(ours.options);
    const second = instrument({ serviceName: 'other', destinations: [] });
    expect(second).toBe(first);
    expect(fresh.lines).toEqual([
      'spanwise: instrument(): was called before: serviceName, destinations of this call ignored. Give all options to the first call',
    ]);
  });

  it('without options says nothing', () => {
    const first = begin();
    expect(instrument()).toBe(first);
    expect(fresh.lines).toEqual([]);
  });

  it('after shutdown() starts anew', async () => {
    const before = collectAll();
    const first = begin(before.options);
    record();
    await first.shutdown();
    await first.shutdown();
    record();
    const after = collectAll();
    const second = begin(after.options);
    expect(second).not.toBe(first);
    record();
    expect(owners(second)).toEqual({ traces: 'spanwise', metrics: 'spanwise', logs: 'spanwise' });
    expect(before.spans.spans).toHaveLength(1);
    expect(after.spans.spans).toHaveLength(1);
    await first.shutdown();
    record();
    expect(after.spans.spans).toHaveLength(2);
  });
});

describe('what is started', () => {
  it('marks the spans of others with conversation, user and tenant', () => {
    const ours = collectAll();
    begin(ours.options);
    withContext({ conversationId: 'c-1', userId: 'u-1', tenantId: 'acme' }, () => {
      trace.getTracer('pg').startSpan('SELECT').end();
    });
    trace.getTracer('pg').startSpan('SELECT').end();
    expect(ours.spans.spans.map(({ attributes }) => attributes)).toEqual([
      { 'gen_ai.conversation.id': 'c-1', 'user.id': 'u-1', 'spanwise.tenant.id': 'acme' },
      {},
    ]);
  });

  it('carries the context also when only metrics are ours', () => {
    begin({ destinations: [], metricReaders: [new CollectMetrics()] });
    const key = Symbol('key');
    expect(
      context.with(ROOT_CONTEXT.setValue(key, 'carried'), () => context.active().getValue(key)),
    ).toBe('carried');
  });

  it.each([
    ['always_off', undefined, 0],
    ['traceidratio', '0', 0],
    ['parentbased_traceidratio', '1', 3],
    ['always_on', undefined, 3],
    ['jaeger_remote', undefined, 3],
  ])(
    'samples as OTEL_TRACES_SAMPLER=%s (%s) says, and counts all',
    async (sampler, ratio, kept) => {
      vi.stubEnv('OTEL_TRACES_SAMPLER', sampler);
      if (ratio !== undefined) vi.stubEnv('OTEL_TRACES_SAMPLER_ARG', ratio);
      const ours = collectAll();
      begin(ours.options);
      for (let count = 0; count < 3; count++) record();
      expect(ours.spans.spans).toHaveLength(kept);
      expect(await ours.reader.names()).toContain('gen_ai.execute_tool.duration');
    },
  );

  it('reads and writes context as OTEL_PROPAGATORS says', () => {
    begin({ destinations: undefined });
    expect(inject()).toEqual(['baggage', 'traceparent']);
  });

  it('writes no context under OTEL_PROPAGATORS=none', () => {
    vi.stubEnv('OTEL_PROPAGATORS', 'none');
    begin({ destinations: undefined });
    expect(propagation.fields()).toEqual([]);
  });

  it('keeps to the limits of OTEL_SPAN_* and OTEL_ATTRIBUTE_*', () => {
    vi.stubEnv('OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT', '3');
    vi.stubEnv('OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', '2');
    vi.stubEnv('OTEL_SPAN_EVENT_COUNT_LIMIT', '1');
    const ours = collectAll();
    begin(ours.options);
    trace
      .getTracer('app')
      .startSpan('limited', { attributes: { a: 'four', b: 2, c: 3 } })
      .addEvent('one')
      .addEvent('two')
      .end();
    const [span] = ours.spans.spans;
    expect(span?.attributes).toEqual({ a: 'fou', b: 2 });
    expect(span?.events).toHaveLength(1);
  });
});

describe('another version of the API that registered first', () => {
  it('is told, in a line and in the report, and calls run as before', () => {
    const key = Symbol.for('opentelemetry.js.api.1');
    const registries = globalThis as Record<symbol, unknown>;
    const kept = registries[key];
    const said: string[] = [];
    const write = (line: string): void => {
      said.push(line);
    };
    registries[key] = {
      version: '1.10.9',
      diag: { error: write, warn: write, info: write, debug: write, verbose: write },
    };
    try {
      const started = begin(collectAll().options);
      expect(owners(started)).toEqual({ traces: 'nobody', metrics: 'nobody', logs: 'nobody' });
      const problem: unknown = expect.stringMatching(
        /@opentelemetry\/api 1\.10\.9 is in use, and spanwise imports 1\.10\.0, .* Install one version/,
      );
      expect(started.report().problems).toEqual([problem]);
      expect(said).toContainEqual(problem);
      expect(tool({ name: 'lookup' }, () => 'found')()).toBe('found');
    } finally {
      registries[key] = kept;
    }
  });
});

describe("the application's own diag logger", () => {
  it('is never replaced', () => {
    const own = listen();
    begin();
    diag.warn('from the application');
    expect(own).toEqual(['from the application']);
  });

  it('replaces ours without a word on standard error', () => {
    diag.disable();
    const written: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
    begin();
    const own: string[] = [];
    const logger: DiagLogger = {
      error: (line) => own.push(line),
      warn: (line) => own.push(line),
      info: () => {},
      debug: () => {},
      verbose: () => {},
    };
    diag.setLogger(logger, { suppressOverrideMessage: true });
    diag.error('from the application');
    vi.restoreAllMocks();
    expect(own).toEqual(['from the application']);
    expect(written).toEqual([]);
  });
});
