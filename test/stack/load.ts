/**
 * How much one core of the Collector takes, as a table. Run by hand, on Linux; about two minutes. A word after it runs
 * those modes whose names have it.
 *
 * The exporters of the SDK send as fast as they are answered; what is measured is the processor time of the Collector
 * for what it accepted, so that other load on the machine matters little. Its stores are a server that takes
 * everything and keeps nothing.
 */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { context, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
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
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace';
import * as semconv from '@spanwise/semconv';
import { stringify } from 'yaml';
import { startCollector } from './collector.ts';

const SECONDS = 12;
const SENDERS = 4;
const BATCH = 500;
const SPANS_OF_TRACE = 5;
const CONTENT = 'a message of a conversation, '.repeat(3_500);
/** As Linux counts the time of a process. */
const TICKS_A_SECOND = 100;

const resource = resourceFromAttributes({ 'service.name': 'load', 'service.version': '1.0.0' });
const call = {
  [semconv.ATTR_GEN_AI_OPERATION_NAME]: 'chat',
  [semconv.ATTR_GEN_AI_PROVIDER_NAME]: 'openai',
  [semconv.ATTR_GEN_AI_REQUEST_MODEL]: 'gpt-4o-mini',
  [semconv.ATTR_GEN_AI_RESPONSE_MODEL]: 'gpt-4o-mini-2024-07-18',
  [semconv.ATTR_GEN_AI_RESPONSE_ID]: 'chatcmpl-0123456789abcdef',
  [semconv.ATTR_GEN_AI_RESPONSE_FINISH_REASONS]: ['stop'],
  [semconv.ATTR_GEN_AI_REQUEST_TEMPERATURE]: 0.2,
  [semconv.ATTR_GEN_AI_REQUEST_MAX_TOKENS]: 500,
  [semconv.ATTR_GEN_AI_USAGE_INPUT_TOKENS]: 1200,
  [semconv.ATTR_GEN_AI_USAGE_OUTPUT_TOKENS]: 180,
  [semconv.ATTR_GEN_AI_CONVERSATION_ID]: 'c-0123456789',
  [semconv.ATTR_SPANWISE_TENANT_ID]: 'outdoor',
  [semconv.ATTR_SPANWISE_COST_AMOUNT]: 0.0003,
  [semconv.ATTR_SPANWISE_COST_CURRENCY]: 'USD',
  [semconv.ATTR_SERVER_ADDRESS]: 'api.openai.com',
  [semconv.ATTR_SERVER_PORT]: 443,
};

/** Spans as an application records them: traces of five, each span a call. */
function makeSpans(count: number, content: string): ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const tracers = new TracerProvider({
    resource,
    spanProcessors: [new SimpleSpanProcessor({ exporter })],
  });
  const tracer = tracers.getTracer('load');
  const attributes = {
    ...call,
    ...(content !== '' && { [semconv.ATTR_GEN_AI_INPUT_MESSAGES]: content }),
  };
  for (let index = 0; index < count; index += SPANS_OF_TRACE) {
    const options = { kind: SpanKind.CLIENT, attributes };
    const root = tracer.startSpan('chat gpt-4o-mini', options, ROOT_CONTEXT);
    const within = trace.setSpan(ROOT_CONTEXT, root);
    for (let inner = 1; inner < SPANS_OF_TRACE; inner += 1)
      context.with(within, () => tracer.startSpan('chat gpt-4o-mini', options, within).end());
    root.end();
  }
  return exporter.getFinishedSpans();
}

async function makeMetrics(): Promise<ResourceMetrics> {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const meters = new MeterProvider({ resource, readers: [reader] });
  const { name, unit, buckets } =
    semconv.CALL_METRICS[semconv.METRIC_GEN_AI_CLIENT_INFERENCE_DURATION];
  const duration = meters.getMeter('load').createHistogram(name, {
    unit,
    advice: { explicitBucketBoundaries: [...(buckets ?? [])] },
  });
  for (let index = 0; index < BATCH; index += 1)
    duration.record(0.5, {
      [semconv.ATTR_GEN_AI_REQUEST_MODEL]: `model-${index}`,
      [semconv.ATTR_GEN_AI_OPERATION_NAME]: 'chat',
    });
  await reader.forceFlush();
  const [metrics] = exporter.getMetrics();
  await meters.shutdown();
  return metrics!;
}

interface Exporter<Items> {
  readonly export: (items: Items, done: (result: { readonly code: number }) => void) => void;
  readonly shutdown: () => Promise<void>;
}

interface Mode {
  readonly name: string;
  /** What it is counted in. */
  readonly items: string;
  readonly configurations: readonly string[];
  /** In the place of those that the configurations have. */
  readonly processors?: readonly string[];
  readonly createExporter: (address: string) => Exporter<any>;
  /** What is sent at once, new each time, and how many items that are. */
  readonly createBatch: () => Promise<() => { readonly batch: unknown; readonly count: number }>;
}

const traces =
  (count: number, content: string): Mode['createBatch'] =>
  async () =>
  () => ({
    batch: makeSpans(count, content),
    count,
  });
