/** How long one call blocks the event loop before its first await, bare or with content captured: with an image of 5 MB (`image`) or 1 MB of text (`text`). Prints milliseconds, the least of the runs. */
import OpenAI from 'openai';
import { registerProviders } from './providers.ts';

const [, , mode = 'bare', what = 'image'] = process.argv;
const RUNS = 20;
const content: OpenAI.ChatCompletionContentPart =
  what === 'image'
    ? { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(5_000_000)}` } }
    : { type: 'text', text: 'The quick brown fox asks what it costs. '.repeat(25_000) };
const never = new Promise<Response>(() => {});
const client = new OpenAI({ apiKey: 'none', baseURL: 'http://localhost:1/v1', fetch: () => never });

if (mode !== 'bare') {
  registerProviders();
  const { attach } = await import('@spanwise/auto');
  attach({ captureContent: 'span' });
}
let least = Number.POSITIVE_INFINITY;
for (let run = 0; run < RUNS; run += 1) {
  const start = performance.now();
  void client.chat.completions.create({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: [content] }],
  });
  least = Math.min(least, performance.now() - start);
}
console.log(least.toFixed(3));
process.exit();
