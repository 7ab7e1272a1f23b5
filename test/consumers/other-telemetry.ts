/** Applications that the packages of other conventions watch: each has the same exchange with a tool. */
import type { Recipe } from '../../scripts/install-recipe.ts';

/** The packages, newest on 2026-11-30. `ai` 7 records by the conventions themselves. */
export const PACKAGES: Recipe = {
  name: 'dialects',
  dependencies: {
    '@ai-sdk/openai': '3.0.141',
    '@arizeai/openinference-instrumentation-openai': '4.2.7',
    '@langfuse/openai': '5.11.1',
    '@opentelemetry/api': '1.9.1',
    '@opentelemetry/exporter-trace-otlp-grpc': '0.223.1',
    '@opentelemetry/exporter-trace-otlp-http': '0.223.1',
    '@opentelemetry/exporter-trace-otlp-proto': '0.223.1',
    '@opentelemetry/sdk-trace-node': '2.12.1',
    '@traceloop/instrumentation-openai': '0.27.0',
    ai: '6.0.325',
    openai: '7.57.0',
    zod: '4.6.7',
  },
};

/** The same in Python, where Logfire is at home; it brings OpenTelemetry's own exporters. */
export const PYTHON_PACKAGES: Recipe = {
  name: 'python-telemetry',
  dependencies: {
    logfire: '4.41.0',
    openai: '3.57.0',
    'opentelemetry-exporter-otlp-proto-grpc': '1.44.0',
  },
};

const provider = `
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter())] });
provider.register();
`;

/** One span by each exporter of the SDK's 2.x line. */
export const EXPORTERS_PROGRAM: string = `
import { NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
const exporters = {
  proto: { url: process.env.OTEL_EXPORTER_OTLP_ENDPOINT + '/v1/traces' },
  http: { url: process.env.OTEL_EXPORTER_OTLP_ENDPOINT + '/v1/traces' },
  grpc: { url: process.env.GRPC_ENDPOINT },
};
for (const [name, options] of Object.entries(exporters)) {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-' + name);
  const exporter = new OTLPTraceExporter({ ...options, compression: 'gzip' });
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.getTracer('exporters').startSpan('by ' + name, { attributes: { note: 'größer', list: [1, 2] } }).end();
  await provider.forceFlush();
  await provider.shutdown();
}
`;

const exchange = `
const tools = [{
  type: 'function',
  function: { name: 'look_up', parameters: { type: 'object', properties: { id: { type: 'number' } } } },
}];
const messages = [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'Where is 7?' }];
const request = { model: 'gpt-4o-mini', temperature: 0, messages, tools };
const first = await client.chat.completions.create(request);
const { message } = first.choices[0];
const result = { role: 'tool', tool_call_id: message.tool_calls[0].id, content: '{"at":"home"}' };
await client.chat.completions.create({ ...request, messages: [...messages, message, result] });
await provider.forceFlush();
await provider.shutdown();
`;

/** Programs by the convention that they record by, as `dialect` is called. */
export const PROGRAMS: Readonly<Record<string, string>> = {
  openinference: `${provider}
import OpenAI from 'openai';
import { OpenAIInstrumentation } from '@arizeai/openinference-instrumentation-openai';
new OpenAIInstrumentation({ tracerProvider: provider }).manuallyInstrument(OpenAI);
const client = new OpenAI();
${exchange}`,
  openllmetry: `${provider}
import OpenAI from 'openai';
import { OpenAIInstrumentation } from '@traceloop/instrumentation-openai';
const instrumentation = new OpenAIInstrumentation();
instrumentation.setTracerProvider(provider);
instrumentation.manuallyInstrument(OpenAI);
const client = new OpenAI();
${exchange}`,
  langfuse: `${provider}
import OpenAI from 'openai';
import { observeOpenAI } from '@langfuse/openai';
const client = observeOpenAI(new OpenAI());
${exchange}`,
  'ai-sdk': `${provider}
import { createOpenAI } from '@ai-sdk/openai';
import { generateText, stepCountIs, tool } from 'ai';
import { z } from 'zod';
await generateText({
  model: createOpenAI({ baseURL: process.env.OPENAI_BASE_URL }).chat('gpt-4o-mini'),
  temperature: 0,
  system: 'Be brief.',
  messages: [{ role: 'user', content: 'Where is 7?' }],
  tools: {
    look_up: tool({ inputSchema: z.object({ id: z.number() }), execute: async () => ({ at: 'home' }) }),
  },
  stopWhen: stepCountIs(3),
  experimental_telemetry: { isEnabled: true },
});
await provider.forceFlush();
await provider.shutdown();
`,
};

/** By Logfire over HTTP, and one span by the exporter for gRPC. */
export const LOGFIRE_PROGRAM = `
import json
import os
import logfire
from openai import OpenAI
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

logfire.configure(
    send_to_logfire=False,
    console=False,
    additional_span_processors=[SimpleSpanProcessor(OTLPSpanExporter())],
)
client = OpenAI()
logfire.instrument_openai(client)
tools = [{"type": "function", "function": {"name": "look_up", "parameters": {"type": "object", "properties": {"id": {"type": "number"}}}}}]
messages = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Where is 7?"}]
request = {"model": "gpt-4o-mini", "temperature": 0, "tools": tools}
first = client.chat.completions.create(messages=messages, **request)
message = first.choices[0].message
result = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": json.dumps({"at": "home"})}
client.chat.completions.create(messages=[*messages, message.model_dump(exclude_none=True), result], **request)
logfire.shutdown()

from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GrpcExporter
from opentelemetry.sdk.trace import TracerProvider
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(GrpcExporter(endpoint=os.environ["GRPC_ENDPOINT"], insecure=True)))
with provider.get_tracer("python").start_as_current_span("over gRPC"):
    pass
provider.shutdown()
`;
