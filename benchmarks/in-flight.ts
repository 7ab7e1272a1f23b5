/**
 * 5,000 calls in flight at once: `time` prints microseconds a call until the last one has settled, the least of the
 * runs; `heap` prints kilobytes of live heap a call while all are waiting.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import OpenAI from 'openai';
import { registerProviders } from './providers.ts';

const [, , mode = 'bare', what = 'time'] = process.argv;
const CALLS = 5000;
const RUNS = 5;

const reply = JSON.stringify({ id: '1', model: 'm', choices: [], usage: { prompt_tokens: 1 } });
let open = (): void => {};
let gate = Promise.resolve();
const close = (): void => {
  gate = new Promise((resolve) => {
    open = resolve;
  });
};
const client = new OpenAI({
  apiKey: 'none',
  baseURL: 'http://localhost:1/v1',
  fetch: async () => {
    await gate;
    return new Response(reply, { headers: { 'content-type': 'application/json' } });
  },
});
if (mode !== 'bare') {
  registerProviders();
  const { attach } = await import('@spanwise/auto');
  attach();
}
const start = (): Promise<unknown>[] =>
  Array.from({ length: CALLS }, () =>
    client.chat.completions.create({ model: 'gpt-4o', messages: [] }).then((value) => value),
  );

if (what === 'heap') {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  await Promise.all(start());
  collect();
  const before = process.memoryUsage().heapUsed;
  close();
  const calls = start();
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  console.log(((process.memoryUsage().heapUsed - before) / 1000 / CALLS).toFixed(2));
  open();
  await Promise.all(calls);
} else {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run += 1) {
    close();
    const started = performance.now();
    const calls = start();
    open();
    await Promise.all(calls);
    least = Math.min(least, ((performance.now() - started) * 1000) / CALLS);
  }
  console.log(least.toFixed(2));
}
