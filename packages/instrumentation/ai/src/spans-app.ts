/**
 * An application that uses the SDK and prints what is recorded of it. Run by `spans.test.ts`, for each version: what
 * is replaced while a module loads is replaced once in a process.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { attach, defineAdapter, endOpenCalls, operation, type AdapterEntry } from '@spanwise/core';

import { recordTelemetry, startWireServer, type WireReply } from '@spanwise/testing/situations';
import { z } from 'zod';
import { ai } from './index.ts';
import { providerOf } from './installed.ts';

/** The SDK, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

/** What is printed of a span. */
export interface PrintedSpan {
  readonly name: string;
  readonly id: string;
  /** The id of the one that it is under. */
  readonly under?: string | undefined;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What is printed of a scene. */
export interface PrintedScene {
  readonly spans: readonly PrintedSpan[];
  /** The sums of metrics of tokens, and how many durations were recorded, by metric. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly violations: readonly unknown[];
  readonly result: unknown;
}

/** All that is printed. */
export interface PrintedScenes {
  readonly scenes: Readonly<Record<string, PrintedScene>>;
  readonly failures: object;
  readonly openCalls: number;
  readonly copies: readonly { readonly how: string; readonly methods: readonly string[] }[];
  readonly problems: readonly string[];
}

const [, , alias = '', mode = ''] = process.argv;
(globalThis as Loose).AI_SDK_LOG_WARNINGS = false;

/** A client that is watched, too, and that a model of the application's calls. */
class Inner {
  async ask(): Promise<object> {
    return { usage: { input: 90, output: 90 } };
  }
}
const inner: AdapterEntry = {
  id: 'inner',
  packageName: 'inner',
  packageVersion: '0.0.0',
  module: { name: 'inner-client', versions: '>=1' },
  load: () =>
    defineAdapter({
      provider: 'inner',
      module: { name: 'inner-client', versions: '>=1' },
      operations: [
        operation<unknown, { usage: { input: number; output: number } }>({
          name: 'chat',
          method: { kind: 'method', export: 'Inner', path: 'ask' },
          request: () => ({}),
          response: ({ usage }) => ({
            usage: { inputTokens: usage.input, outputTokens: usage.output },
          }),
        }),
      ],
    }),
};

const recorded = recordTelemetry();
const attachment = attach({
  adapters: [ai, inner],
  modules: { inner: { Inner } },
  captureContent: mode === 'content' ? 'span' : 'none',
});
const sdk: Loose = await import(alias);
const { createOpenAICompatible }: Loose = await import(providerOf(alias));
if (mode === 'otel') {
  const { OpenTelemetry } = await import('@ai-sdk/otel');
  sdk.registerTelemetry(new OpenTelemetry());
}
const server = await startWireServer();
const provider = createOpenAICompatible({
  name: 'openai',
  baseURL: server.url,
  apiKey: 'none',
  includeUsage: true,
});
const model = provider('m');

const usage = {
  prompt_tokens: 5,
  completion_tokens: 3,
  total_tokens: 8,
  prompt_tokens_details: { cached_tokens: 2 },
  completion_tokens_details: { reasoning_tokens: 1 },
};
const whole = (message: object, finish = 'stop'): WireReply => ({
  headers: { 'x-request-id': 'q' },
  json: {
    id: 'r',
    model: 'm-1',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }],
    usage,
  },
});
const chunk = (delta: object, finish: string | null = null): object => ({
  id: 'r',
  model: 'm-1',
  choices: [{ index: 0, delta, finish_reason: finish }],
  ...(finish && { usage }),
});
const call = { index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: '{"a":1}' } };
const said = whole({ content: 'secret answer' });
const asked = whole({ content: null, tool_calls: [call] }, 'tool_calls');
const streamed: WireReply = {
  events: [chunk({ content: 'secret ' }), chunk({ content: 'answer' }), chunk({}, 'stop')],
};
const streamedCall: WireReply = {
  events: [chunk({ tool_calls: [call] }), chunk({}, 'tool_calls')],
};
const tooMany: WireReply = {
  status: 429,
  headers: { 'retry-after-ms': '1' },
  json: { error: { message: 'secret', code: 'slow_down' } },
};
/** What a model of the application's own says of itself. */
const of = {
  specificationVersion: alias.startsWith('ai5') ? 'v2' : alias.startsWith('ai6') ? 'v3' : 'v4',
  provider: 'made-up.model',
  modelId: 'own',
};
const LIMITS = {
  'x-ratelimit-limit-requests': '100',
  'x-ratelimit-remaining-requests': '99',
  'anthropic-ratelimit-input-tokens-limit': '2000',
  'anthropic-ratelimit-input-tokens-remaining': '1990',
};
const image = new Uint8Array([137, 80, 78, 71]);
const pictures = {
  ...of,
  maxImagesPerCall: 1,
  doGenerate: async ({ n }: Loose) => ({
    images: Array.from({ length: n }, () => image),
    warnings: [],
    usage: { inputTokens: 9, outputTokens: 40, totalTokens: 49 },
    response: { timestamp: new Date(0), modelId: 'own', headers: {} },
  }),
};
const schema = z.object({ a: z.number() });
const toolsOf = (execute: (input: Loose) => unknown): object => ({
  f: sdk.tool({ description: 'F', inputSchema: schema, execute }),
});
const prompt = 'secret question';
const options = { model, prompt, maxRetries: 0, stopWhen: sdk.stepCountIs(3) };
/** In the oldest version what is promised waits for somebody to read. */
const textOf = async (result: Loose): Promise<string> => {
  await result.consumeStream();
  return result.text as Promise<string>;
};
const within = (): unknown => (trace.getActiveSpan() as { name?: string } | undefined)?.name;

