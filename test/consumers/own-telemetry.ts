/** An application that has its own OpenTelemetry, of either line of the SDK, in the forms in which users write it. */

/** The lines of OpenTelemetry's SDK: 2.x stands on the API 1.9 and logs of their own, 3.x on the API 1.10. */
export type Line = 2 | 3;

/** How the application is written. */
export type Form = 'ES module' | 'CommonJS' | 'TypeScript';

/** What one installs for a line. */
export const SDK_OF: Readonly<Record<Line, Readonly<Record<string, string>>>> = {
  2: {
    '@opentelemetry/api': '1.9.1',
    '@opentelemetry/api-logs': '0.223.0',
    '@opentelemetry/instrumentation': '0.223.0',
    '@opentelemetry/sdk-logs': '0.223.0',
    '@opentelemetry/sdk-metrics': '2.12.0',
    '@opentelemetry/sdk-trace-node': '2.12.0',
  },
  3: {
    '@opentelemetry/api': '~1.10.0',
    '@opentelemetry/context-async-hooks': '3.1.0',
    '@opentelemetry/instrumentation': '0.301.0',
    '@opentelemetry/sdk-logs': '3.1.0',
    '@opentelemetry/sdk-metrics': '3.1.0',
    '@opentelemetry/sdk-trace': '3.1.0',
  },
};

type Imports = Readonly<Record<string, string>>;

const COMMON: Imports = {
  'node:http': 'createServer',
  'node:events': 'once',
  '@opentelemetry/sdk-metrics': 'MeterProvider, MetricReader',
  '@opentelemetry/sdk-logs': 'InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor',
};
const IMPORTS: Readonly<Record<Line, Imports>> = {
  2: {
    ...COMMON,
    '@opentelemetry/api': 'diag, DiagLogLevel, metrics, trace',
    '@opentelemetry/api-logs': 'logs',
    '@opentelemetry/sdk-trace-node':
      'InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor',
  },
  3: {
    ...COMMON,
    '@opentelemetry/api': 'context, diag, DiagLogLevel, logs, metrics, trace',
    '@opentelemetry/context-async-hooks': 'AsyncLocalStorageContextManager',
    '@opentelemetry/sdk-trace': 'InMemorySpanExporter, SimpleSpanProcessor, TracerProvider',
  },
};
const REGISTER: Readonly<Record<Line, string>> = {
  2: `new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).register();`,
  3: `context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }));`,
};

/** What {@link ownTelemetry} is given. */
export interface OwnTelemetryOptions {
  readonly line: Line;
  readonly form?: Form;
  /** Further imports: module to names. */
  readonly imports?: Imports;
  /** Gives `report`, when it is not imported. */
  readonly attach: string;
  /** Whether `attach` runs before the providers are registered, the default, or after. */
  readonly when?: 'before' | 'after';
  /** Whether the client is loaded before `attach` runs, the default, or after. */
  readonly clientIs?: 'loaded first' | 'loaded later';
  /** Runs once the client class is there, as `OpenAI`; makes `client` of `options`. */
  readonly client?: string | undefined;
  /** The work, which makes `reply`. */
  readonly work?: string;
  /** What else is printed: members of an object. */
  readonly more?: string | undefined;
}

