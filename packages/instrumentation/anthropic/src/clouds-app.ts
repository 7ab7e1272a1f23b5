/**
 * An application that has the clients for Bedrock and Vertex AI and never imports `@anthropic-ai/sdk` by name.
 * Run by `clouds.test.ts`, with how it loads them and whether it attaches before or after.
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';
import type * as Bedrock from '@anthropic-ai/bedrock-sdk';
import type * as Vertex from '@anthropic-ai/vertex-sdk';
import { attach } from '@spanwise/core';
import { recordTelemetry } from '../../../testing/src/telemetry.ts';
import { anthropic } from './index.ts';

const [, , format, order] = process.argv;
const require = createRequire(import.meta.url);
const load = async (name: string): Promise<unknown> =>
  format === 'import' ? import(name) : (require(name) as unknown);

const message = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-5',
  content: [{ type: 'text', text: 'Yes.' }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 3, output_tokens: 4 },
};
const events = [
  { type: 'message_start', message: { ...message, content: [], stop_reason: null } },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 4 } },
  { type: 'message_stop' },
];

/** One message of AWS's event stream: prelude, headers, payload, each with its checksum. */
function frame(event: object): Buffer {
  const bytes = Buffer.from(JSON.stringify(event)).toString('base64');
  const payload = Buffer.from(JSON.stringify({ bytes }));
  const headers = Buffer.concat(
    Object.entries({
      ':event-type': 'chunk',
      ':content-type': 'application/json',
      ':message-type': 'event',
    }).map(([name, value]) => {
      const head = Buffer.from([name.length, ...Buffer.from(name), 7, 0, value.length]);
      return Buffer.concat([head, Buffer.from(value)]);
    }),
  );
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(12 + headers.length + payload.length + 4, 0);
  prelude.writeUInt32BE(headers.length, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  const whole = Buffer.concat([prelude, headers, payload]);
  const end = Buffer.alloc(4);
  end.writeUInt32BE(crc32(whole));
  return Buffer.concat([whole, end]);
}

const paths: string[] = [];
const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url!);
  paths.push(path);
  request.resume();
  const isStream = path.includes('stream');
  response.writeHead(200, {
    'content-type': isStream ? 'application/vnd.amazon.eventstream' : 'application/json',
    'x-amzn-requestid': 'cloud_1',
  });
  response.end(isStream ? Buffer.concat(events.map(frame)) : JSON.stringify(message));
});
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const recorded = recordTelemetry();
const watch = () => attach({ adapters: [anthropic] });
let attachment = order === 'before' ? watch() : undefined;
const { AnthropicBedrock, AnthropicBedrockMantle } = (await load(
  '@anthropic-ai/bedrock-sdk',
)) as typeof Bedrock;
const { AnthropicVertex } = (await load('@anthropic-ai/vertex-sdk')) as typeof Vertex;
const options = { baseURL, maxRetries: 0, apiKey: 'none', awsRegion: 'eu-west-1' };
const bedrock = new AnthropicBedrock(options);
const mantle = new AnthropicBedrockMantle(options);
const vertex = new AnthropicVertex({
  baseURL,
  maxRetries: 0,
  region: 'europe-west1',
  projectId: 'none',
  authClient: { getRequestHeaders: async () => new Headers() } as never,
});
attachment ??= watch();

const body = {
  model: 'eu.anthropic.claude-sonnet-5',
  max_tokens: 8,
  messages: [{ role: 'user' as const, content: 'Hello' }],
};
await bedrock.messages.create(body);
for await (const _ of await bedrock.messages.create({ ...body, stream: true }));
await bedrock.messages.stream(body).finalMessage();
await bedrock.beta.messages.create(body);
await mantle.messages.create(body);
await vertex.messages.create(body);

process.stdout.write(
  JSON.stringify({
    paths,
    spans: recorded.spans().map(({ name, attributes, instrumentationScope }) => ({
      scope: instrumentationScope.name,
      name,
      provider: attributes['gen_ai.provider.name'],
      address: attributes['server.address'],
      outputTokens: attributes['gen_ai.usage.output_tokens'],
      requestId: attributes['spanwise.request.id'],
    })),
    copies: attachment.report().libraries[0]?.copies.map(({ how }) => how),
    problems: attachment.report().libraries[0]?.problems,
    violations: (await recorded.findings()).filter(({ level }) => level === 'violation'),
  }),
);
attachment.disable();
await recorded.stop();
server.close();
server.closeAllConnections();
