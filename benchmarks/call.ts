/**
 * What one non-streaming call costs: bare, watched with no provider, watched and recorded, with content, wrapped
 * by hand with the same attributes and metrics, or by a peer. Prints microseconds a call, the least of
 * the runs. The client is the real one; its `fetch` answers at once, so that the network does not hide the cost.
 */
import { context, metrics, SpanKind, trace, type Attributes } from '@opentelemetry/api';
import { CALL_METRICS } from '@spanwise/semconv';
import OpenAI from 'openai';
import { instrumentByPeer, PEERS } from './peers.ts';
import { registerProviders } from './providers.ts';

const [, , mode = 'bare', runsText = '12', callsText = '2000'] = process.argv;

const reply = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'gpt-4o-2024-08-06',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }],
  usage: {
    prompt_tokens: 12,
    completion_tokens: 7,
    total_tokens: 19,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0 },
  },
  service_tier: 'default',
});
const client = new OpenAI({
  apiKey: 'none',
  baseURL: 'http://localhost:1/v1',
  fetch: async () =>
    new Response(reply, { headers: { 'content-type': 'application/json', 'x-request-id': 'r1' } }),
});
const body: OpenAI.ChatCompletionCreateParamsNonStreaming = {
  model: 'gpt-4o',
  messages: [{ role: 'user', content: 'Say hello.' }],
  temperature: 0,
  max_tokens: 16,
};

if (mode !== 'bare' && mode !== 'none') registerProviders();
if (['none', 'recorded', 'content'].includes(mode)) {
  const { attach } = await import('@spanwise/auto');
  attach({ captureContent: mode === 'content' ? 'span' : 'none' });
} else if (PEERS.includes(mode)) instrumentByPeer(mode);
const call = mode === 'hand' ? byHand() : () => client.chat.completions.create(body);

let least = Number.POSITIVE_INFINITY;
for (let run = 0; run < Number(runsText); run += 1) {
  const start = performance.now();
  for (let index = 0; index < Number(callsText); index += 1) await call();
  least = Math.min(least, ((performance.now() - start) * 1000) / Number(callsText));
}
console.log(least.toFixed(2));

/** What a careful person writes: five attributes at start, the rest set, nine records of metrics. */
function byHand(): () => Promise<unknown> {
  const tracer = trace.getTracer('hand');
  const meter = metrics.getMeter('hand');
  const buckets = CALL_METRICS['gen_ai.client.inference.duration'].buckets;
  const tokens = CALL_METRICS['gen_ai.client.inference.operation.input_tokens'].buckets;
  const histogram = (name: string, boundaries: readonly number[] | undefined) =>
    meter.createHistogram(name, { advice: { explicitBucketBoundaries: [...(boundaries ?? [])] } });
  const duration = histogram('gen_ai.client.inference.duration', buckets);
  const input = histogram('gen_ai.client.inference.operation.input_tokens', tokens);
  const output = histogram('gen_ai.client.inference.operation.output_tokens', tokens);
  const counters = [
    'input_tokens',
    'output_tokens',
    'cache_read.input_tokens',
    'reasoning.output_tokens',
  ].map((name) => meter.createCounter(`gen_ai.client.inference.usage.${name}`));
  return async () => {
    const start = performance.now();
    const known: Attributes = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': body.model,
      'server.address': 'localhost',
      'server.port': 1,
    };
    const span = tracer.startSpan(`chat ${body.model}`, {
      kind: SpanKind.CLIENT,
      attributes: known,
    });
    const within = trace.setSpan(context.active(), span);
    const completion = await context.with(within, () => client.chat.completions.create(body));
    span.setAttribute('gen_ai.request.temperature', body.temperature!);
    span.setAttribute('gen_ai.request.max_tokens', body.max_tokens!);
    span.setAttribute('openai.api.type', 'chat_completions');
    span.setAttribute('gen_ai.response.id', completion.id);
    span.setAttribute('gen_ai.response.model', completion.model);
    span.setAttribute(
      'gen_ai.response.finish_reasons',
      completion.choices.map((choice) => choice.finish_reason),
    );
    span.setAttribute('openai.response.service_tier', completion.service_tier!);
    span.setAttribute('spanwise.request.id', completion._request_id!);
    const usage = completion.usage!;
    const counts = [
      usage.prompt_tokens,
      usage.completion_tokens,
      usage.prompt_tokens_details!.cached_tokens!,
      usage.completion_tokens_details!.reasoning_tokens!,
    ];
    span.setAttribute('gen_ai.usage.input_tokens', counts[0]!);
    span.setAttribute('gen_ai.usage.output_tokens', counts[1]!);
    span.setAttribute('gen_ai.usage.cache_read.input_tokens', counts[2]!);
    span.setAttribute('gen_ai.usage.reasoning.output_tokens', counts[3]!);
    const attributes = { ...known, 'gen_ai.response.model': completion.model };
    duration.record((performance.now() - start) / 1000, attributes, within);
    input.record(counts[0]!, attributes, within);
    output.record(counts[1]!, attributes, within);
    const split = { ...attributes, 'gen_ai.token.modality': 'unknown' };
    for (const [index, counter] of counters.entries()) counter.add(counts[index]!, split, within);
    span.end();
    return completion;
  };
}