const scenes: Readonly<
  Record<string, readonly [replies: WireReply | readonly WireReply[], run: () => unknown]>
> = {
  text: [
    said,
    async () =>
      (await sdk.generateText({ ...options, temperature: 0, seed: 7, system: 'secret rule' })).text,
  ],
  tools: [
    [asked, said],
    async () =>
      (await sdk.generateText({ ...options, tools: toolsOf(within) })).steps[0].toolResults[0]
        .output,
  ],
  'tools that fail': [
    [asked, said],
    () =>
      sdk.generateText({
        ...options,
        tools: toolsOf(() => {
          throw new RangeError('secret');
        }),
      }),
  ],
  stream: [streamed, async () => textOf(sdk.streamText({ ...options }))],
  'tools in a stream': [
    [streamedCall, streamed],
    async () => {
      const outputs: unknown[] = [];
      for await (const part of sdk.streamText({ ...options, tools: toolsOf(within) }).fullStream)
        if (part.type === 'tool-result') outputs.push(part.output);
      return outputs;
    },
  ],
  'tools that fail in a stream': [
    [streamedCall, streamed],
    async () =>
      textOf(
        sdk.streamText({
          ...options,
          tools: toolsOf(async () => {
            throw new RangeError('secret');
          }),
        }),
      ),
  ],
  'text in a tool': [
    [asked, said, said],
    () =>
      sdk.generateText({
        ...options,
        tools: toolsOf(async () => (await sdk.generateText(options)).text),
      }),
  ],
  refused: [tooMany, () => sdk.generateText(options)],
  'refused twice': [
    [tooMany, tooMany, said],
    () => sdk.generateText({ ...options, maxRetries: 1 }),
  ],
  'sent again': [[tooMany, said], () => sdk.generateText({ ...options, maxRetries: 1 })],
  'a stream that is refused': [
    tooMany,
    async () => {
      const result = sdk.streamText({ ...options, onError: () => {} });
      for await (const _ of result.textStream);
    },
  ],
  'a stream that is left': [
    streamed,
    async () => {
      for await (const _ of sdk.streamText({ ...options }).textStream) return;
    },
  ],
  'a stream that is aborted': [
    streamed,
    async () => {
      const controller = new AbortController();
      for await (const part of sdk.streamText({ ...options, abortSignal: controller.signal })
        .fullStream)
        if (part.type === 'text-start') controller.abort();
    },
  ],
  named: [
    said,
    () => sdk.generateText({ ...options, experimental_telemetry: { functionId: 'answers' } }),
  ],
  'switched off': [
    said,
    () =>
      sdk.generateText({
        ...options,
        experimental_telemetry: { isEnabled: false },
        telemetry: { isEnabled: false },
      }),
  ],
  rerank: [
    said,
    () =>
      sdk.rerank({
        model: {
          ...of,
          doRerank: async () => ({ ranking: [{ index: 1, relevanceScore: 0.9 }] }),
        },
        query: prompt,
        documents: ['secret one', 'secret two'],
        topN: 1,
      }),
  ],
  speech: [
    said,
    () =>
      sdk.generateSpeech({
        model: {
          ...of,
          doGenerate: async () => ({ audio: new Uint8Array([1]), warnings: [], response: {} }),
        },
        text: prompt,
      }),
  ],
  transcript: [
    said,
    () =>
      sdk.transcribe({
        model: {
          ...of,
          doGenerate: async () => ({
            text: 'secret answer',
            segments: [],
            durationInSeconds: 2,
            warnings: [],
            response: {},
          }),
        },
        audio: new Uint8Array([1]),
      }),
  ],
  limits: [{ ...said, headers: LIMITS }, async () => (await sdk.generateText({ ...options })).text],
  image: [
    said,
    async () => {
      const generateImage = sdk.generateImage ?? sdk.experimental_generateImage;
      const made = generateImage({
        model: { ...pictures, maxImagesPerCall: 2 },
        prompt,
        n: 2,
        seed: 7,
      });
      return [made.constructor.name, (await made).images.length].join(' ');
    },
  ],
  'an image that is refused': [
    said,
    () =>
      (sdk.generateImage ?? sdk.experimental_generateImage)({
        model: {
          ...pictures,
          doGenerate: async () => {
            throw new RangeError('secret');
          },
        },
        prompt,
        maxRetries: 0,
      }),
  ],
  'old speech': [
    said,
    () =>
      sdk.experimental_generateSpeech({
        model: {
          ...of,
          doGenerate: async () => ({ audio: new Uint8Array([1]), warnings: [], response: {} }),
        },
        text: prompt,
      }),
  ],
  'text as an object': [
    whole({ content: '{"a":1}' }),
    () => sdk.generateText({ ...options, output: sdk.Output.object({ schema }) }),
  ],
  object: [
    whole({ content: '{"a":1}' }),
    async () => (await sdk.generateObject({ ...options, schema })).object,
  ],
  embed: [
    {
      json: {
        data: [{ index: 0, embedding: [1, 2] }],
        usage: { prompt_tokens: 4, total_tokens: 4 },
      },
    },
    () => sdk.embed({ model: provider.textEmbeddingModel('e'), value: prompt }),
  ],
  'embed many': [
    {
      json: {
        data: [
          { index: 0, embedding: [1, 2] },
          { index: 1, embedding: [3, 4] },
        ],
        usage: { prompt_tokens: 4, total_tokens: 4 },
      },
    },
    () => sdk.embedMany({ model: provider.textEmbeddingModel('e'), values: [prompt, prompt] }),
  ],
  agent: [
    [asked, said],
    async () => {
      const Agent = sdk.ToolLoopAgent ?? sdk.Experimental_Agent;
      return (
        await new Agent({
          id: 'helper',
          model,
          tools: toolsOf(within),
          stopWhen: sdk.stepCountIs(3),
        }).generate({ prompt })
      ).text;
    },
  ],
  'an agent that streams': [
    streamed,
    async () => {
      const Agent = sdk.ToolLoopAgent ?? sdk.Experimental_Agent;
      return textOf(await new Agent({ id: 'helper', model }).stream({ prompt }));
    },
  ],
  'a client under a model': [
    said,
    () =>
      sdk.generateText({
        ...options,
        model: sdk.wrapLanguageModel({
          model,
          middleware: {
            wrapGenerate: async ({ doGenerate }: Loose) => {
              await new Inner().ask();
              return doGenerate();
            },
          },
        }),
      }),
  ],
  'its own telemetry': [
    said,
    () => sdk.generateText({ ...options, experimental_telemetry: { isEnabled: true } }),
  ],
};

