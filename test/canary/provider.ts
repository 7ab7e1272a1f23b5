/** A provider that repeats what it is sent, in replies and in errors, as self-hosted ones do. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { secret } from './planted.ts';

/** One server: a provider under `/v1`, a receiver of OTLP under `/otlp`. */
export interface Servers {
  readonly address: string;
  /** What the receiver was sent, by signal. */
  readonly exported: (signal: 'traces' | 'metrics' | 'logs') => string;
  readonly stop: () => void;
}

/** Starts it on a free port of the loopback. */
export async function startServers(): Promise<Servers> {
  const exports: [string, Buffer][] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const sent = Buffer.concat(parts);
      const { pathname } = new URL(request.url ?? '', 'http://localhost');
      if (!pathname.startsWith('/otlp')) return answer(pathname, request, sent, response);
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
      exports.push([pathname.split('/').at(-1)!, body]);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    exported: (signal) =>
      exports
        .filter(([name]) => name === signal)
        .map(([, body]) => body.toString('latin1'))
        .join('\n'),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const failed = new Set<string>();

function answer(
  pathname: string,
  request: IncomingMessage,
  sent: Buffer,
  response: ServerResponse,
): void {
  const json = (status: number, value: object): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '1' });
    response.end(JSON.stringify(value));
  };
  if (pathname === '/app') return json(200, {});
  const body = JSON.parse(sent.toString() || '{}') as Record<string, unknown>;
  const model = String(body['model']);
  const key = String(request.headers['x-spanwise-try']);
  if (model === 'fails-once' && !failed.has(key)) {
    failed.add(key);
    return json(500, { error: { message: secret('error-message') } });
  }
  if (model.startsWith('fails') && model !== 'fails-once') {
    const message = `cannot read ${secret('error-message')} of ${JSON.stringify(body)}`;
    const status = model === 'fails-with-400' ? 400 : 500;
    return json(status, {
      error: { message, type: 'invalid_request_error', param: secret('error-property') },
    });
  }
  if (pathname.endsWith('/embeddings'))
    return json(200, {
      object: 'list',
      model,
      data: [{ index: 0, embedding: [0] }],
      usage: { prompt_tokens: 1 },
    });
  const head = { id: 'c1', object: 'chat.completion', created: 0, model };
  const call = {
    id: 'call_1',
    type: 'function',
    function: { name: 'find', arguments: JSON.stringify({ q: secret('model-tool-arguments') }) },
  };
  if (body['stream'] !== true) {
    const message = { role: 'assistant', content: `I say ${secret('reply')}`, tool_calls: [call] };
    return json(200, {
      ...head,
      choices: [{ index: 0, message, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 1 },
    });
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  // The secret is cut in two by the chunks.
  for (const content of ['I say ', secret('stream').slice(0, 9), secret('stream').slice(9)])
    response.write(
      `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content } }] })}\n\n`,
    );
  response.end('data: [DONE]\n\n');
}
