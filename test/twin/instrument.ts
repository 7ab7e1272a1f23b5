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
import {
  attach,
  createReport,
  endOpenCalls,
  type AdapterEntry,
  type AttachOptions,
} from '@spanwise/core';
import * as names from '@spanwise/semconv';
import { check, fromLogs, fromMetrics, fromSpans } from '@spanwise/conformance';
import { collectGarbage } from './collect-garbage.ts';
import type { RecordedSpan, Recording, Summary } from './program.ts';
import type { LoadedClient, TestedClient } from './tested-client.ts';

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
  'native spans kept': { nativeSpans: 'keep' },
  'include usage': { includeUsage: true, timePerOutputChunk: true, tenantOnMetrics: true },
};

const SITUATION = createContextKey('twin test: situation');
const STATUSES = ['unset', 'ok', 'error'] as const;

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

/** Registers providers and attaches nothing: for clients that make spans themselves. */
const NATIVE_ALONE = 'native spans alone';

/** Attaches to a loaded client. Throws when it is not attached. */
export async function instrument(
  mode: string,
  tested: TestedClient,
  loaded: LoadedClient,
): Promise<Recording> {
  const options = mode === NATIVE_ALONE ? {} : MODES[mode];
  if (options === undefined) throw new Error(`no mode named ${mode}`);
  const complaints: string[] = [];
  const complain = (...words: unknown[]): void => {
    complaints.push(words.map(String).join(' '));
  };
  diag.setLogger(
    { error: complain, warn: complain, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const entry = await tested.adapter();
  const recording = record(mode, tested, entry.packageName);
  if (mode !== NATIVE_ALONE) await attachTo(mode, options, tested, loaded, entry, recording);
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
      const { spans, summary } = await recording.finish();
      const { openCalls } = createReport();
      const more = openCalls > 0 ? [`${openCalls} calls are still open`] : [];
      const findings = [...summary.findings, ...more, ...unexpected(complaints)];
      return { spans, summary: { ...summary, findings } };
    },
  };
}

async function attachTo(
  mode: string,
  options: Omit<AttachOptions, 'adapters'>,
  tested: TestedClient,
  loaded: LoadedClient,
  entry: AdapterEntry,
  recording: Recorder,
): Promise<void> {
  const modules = { [tested.id]: loaded.exports };
  const attachment =
    mode === 'propagation'
      ? (await import('spanwise')).instrument({
          modules,
          destinations: [],
          propagateTo: ['127.0.0.1'],
          spanProcessors: [recording.counter],
          metricReaders: [recording.reader],
        })
      : attach({ adapters: [entry], modules, ...options });
  const report = await attachment.ready;
  if (!report.libraries.some(({ id, status }) => id === tested.id && status === 'attached')) {
    throw new Error(`not attached: ${JSON.stringify(report)}`);
  }
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
function record(mode: string, tested: TestedClient, scope: string): Recorder {
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
      if (mode === 'no provider') return { spans: {}, summary: { findings: [], tokens: {} } };
      await reader.forceFlush();
      const input = {
        // A client has names of its own for the spans that it makes.
        spans: fromSpans(spansOf(counter, ({ name }) => name !== tested.nativeSpans?.scope)),
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
      if (input.spans.length === 0 && mode !== 'native spans kept')
        findings.push('no spans were recorded');
      if (input.metrics.length === 0) findings.push('no metrics were recorded');
      if (mode === 'content' && input.logs.length === 0) findings.push('no content was recorded');
      if (mode !== 'content') findings.push(...inputsWithContent(input.spans));
      const tokens = tokensOf(metricExporter);
      findings.push(...unlikeTokens(tokens, counter, scope, tested));
      return { spans: bySituation(counter, tested, scope), summary: { findings, tokens } };
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

/** Which count on a span is which counter. */
const COUNTS: readonly (readonly [attribute: string, metric: string])[] = [
  [names.ATTR_GEN_AI_USAGE_INPUT_TOKENS, names.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_INPUT_TOKENS],
  [names.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS, names.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_OUTPUT_TOKENS],
  [
    names.ATTR_GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
    names.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_READ_INPUT_TOKENS,
  ],
  [
    names.ATTR_GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS,
    names.METRIC_GEN_AI_CLIENT_INFERENCE_USAGE_CACHE_WRITE_INPUT_TOKENS,
  ],
];

/** The sums of the counters of tokens. */
function tokensOf(exporter: InMemoryMetricExporter): Record<string, number> {
  const sums: Record<string, number> = {};
  const scopes = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics);
  for (const { descriptor, dataPoints } of scopes.flatMap(({ metrics: own }) => own)) {
    if (!COUNTS.some(([, metric]) => metric === descriptor.name)) continue;
    for (const { value } of dataPoints)
      sums[descriptor.name] = (sums[descriptor.name] ?? 0) + Number(value);
  }
  return sums;
}

/**
 * Sums of tokens on metrics that are not those on the spans of model calls. On the client's own spans there
 * are fewer: it does not count what nobody reads.
 */
function unlikeTokens(
  tokens: Summary['tokens'],
  counter: SpanCounter,
  own: string,
  { nativeSpans }: TestedClient,
): string[] {
  const inferences = spansOf(
    counter,
    ({ name }) => name === own || name === nativeSpans?.scope,
  ).filter(({ attributes }) => isInference(attributes[names.ATTR_GEN_AI_OPERATION_NAME]));
  const isNative = inferences.some(({ instrumentationScope: { name } }) => name !== own);
  return COUNTS.flatMap(([attribute, metric]) => {
    let sum = 0;
    for (const { attributes } of inferences) sum += Number(attributes[attribute] ?? 0);
    const counted = tokens[metric] ?? 0;
    return counted === sum || (isNative && counted > sum)
      ? []
      : [`${metric} is ${counted}, and on spans it is ${sum}`];
  });
}

/** The spans of some scopes. */
function spansOf(
  { started }: SpanCounter,
  isOf: (scope: ReadableSpan['instrumentationScope']) => boolean,
): ReadableSpan[] {
  return started.map(({ span }) => span).filter((span) => isOf(span.instrumentationScope));
}

/** Embeddings, for one, have tokens on spans and none on metrics. */
function isInference(operation: unknown): boolean {
  return Object.values(names.OPERATIONS).some(
    ({ name, inference }) => name === operation && inference,
  );
}

function bySituation(
  counter: SpanCounter,
  { nativeSpans }: TestedClient,
  own: string,
): Record<string, RecordedSpan[]> {
  const spans: Record<string, RecordedSpan[]> = {};
  for (const { span, situation, ended } of counter.started) {
    // With propagation there are spans of HTTP requests, too; a client may make some of its tools.
    const scope = span.instrumentationScope.name;
    const isNative = scope === nativeSpans?.scope && nativeSpans.names.includes(span.name);
    if (scope !== own && !isNative) continue;
    const { traceId, spanId } = span.spanContext();
    (spans[situation] ??= []).push({
      name: span.name,
      whose: isNative ? 'native' : 'ours',
      status: STATUSES[span.status.code] ?? 'unset',
      errorType: span.attributes[names.ATTR_ERROR_TYPE],
      stream: span.attributes[names.ATTR_SPANWISE_STREAM_OUTCOME],
      ended,
      traceparent: `00-${traceId}-${spanId}-01`,
    });
  }
  return spans;
}
