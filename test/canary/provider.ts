/** Providers that repeat what they are sent, in replies and in errors, as self-hosted ones do. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { secret } from './planted.ts';

/** One server for the wire formats of all clients, told apart by their paths. */
export interface Provider {
  readonly address: string;
  readonly stop: () => void;
}

/** Starts it on a free port of the loopback. */
export async function startProvider(): Promise<Provider> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { pathname } = new URL(request.url ?? '', 'http://localhost');
      answer(pathname, request, Buffer.concat(parts), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
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
    const error = { message, type: 'invalid_request_error' };
    // The client of Anthropic makes its message of the whole reply: all of it is content.
    return json(
      status,
      pathname.endsWith('/messages')
        ? { type: 'error', error }
        : { error: { ...error, param: secret('error-property') } },
    );
  }
  if (pathname.endsWith('/messages')) return answerMessages(model, body, response);
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

/** In the wire format of Anthropic. */
function answerMessages(
  model: string,
  body: Readonly<Record<string, unknown>>,
  response: ServerResponse,
): void {
  const head = { id: 'msg_1', type: 'message', role: 'assistant', model, stop_sequence: null };
  const usage = { input_tokens: 1, output_tokens: 1 };
  if (body['stream'] !== true) {
    const content = [
      { type: 'thinking', thinking: `I think ${secret('reasoning')}`, signature: secret('reply') },
      { type: 'text', text: `I say ${secret('reply')}` },
      {
        type: 'tool_use',
        id: 'call_1',
        name: 'find',
        input: { q: secret('model-tool-arguments') },
      },
    ];
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ...head, content, stop_reason: 'tool_use', usage }));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (type: string, value: object): void => {
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...value })}\n\n`);
  };
  send('message_start', { message: { ...head, content: [], stop_reason: null, usage } });
  send('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
  for (const text of ['I say ', secret('stream').slice(0, 9), secret('stream').slice(9)])
    send('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
  send('content_block_stop', { index: 0 });
  send('error', { error: { type: 'overloaded_error', message: secret('error-message') } });
  response.end();
}