const printed: Record<string, PrintedScene> = {};
const before: Record<string, number> = {};
for (const [name, [replies, run]] of Object.entries(scenes)) {
  if (mode === 'otel' && name !== 'text') continue;
  recorded.reset();
  server.answer(replies);
  // oxlint-disable-next-line no-await-in-loop -- one scene after the other
  printed[name] = await play(run);
}
const { failures, openCalls, libraries } = attachment.report();
const { copies = [], problems = [] } = libraries.find(({ id }) => id === 'ai') ?? {};
process.stdout.write(
  JSON.stringify({
    scenes: printed,
    failures,
    openCalls,
    copies,
    problems,
  } satisfies PrintedScenes),
);
await server.stop();
await recorded.stop();

async function play(run: () => unknown): Promise<PrintedScene> {
  let result: unknown;
  try {
    result = (await run()) ?? null;
    if (typeof result === 'object') result = undefined;
  } catch (error) {
    result = (error as Error).name;
  }
  // What follows the last chunk of a stream takes some turns; what was left is over only for the garbage collector.
  // oxlint-disable-next-line no-await-in-loop -- one turn after the other
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  endOpenCalls();
  const spans = recorded.spans();
  const metrics: Record<string, number> = {};
  for (const { name, value, count } of await recorded.metrics())
    if (/_tokens$|duration$/.test(name))
      metrics[name] = (metrics[name] ?? 0) + (name.endsWith('duration') ? (count ?? 0) : value);
  const grown = Object.fromEntries(
    Object.entries(metrics)
      .map(([name, value]) => [name, value - (before[name] ?? 0)] as const)
      .filter(([, value]) => value !== 0),
  );
  Object.assign(before, metrics);
  return {
    spans: spans
      .toSorted((one, other) => order(one.startTime) - order(other.startTime))
      .map((span) => ({
        name: span.name,
        id: span.spanContext().spanId,
        under: span.parentSpanContext?.spanId,
        failed: span.status.code === SpanStatusCode.ERROR,
        attributes: Object.fromEntries(
          Object.entries(span.attributes).filter(
            ([key]) => !/^server\.|time|gap|per_second|retry\.wait/.test(key),
          ),
        ),
      })),
    metrics: grown,
    violations: (await recorded.findings()).filter(({ level }) => level === 'violation'),
    result,
  };
}

function order([seconds, nanos]: readonly [number, number]): number {
  return (seconds % 1e5) * 1e9 + nanos;
}