const spans = {
  items: 'spans',
  createExporter: (address: string) => new OTLPTraceExporter({ url: `${address}/v1/traces` }),
};
const MODES: readonly Mode[] = [
  {
    ...spans,
    name: 'spans, all kept',
    configurations: ['single-node/dialects.yaml'],
    createBatch: traces(BATCH, ''),
  },
  {
    ...spans,
    name: 'spans, a tenth kept by tail sampling',
    configurations: ['scale-out/sampler.yaml'],
    createBatch: traces(BATCH, ''),
  },
  {
    ...spans,
    name: 'spans with 100 kB of content each',
    configurations: ['single-node/dialects.yaml'],
    createBatch: traces(20, CONTENT),
  },
  {
    ...spans,
    name: 'the same without redaction',
    configurations: ['single-node/dialects.yaml'],
    processors: ['memory_limiter', 'transform/dialects'],
    createBatch: traces(20, CONTENT),
  },
  {
    name: 'points of histograms',
    items: 'points',
    configurations: ['single-node/dialects.yaml'],
    createExporter: (address) => new OTLPMetricExporter({ url: `${address}/v1/metrics` }),
    createBatch: async () => {
      const batch = await makeMetrics();
      return () => ({ batch, count: BATCH });
    },
  },
  {
    name: 'log records',
    items: 'records',
    configurations: ['single-node/dialects.yaml'],
    createExporter: (address) => new OTLPLogExporter({ url: `${address}/v1/logs` }),
    createBatch: async () => {
      const exporter = new InMemoryLogRecordExporter();
      const loggers = new LoggerProvider({
        resource,
        processors: [new SimpleLogRecordProcessor({ exporter })],
      });
      const logger = loggers.getLogger('load');
      for (let index = 0; index < BATCH; index += 1)
        logger.emit({
          eventName: semconv.EVENT_GEN_AI_CLIENT_INFERENCE_OPERATION_DETAILS,
          attributes: call,
        });
      await loggers.forceFlush();
      const batch = exporter.getFinishedLogRecords();
      return () => ({ batch, count: BATCH });
    },
  },
];

/** Seconds of processor time that a process has used. */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

/** The most memory that it ever had, in MB. */
function peakMegabytes(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) / 1000;
}

/** Sends until the time is over. Returns how many items were taken, and how many batches were not. */
async function flood(
  mode: Mode,
  address: string,
  seconds: number,
): Promise<{ taken: number; refused: number }> {
  const next = await mode.createBatch();
  const exporter = mode.createExporter(address);
  const end = Date.now() + seconds * 1000;
  let taken = 0;
  let refused = 0;
  await Promise.all(
    Array.from({ length: SENDERS }, async () => {
      while (Date.now() < end) {
        const { batch, count } = next();
        const { promise, resolve } = Promise.withResolvers<number>();
        exporter.export(batch, ({ code }) => resolve(code));
        if ((await promise) === 0) taken += count;
        else refused += 1;
      }
    }),
  );
  await exporter.shutdown();
  return { taken, refused };
}

const folder = mkdtempSync(join(tmpdir(), 'spanwise-load-'));
const store = createServer((request, response) => {
  request.resume().on('end', () => response.end());
}).listen(0, '127.0.0.1');
await once(store, 'listening');
const { port } = store.address() as AddressInfo;
const sink = join(folder, 'sink.yaml');
writeFileSync(
  sink,
  stringify({
    exporters: {
      'otlp_http/sink': {
        traces_endpoint: `http://127.0.0.1:${port}/v1/traces`,
        sending_queue: {
          sizer: 'bytes',
          queue_size: 268_435_456,
          batch: { sizer: 'bytes', flush_timeout: '200ms', min_size: 524_288, max_size: 3_145_728 },
        },
      },
    },
  }),
);
console.log(
  '| what | a second and core | processor time | taken | refused batches | memory, at most |',
);
console.log('| --- | --- | --- | --- | --- | --- |');
try {
  const [word = ''] = process.argv.slice(2);
  for (const mode of MODES.filter(({ name }) => name.includes(word))) {
    const pipelines = join(folder, 'pipelines.yaml');
    const isSampled = mode.configurations.includes('scale-out/sampler.yaml');
    const exporters = ['otlp_http/sink', ...(isSampled ? [] : ['span_metrics', 'service_graph'])];
    const { processors } = mode;
    const pipeline = { exporters, ...(processors && { processors }) };
    writeFileSync(pipelines, stringify({ service: { pipelines: { traces: pipeline } } }));
    const collector = await startCollector(
      ['single-node/collector.yaml', ...mode.configurations, sink, pipelines],
      {
        STACK_PROMETHEUS_PORT: String(port),
        STACK_LOKI_PORT: String(port),
        STACK_DECISION_WAIT: '2s',
        STACK_TELEMETRY_INTERVAL_MILLIS: '15000',
        STACK_FLUSH_INTERVAL: '15s',
      },
    );
    try {
      const address = `http://127.0.0.1:${collector.httpPort}`;
      await flood(mode, address, 2);
      const before = processorSeconds(collector.pid);
      const { taken, refused } = await flood(mode, address, SECONDS);
      // What waits for a decision, or in a queue, is work of these items, too.
      await pause(4000);
      const used = processorSeconds(collector.pid) - before;
      console.log(
        `| ${mode.name} | ${Math.round(taken / used).toLocaleString('en')} ${mode.items} | ${used.toFixed(1)} s | ${taken.toLocaleString('en')} | ${refused} | ${peakMegabytes(collector.pid).toFixed(0)} MB |`,
      );
    } finally {
      await collector.stop('SIGKILL');
    }
  }
} finally {
  store.close();
  store.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
}
