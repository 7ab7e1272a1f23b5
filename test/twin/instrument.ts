/** Attaches Spanwise to the client of a running program, in one of the modes that the twin test compares. */
import {
  context,
  createContextKey,
  diag,
  DiagLogLevel,
  logs,
  metrics,
  ROOT_CONTEXT,
  trace,
  type Context,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { TracerProvider, type ReadableSpan, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { attach, createReport, endOpenCalls, type AttachOptions } from '@spanwise/core';
import { openai } from '@spanwise/instrumentation-openai';
import { ATTR_ERROR_TYPE, ATTR_SPANWISE_STREAM_OUTCOME } from '@spanwise/semconv';
import { check, fromLogs, fromMetrics, fromSpans } from '@spanwise/semconv/check';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LoadedClient } from './clients.ts';
import type { RecordedSpan, Recording } from './program.ts';

/** The modes, with what each asks for beyond attaching. */
const MODES: Readonly<Record<string, Omit<AttachOptions, 'adapters'>>> = {
  recording: {},
  'no provider': {},
  content: {
    captureContent: 'span-and-event',
    redact: [(text: string) => text.replaceAll('hello', '***')],
  },
  // Through the whole of `spanwise`: propagation is its part.
  propagation: {},
  'include usage': { includeUsage: true, timePerOutputChunk: true, tenantOnMetrics: true },
};

const SITUATION = createContextKey('twin test: situation');
const STATUSES = ['unset', 'ok', 'error'] as const;
/** Collections after which what is no longer held has been found by the registry of finalizers. */
const COLLECTIONS = 6;

/** Counts the starts and ends of every span. */
class SpanCounter implements SpanProcessor {
  readonly started: { readonly span: ReadableSpan; readonly situation: string; ended: number }[] =
    [];
  readonly #byId: Map<string, { ended: number }> = new Map();

  onStart(span: ReadableSpan, parent: Context): void {
    const entry = { span, situation: String(parent.getValue(SITUATION)), ended: 0 };
    this.started.push(entry);
    this.#byId.set(span.spanContext().spanId, entry);
  }

  onEnd(span: ReadableSpan): void {
    const entry = this.#byId.get(span.spanContext().spanId);
    if (entry) entry.ended += 1;
  }

  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

function ignore(): void {}

/** Attaches to a loaded client. Throws when it is not attached. */
export async function instrument(mode: string, loaded: LoadedClient): Promise<Recording> {
  const options = MODES[mode];
  if (options === undefined) throw new Error(`no mode named ${mode}`);
  const complaints: string[] = [];
  const complain = (...words: unknown[]): void => {
    complaints.push(words.map(String).join(' '));
  };
  diag.setLogger(
    { error: complain, warn: complain, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const recording = record(mode);
  const modules = { openai: loaded.exports };
  const attachment =
    mode === 'propagation'
      ? (await import('spanwise')).instrument({
          modules,
          destinations: [],
          propagateTo: ['127.0.0.1'],
          spanProcessors: [recording.counter],
          metricReaders: [recording.reader],
        })
      : attach({ adapters: [openai], modules, ...options });
  const report = await attachment.ready;
  if (!report.libraries.some(({ id, status }) => id === 'openai' && status === 'attached')) {
    throw new Error(`not attached: ${JSON.stringify(report)}`);
  }
  let known: Readonly<Record<string, number>> = {};
  return {
    within: recording.within,
    failures: () => {
      const before = known;
      known = createReport().failures;
      return Object.fromEntries(
        Object.entries(known)
          .map(([kind, count]) => [kind, count - (before[kind] ?? 0)] as const)
          .filter(([, count]) => count > 0),
      );
    },
    finish: async () => {
      const { spans, findings } = await recording.finish();
      const { openCalls } = createReport();
      const more = openCalls > 0 ? [`${openCalls} calls are still open`] : [];
      return { spans, findings: [...findings, ...more, ...unexpected(complaints)] };
    },
  };
}

/** Reading a request that throws is told once; everything else that is told is a fault. */
function unexpected(complaints: readonly string[]): string[] {
  return complaints
    .filter((words) => !words.includes('RangeError'))
    .map((words) => `diag: ${words}`);
}

interface Recorder extends Omit<Recording, 'failures'> {
  readonly counter: SpanCounter;
  readonly reader: PeriodicExportingMetricReader;
}

/** Registers providers that keep what they are given, except where nobody shall or `spanwise` does. */
function record(mode: string): Recorder {
  const counter = new SpanCounter();
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  // Read once, at the end: the interval is longer than any run.
  const reader = new PeriodicExportingMetricReader({
    exporter: metricExporter,
    exportIntervalMillis: 3_600_000,
  });
  const logExporter = new InMemoryLogRecordExporter();
  const registers = mode !== 'no provider' && mode !== 'propagation';
  if (registers) {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [counter] }));
    metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
    logs.setGlobalLoggerProvider(
      new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: logExporter })] }),
    );
  }
  return {
    counter,
    reader,
    within: (situation, run) =>
      // Without a context manager this only calls: then nothing is recorded either.
      context.with(ROOT_CONTEXT.setValue(SITUATION, situation), run),
    finish: async () => {
      await collectGarbage();
      endOpenCalls();
      if (mode === 'no provider') return { spans: {}, findings: [] };
      await reader.forceFlush();
      const input = {
        spans: fromSpans(counter.started.map(({ span }) => span)),
        metrics: metricExporter.getMetrics().flatMap((each) => fromMetrics(each)),
        logs: fromLogs(logExporter.getFinishedLogRecords()),
      };
      const violations = check(input, { nameSet: '2026-10', strict: true }).filter(
        ({ level }) => level === 'violation',
      );
      const findings = [
        ...new Set(
          violations.map(
            ({ rule, message, where }) => `${rule}: ${message} (${where.signal} ${where.name})`,
          ),
        ),
      ];
      if (counter.started.length === 0 || input.metrics.length === 0)
        findings.push('nothing was recorded');
      if (mode === 'content' && input.logs.length === 0) findings.push('no content was recorded');
      if (mode !== 'content') findings.push(...inputsWithContent(input.spans));
      return { spans: bySituation(counter), findings };
    },
  };
}

/** Content that nobody asked for. */
function inputsWithContent(
  spans: readonly { name: string; attributes: Readonly<Record<string, unknown>> }[],
): string[] {
  return spans
    .filter(({ attributes }) => JSON.stringify(attributes).includes('Say hello.'))
    .map(({ name }) => `content on span ${name}`);
}

function bySituation(counter: SpanCounter): Record<string, RecordedSpan[]> {
  const spans: Record<string, RecordedSpan[]> = {};
  for (const { span, situation, ended } of counter.started) {
    // With propagation there are spans of HTTP requests, too.
    if (span.instrumentationScope.name !== '@spanwise/instrumentation-openai') continue;
    const { traceId, spanId } = span.spanContext();
    (spans[situation] ??= []).push({
      name: span.name,
      status: STATUSES[span.status.code] ?? 'unset',
      errorType: span.attributes[ATTR_ERROR_TYPE],
      stream: span.attributes[ATTR_SPANWISE_STREAM_OUTCOME],
      ended,
      traceparent: `00-${traceId}-${spanId}-01`,
    });
  }
  return spans;
}

/** Lets the finalizers of everything that is no longer held run. */
async function collectGarbage(): Promise<void> {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc');
  for (let index = 0; index < COLLECTIONS; index += 1) {
    globalThis.gc();
    // oxlint-disable-next-line no-await-in-loop -- each collection may free what the next one finds
    await nextTurn();
  }
}