/** The application. It prints {@link Recorded} as JSON. */
export function ownTelemetry(options: OwnTelemetryOptions): string {
  const { line, form = 'ES module', imports = {}, attach, when = 'before' } = options;
  const {
    clientIs = 'loaded first',
    more = '',
    client = 'const client = new OpenAI(options);',
    work = `const lookUp = tool({ name: 'look_up' }, async () => {
    const reply = await client.chat.completions.create(body);
    recordEvaluation({ name: 'relevance', score: 1 });
    return reply;
  });
  const reply = await lookUp();`,
  } = options;
  const all = { ...IMPORTS[line], ...imports };
  const lines = Object.entries(all).map(([module, names]) =>
    form === 'CommonJS'
      ? `const { ${names.replaceAll(' as ', ': ')} } = require('${module}');`
      : `import { ${names} } from '${module}';`,
  );
  const load =
    form === 'CommonJS'
      ? `const OpenAI = require('openai');`
      : clientIs === 'loaded later'
        ? `const { default: OpenAI } = await import('openai');`
        : `import OpenAI from 'openai';`;
  if (clientIs === 'loaded first') lines.push(load);
  if (form === 'TypeScript') lines.push(`import type { ClientOptions } from 'openai';`);
  const typed = (annotation: string): string => (form === 'TypeScript' ? annotation : '');
  return `${lines.join('\n')}
const said${typed(': string[]')} = [];
const say = (line${typed(': string')}) => { said.push(line); };
diag.setLogger({ error: say, warn: say, info() {}, debug() {}, verbose() {} }, DiagLogLevel.WARN);
${when === 'before' ? attach : ''}
${clientIs === 'loaded later' ? load : ''}
class Reader extends MetricReader { async onForceFlush() {} async onShutdown() {} }
const spans = new InMemorySpanExporter();
const records = new InMemoryLogRecordExporter();
const reader = new Reader();
function register() {
  ${REGISTER[line]}
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: records })] }));
}
async function main() {
  register();
  ${when === 'after' ? attach : ''}
  const server = createServer(async (request, response) => {
    let asked = '';
    for await (const part of request) asked += part;
    const common = { id: 'chatcmpl-1', created: 1, model: 'm' };
    const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
    if (asked.includes('"stream":true')) {
      const chunk = (delta${typed(': object')}, more${typed(': object')}) => 'data: ' + JSON.stringify({
        ...common, object: 'chat.completion.chunk', choices: [{ index: 0, delta, ...more }], usage: null,
      }) + '\\n\\n';
      response.setHeader('content-type', 'text/event-stream');
      response.end(chunk({ role: 'assistant', content: 'Hello.' }, {}) + chunk({}, { finish_reason: 'stop' }) +
        'data: ' + JSON.stringify({ ...common, object: 'chat.completion.chunk', choices: [], usage }) + '\\n\\ndata: [DONE]\\n\\n');
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({
      ...common, object: 'chat.completion', usage,
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Hello.' } }],
    }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address()${typed(' as { port: number }')};
  const options${typed(': ClientOptions')} = { apiKey: 'none', baseURL: 'http://127.0.0.1:' + address.port + '/v1' };
  const body = { model: 'm', messages: [{ role: 'user'${typed(' as const')}, content: 'Hi.' }] };
  ${client}
  ${work}
  server.close();
  server.closeAllConnections();
  const { resourceMetrics } = await reader.collect();
  const points = resourceMetrics.scopeMetrics.flatMap(({ metrics: list }) => list.flatMap(({ descriptor, dataPoints }) =>
    dataPoints.map(({ value }) => ({ name: descriptor.name, value }))));
  const sum = (name${typed(': string')}) => points.filter((point) => point.name === name).reduce((total, { value }) => total + Number(value), 0);
  const finished = spans.getFinishedSpans();
  const { libraries, problems } = report();
  const library = libraries.find(({ id }) => id === 'openai');
  console.log(JSON.stringify({
    id: reply.id,
    spans: finished.map((span) => {
      const parent = finished.find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId);
      return parent ? span.name + ' in ' + parent.name : span.name;
    }),
    scopes: finished.map(({ instrumentationScope }) => instrumentationScope.name),
    messages: finished.map(({ attributes }) => attributes['gen_ai.input.messages']).find((value) => value !== undefined),
    tokens: [sum('gen_ai.client.inference.usage.input_tokens'), sum('gen_ai.client.inference.usage.output_tokens')],
    events: records.getFinishedLogRecords().map(({ eventName, spanContext }) => eventName + (spanContext ? ' in a trace' : '')),
    how: library?.copies.map(({ how }) => how),
    also: library?.alsoTracedBy.map(({ name }) => name),
    problems,
    said,
    ${more}
  }));
}
main();
`;
}

/** What the application prints when all is well. */
export const RECORDED: Readonly<Record<string, unknown>> = {
  id: 'chatcmpl-1',
  spans: ['chat m in execute_tool look_up', 'execute_tool look_up'],
  tokens: [3, 2],
  events: ['gen_ai.evaluation.result in a trace'],
  also: [],
  problems: [],
  said: [],
};
