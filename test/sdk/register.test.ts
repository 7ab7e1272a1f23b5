/** `node --import spanwise/register`: the application's own set-up wins, and no call is lost. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runProgram, type Ended, type RunOptions } from './programs.ts';
import { receiveHttp, type Receiver } from './receiver.ts';

let receiver: Receiver;

beforeAll(async () => {
  receiver = await receiveHttp();
});
afterAll(async () => receiver.stop());
beforeEach(() => {
  receiver.received.length = 0;
});

const run = (source: string, options: RunOptions = {}): Promise<Ended> =>
  runProgram(source, {
    nodeOptions: ['--import', 'spanwise/register'],
    ...options,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.address, ...options.env },
  });

const OWN_TRACES = `import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
const ownSpans = () => exporter.getFinishedSpans().map(({ name }) => name);
`;
const OWNERS = `Object.fromEntries(Object.entries(instrument().report().signals ?? {}).map(([signal, { owner }]) => [signal, owner]))`;

describe('an application without OpenTelemetry', () => {
  it('has its first call recorded, in an ES module', async () => {
    const { stderr, code } = await run(
      `import { tool } from 'spanwise';\ntool({ name: 'first' }, () => {})();\n`,
    );
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(receiver.namesOf('traces')).toEqual(['execute_tool first']);
    expect(receiver.namesOf('metrics')).toEqual(['gen_ai.execute_tool.duration']);
    expect(receiver.received[0]?.resource['service.name']).toBe('the-app');
  });

  it('has its first call recorded, in a CommonJS module', async () => {
    const { stderr, code } = await run(
      `const { tool } = require('spanwise');\ntool({ name: 'first' }, () => {})();\n`,
      { main: 'main.cjs' },
    );
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(receiver.namesOf('traces')).toEqual(['execute_tool first']);
  });

  it('has the calls of a client recorded that it imported, whatever it waits for', async () => {
    const { printed } = await run(
      `import { createServer } from 'node:http';
import { once } from 'node:events';
import OpenAI from 'openai';
import { instrument } from 'spanwise';
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ id: 'c', choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } }));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const client = new OpenAI({ apiKey: 'none', baseURL: 'http://127.0.0.1:' + server.address().port });
await client.chat.completions.create({ model: 'm', messages: [] });
server.close(); server.closeAllConnections();
console.log(JSON.stringify({ owners: ${OWNERS} }));`,
    );
    expect(printed()).toEqual({
      owners: { traces: 'spanwise', metrics: 'spanwise', logs: 'spanwise' },
    });
    expect(receiver.namesOf('traces')).toContain('chat m');
  });

  it('is named by OTEL_SERVICE_NAME', async () => {
    await run(`import { tool } from 'spanwise';\ntool({ name: 'first' }, () => {})();\n`, {
      env: { OTEL_SERVICE_NAME: 'named' },
    });
    expect(receiver.received[0]?.resource['service.name']).toBe('named');
  });

  it('has its HTTP requests recorded, the first one too', async () => {
    await run(
      `import { createServer } from 'node:http';
import { once } from 'node:events';
const server = createServer((request, response) => response.end('hi')).listen(0, '127.0.0.1');
await once(server, 'listening');
await (await fetch('http://127.0.0.1:' + server.address().port + '/a')).text();
server.close(); server.closeAllConnections();`,
    );
    expect(receiver.namesOf('traces').toSorted()).toEqual(['GET', 'GET']);
  });

  it('has its SDK started when it calls nothing, and is not kept alive', async () => {
    const { printed, code } = await run(
      `import { instrument } from 'spanwise';
const timer = setInterval(() => {
  if (instrument().report().signals === undefined) return;
  clearInterval(timer);
  console.log(JSON.stringify(${OWNERS}));
});`,
    );
    expect(printed()).toEqual({ traces: 'spanwise', metrics: 'spanwise', logs: 'spanwise' });
    expect(code).toBe(0);
  });

  it('has nothing started when OTEL_SDK_DISABLED is true', async () => {
    const { printed } = await run(
      `import { instrument, tool } from 'spanwise';
tool({ name: 'first' }, () => {})();
const sdk = Object.keys((await import('node:module')).Module._cache).filter((file) => file.includes('sdk-trace'));
console.log(JSON.stringify({ owners: ${OWNERS}, sdk }));`,
      { env: { OTEL_SDK_DISABLED: 'true' } },
    );
    expect(printed()).toEqual({
      owners: { traces: 'nobody', metrics: 'nobody', logs: 'nobody' },
      sdk: [],
    });
    expect(receiver.received).toEqual([]);
  });
});

describe("an application's own set-up", () => {
  it('wins in its first turn, and gets every call; what it leaves is started', async () => {
    const { printed, stderr } = await run(
      `${OWN_TRACES}
import { instrument, tool } from 'spanwise';
tool({ name: 'first' }, () => {})();
console.log(JSON.stringify({ owners: ${OWNERS}, spans: ownSpans() }));`,
    );
    expect(printed()).toEqual({
      owners: { traces: 'app', metrics: 'spanwise', logs: 'spanwise' },
      spans: ['execute_tool first'],
    });
    expect(stderr).toBe('');
    expect(receiver.namesOf('traces')).toEqual([]);
    expect(receiver.namesOf('metrics')).toEqual(['gen_ai.execute_tool.duration']);
  });

  it('wins in a file of its own that is imported first', async () => {
    const { printed } = await run(
      `import { ownSpans } from './tracing.mjs';
import { instrument, tool } from 'spanwise';
tool({ name: 'first' }, () => {})();
console.log(JSON.stringify({ owners: ${OWNERS}, spans: ownSpans() }));`,
      { files: { 'tracing.mjs': `${OWN_TRACES}export { ownSpans };` } },
    );
    expect(printed()).toMatchObject({ owners: { traces: 'app' }, spans: ['execute_tool first'] });
  });

  it('wins in a second --import', async () => {
    const { printed } = await run(
      `import { instrument, tool } from 'spanwise';
tool({ name: 'first' }, () => {})();
console.log(JSON.stringify({ owners: ${OWNERS}, spans: globalThis.ownSpans() }));`,
      {
        nodeOptions: ['--import', 'spanwise/register', '--import', './tracing.mjs'],
        files: { 'tracing.mjs': `${OWN_TRACES}globalThis.ownSpans = ownSpans;` },
      },
    );
    expect(printed()).toMatchObject({ owners: { traces: 'app' }, spans: ['execute_tool first'] });
  });

  it('has no second HTTP span from us', async () => {
    const { printed } = await run(
      `${OWN_TRACES}
import { createServer } from 'node:http';
import { once } from 'node:events';
const server = createServer((request, response) => response.end('hi')).listen(0, '127.0.0.1');
await once(server, 'listening');
await (await fetch('http://127.0.0.1:' + server.address().port + '/a')).text();
server.close(); server.closeAllConnections();
console.log(JSON.stringify(ownSpans()));`,
    );
    expect(printed()).toEqual([]);
    expect(receiver.namesOf('traces')).toEqual([]);
  });
});

it('instrument() in the application returns what register started, and says what it ignores', async () => {
  const { stderr } = await run(
    `import { instrument } from 'spanwise';\ninstrument({ serviceName: 'x', propagateTo: [] });\n`,
  );
  expect(stderr).toContain('serviceName, propagateTo of this call ignored');
});
