/** A provider of model calls that is well, fails, turns away, or is slow: whatever a test says next. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** How it answers. */
export type Mood = 'well' | 'failing' | 'busy' | 'slow';

/** A running provider. */
export interface Provider {
  readonly url: string;
  mood: Mood;
  readonly stop: () => void;
}

/** Later than the boundary of the rules. */
const LATE_MILLIS = 2700;
const usage = { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 };

/** Starts it on the loopback. It speaks chat completions alone. */
export async function startProvider(): Promise<Provider> {
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => void answer(response, provider.mood, (requests += 1)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const provider: Provider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    mood: 'well',
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return provider;
}

async function answer(response: ServerResponse, mood: Mood, request: number): Promise<void> {
  const base = { id: `r-${request}`, created: 0, model: 'gpt-4o-mini' };
  if (mood === 'failing' || (mood === 'busy' && request % 2 === 1)) {
    response
      .writeHead(mood === 'failing' ? 500 : 429, {
        'content-type': 'application/json',
        'retry-after-ms': '1',
      })
      .end('{"error":{"message":"not now"}}');
    return;
  }
  if (mood === 'slow') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    await wait(LATE_MILLIS);
    const chunk = {
      ...base,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta: { role: 'assistant', content: 'Yes.' }, finish_reason: 'stop' }],
    };
    response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
    return;
  }
  response
    .writeHead(200, {
      'content-type': 'application/json',
      'x-ratelimit-limit-requests': '1000',
      'x-ratelimit-remaining-requests': mood === 'busy' ? '10' : '900',
    })
    .end(
      JSON.stringify({
        ...base,
        object: 'chat.completion',
        choices: [
          { index: 0, message: { role: 'assistant', content: 'Yes.' }, finish_reason: 'stop' },
        ],
        usage,
      }),
    );
}
