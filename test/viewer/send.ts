/** Sends a small agent run with OpenTelemetry's own exporters: spans, a log record, metrics. */
import { context, trace } from '@opentelemetry/api';
import { OTLPLogExporter as GrpcLogs } from '@opentelemetry/exporter-logs-otlp-grpc';
import { OTLPLogExporter as JsonLogs } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtoLogs } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter as GrpcMetrics } from '@opentelemetry/exporter-metrics-otlp-grpc';
import { OTLPMetricExporter as JsonMetrics } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtoMetrics } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as GrpcSpans } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonSpans } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoSpans } from '@opentelemetry/exporter-trace-otlp-proto';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Viewer } from '@spanwise/viewer';

/** A way to send. */
export type Protocol = 'grpc' | 'http/protobuf' | 'http/json';

const gzip = { compression: CompressionAlgorithm.GZIP };

/** Sends the run of an agent that calls a model twice and a tool once. Gives the id of the trace. */
export async function sendRun(viewer: Viewer, protocol: Protocol): Promise<string> {
  const { spans, logs, metrics } = exporters(viewer, protocol);
  const resource = resourceFromAttributes({ 'service.name': 'sender' });
  const tracers = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: spans })],
  });
  const loggers = new LoggerProvider({
    resource,
    processors: [new SimpleLogRecordProcessor({ exporter: logs })],
  });
  const meters = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: 3_600_000 }),
    ],
  });
  const traceId = run(tracers, loggers, meters);
  await Promise.all([tracers.forceFlush(), loggers.forceFlush(), meters.forceFlush()]);
  await Promise.all([tracers.shutdown(), loggers.shutdown(), meters.shutdown()]);
  return traceId;
}

function exporters({ receivers }: Viewer, protocol: Protocol) {
  const to = (signal: string) => ({ url: `${receivers.http}/v1/${signal}`, ...gzip });
  switch (protocol) {
    case 'grpc': {
      const options = { url: receivers.grpc!, ...gzip };
      return {
        spans: new GrpcSpans(options),
        logs: new GrpcLogs(options),
        metrics: new GrpcMetrics(options),
      };
    }
    case 'http/protobuf':
      return {
        spans: new ProtoSpans(to('traces')),
        logs: new ProtoLogs(to('logs')),
        metrics: new ProtoMetrics(to('metrics')),
      };
    case 'http/json':
      return {
        spans: new JsonSpans(to('traces')),
        logs: new JsonLogs(to('logs')),
        metrics: new JsonMetrics(to('metrics')),
      };
  }
}

const text = (content: string) => ({ type: 'text', content });

function run(tracers: TracerProvider, loggers: LoggerProvider, meters: MeterProvider): string {
  const tracer = tracers.getTracer('sender', '1.2.3');
  const agent = tracer.startSpan('invoke_agent helper', {
    attributes: {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'helper',
      'gen_ai.conversation.id': 'c-1',
      'user.id': 'u-1',
      'spanwise.tenant.id': 'acme',
    },
  });
  const within = trace.setSpan(context.active(), agent);
  const question = { role: 'user', parts: [text('Where is order 1042?')] };
  const call = {
    role: 'assistant',
    parts: [{ type: 'tool_call', id: 'call-1', name: 'look_up', arguments: { id: '1042' } }],
    finish_reason: 'tool_call',
  };
  const result = {
    role: 'tool',
    parts: [{ type: 'tool_call_response', id: 'call-1', response: { status: 'shipped' } }],
  };
  const answer = {
    role: 'assistant',
    parts: [{ type: 'reasoning', content: 'It says shipped.' }, text('It is on its way.')],
    finish_reason: 'stop',
  };
  const chat = (input: object[], output: object[], tokens: number, reason: string) => {
    const span = tracer.startSpan(
      'chat small',
      {
        kind: 2,
        attributes: {
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': 'openai',
          'gen_ai.request.model': 'small',
          'gen_ai.response.model': 'small-1',
          'gen_ai.request.temperature': 0.5,
          'gen_ai.request.stream': true,
          'gen_ai.response.time_to_first_chunk': 0.25,
          'gen_ai.response.finish_reasons': [reason],
          'gen_ai.usage.input_tokens': tokens,
          'gen_ai.usage.output_tokens': 7,
          'gen_ai.usage.cache_read.input_tokens': 3,
          'spanwise.cost.amount': 0.001,
          'spanwise.cost.currency': 'USD',
          'spanwise.cost.source': 'table',
          'spanwise.rate_limit.requests.remaining': 9,
          'gen_ai.system_instructions': [text('Be brief.')],
          'gen_ai.input.messages': input,
          'gen_ai.output.messages': output,
        },
      },
      within,
    );
    span.end();
    return span;
  };
  chat([question], [call], 10, 'tool_call');
  const tool = tracer.startSpan(
    'execute_tool look_up',
    {
      attributes: {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'look_up',
        'gen_ai.tool.call.id': 'call-1',
        'gen_ai.tool.call.arguments': { id: '1042' },
      },
    },
    within,
  );
  tool.addEvent('looked', { rows: 1 });
  tool.end();
  const last = chat([question, call, result], [answer], 20, 'stop');
  loggers.getLogger('sender').emit({
    eventName: 'gen_ai.evaluation.result',
    attributes: { 'gen_ai.evaluation.name': 'helpful', 'gen_ai.evaluation.score.value': 0.9 },
    context: trace.setSpan(context.active(), last),
  });
  loggers.getLogger('sender').emit({
    severityNumber: 13,
    severityText: 'WARN',
    body: 'slow parcel service',
    context: within,
  });
  agent.end();
  const meter = meters.getMeter('sender');
  const duration = meter.createHistogram('gen_ai.client.inference.duration', {
    unit: 's',
    advice: { explicitBucketBoundaries: [0.1, 1, 10] },
  });
  for (const seconds of [0.05, 0.5, 0.6, 5])
    duration.record(seconds, { 'gen_ai.request.model': 'small' });
  meter.createCounter('requests').add(3, { route: '/chat' });
  meter.createUpDownCounter('open').add(-2);
  return agent.spanContext().traceId;
}
