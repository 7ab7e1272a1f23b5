/** One small application in the forms in which users write it, and what it prints. */

/** The application as an ES module. `attach` is the line that attaches. */
export function esm(attach: string, more = ''): string {
  return `import { createServer } from 'node:http';
import { once } from 'node:events';
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import OpenAI from 'openai';
${attach}
${BODY}
${more}
main();
`;
}

/** The same as a CommonJS module. */
export function commonJs(attach: string): string {
  return `const { createServer } = require('node:http');
const { once } = require('node:events');
const { trace } = require('@opentelemetry/api');
const { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } = require('@opentelemetry/sdk-trace');
const OpenAI = require('openai');
${attach}
${BODY}
main();
`;
}

const BODY = `
async function main() {
  const exporter = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ id: 'chatcmpl-1', choices: [], usage: { prompt_tokens: 1, completion_tokens: 2 } }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new OpenAI({ apiKey: 'none', baseURL: 'http://127.0.0.1:' + server.address().port + '/v1' });
  const reply = await client.chat.completions.create({ model: 'm', messages: [] });
  server.close();
  server.closeAllConnections();
  const result = {
    id: reply.id,
    spans: exporter.getFinishedSpans().map(({ name }) => name),
    problems: attachment.report().problems,
    copies: attachment.report().libraries[0].copies.map(({ how }) => how),
  };
  console.log(JSON.stringify(result));
  return result;
}
`;

/** What the application must print. */
export const EXPECTED: {
  readonly id: string;
  readonly spans: readonly string[];
  readonly problems: readonly string[];
} = { id: 'chatcmpl-1', spans: ['chat m'], problems: [] };
