/**
 * What one streamed chunk costs (`chunks`), and what a long stream leaves on the heap (`heap`), bare, watched and
 * recorded, or with content. The real client decodes real server-sent events that come from memory.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { context, createContextKey } from '@opentelemetry/api';
import OpenAI from 'openai';
import { Stream } from 'openai/streaming';
import { instrumentByPeer, PEERS } from './peers.ts';
import { registerProviders } from './providers.ts';

const [, , mode = 'bare', what = 'chunks', chunksText = '30000', runsText = '30'] = process.argv;
const chunks = Number(chunksText);

const chunk = (index: number): OpenAI.ChatCompletionChunk => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'gpt-4o',
  choices: [
    {
      index: 0,
      delta: { content: `word${index % 10} ` },
      finish_reason: index === chunks - 1 ? 'stop' : null,
    },
  ],
});
const made = Array.from({ length: 10 }, (_, index) => chunk(index));
const last = chunk(chunks - 1);

// The decoding of events is the client's own cost, and much larger: the stream's class is real, its events are ready.
const client = new OpenAI({
  apiKey: 'none',
  baseURL: 'http://localhost:1/v1',
  fetch: async () =>
    new Response('data: [DONE]\n\n', { headers: { 'content-type': 'text/event-stream' } }),
});
const decode = Stream.fromSSEResponse.bind(Stream);
Stream.fromSSEResponse = ((...values: Parameters<typeof decode>) => {
  const stream = decode(...values);
  async function* ready(): AsyncGenerator<OpenAI.ChatCompletionChunk> {
    for (let index = 0; index < chunks - 1; index += 1) yield made[index % 10]!;
    yield last;
  }
  (stream as unknown as { iterator: typeof ready }).iterator = ready;
  return stream;
}) as typeof Stream.fromSSEResponse;

registerProviders();
if (PEERS.includes(mode)) instrumentByPeer(mode);
else if (mode !== 'bare') {
  const { attach } = await import('@spanwise/auto');
  attach({ captureContent: mode === 'content' ? 'span' : 'none' });
}
const read = async (): Promise<number> => {
  const stream = await client.chat.completions.create({
    model: 'gpt-4o',
    stream: true,
    messages: [],
  });
  let count = 0;
  for await (const part of stream) count += part.choices.length;
  return count;
};

if (what === 'heap') {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  await read();
  const stream = await client.chat.completions.create({
    model: 'gpt-4o',
    stream: true,
    messages: [],
  });
  collect();
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  let count = 0;
  for await (const _ of stream) {
    count += 1;
    if (count === chunks - 1) {
      collect();
      most = process.memoryUsage().heapUsed - before;
    }
  }
  console.log((most / 1e6).toFixed(3));
} else {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < Number(runsText); run += 1) {
    // A context is active, as in any server with OpenTelemetry.
    const nanos = await context.with(
      context.active().setValue(createContextKey('app'), 1),
      async () => {
        const start = performance.now();
        await read();
        return ((performance.now() - start) * 1e6) / chunks;
      },
    );
    least = Math.min(least, nanos);
  }
  console.log(least.toFixed(1));
}
