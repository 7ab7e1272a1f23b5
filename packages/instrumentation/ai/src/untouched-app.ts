/**
 * An application that uses the SDK in every way, right and wrong, and prints all that it can tell of it. Run by
 * `untouched.test.ts`, alone and watched.
 */
import {
  printSituations,
  startWireServer,
  tell,
  type Mode,
  type Situation,
  type WireReply,
} from '@spanwise/testing/situations';
import { z } from 'zod';
import { ai } from './index.ts';
import { providerOf } from './installed.ts';

/** The SDK, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

const [, , alias = '', mode] = process.argv;
const provider = providerOf(alias);
// They name the process, and go past the console in one version.
(globalThis as Loose).AI_SDK_LOG_WARNINGS = false;
const server = await startWireServer();
/** Imported in each situation: the first of them comes after whatever watches. */
const load = (): Promise<Loose> => import(alias);
const models = async (): Promise<Loose> => {
  const { createOpenAICompatible }: Loose = await import(provider);
  return createOpenAICompatible({
    name: 'made-up',
    baseURL: server.url,
    apiKey: 'none',
    includeUsage: true,
  });
};

const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };
const whole = (message: object, finish = 'stop'): WireReply => ({
  json: {
    id: 'r',
    model: 'm-1',
    created: 1,
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }],
    usage,
  },
});
const chunk = (delta: object, finish: string | null = null): object => ({
  id: 'r',
  model: 'm-1',
  created: 1,
  choices: [{ index: 0, delta, finish_reason: finish }],
  ...(finish && { usage }),
});
const call = { index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: '{"a":1}' } };
const said = whole({ content: 'a' });
const asked = whole({ content: null, tool_calls: [call] }, 'tool_calls');
const streamed: WireReply = {
  events: [chunk({ content: 'a' }), chunk({ content: 'b' }), chunk({}, 'stop')],
};
const streamedCall: WireReply = {
  events: [chunk({ tool_calls: [call] }), chunk({}, 'tool_calls')],
};
const tooMany: WireReply = { status: 429, json: { error: { message: 'later', code: 'slow' } } };
const broken: WireReply = {
  headers: { 'content-type': 'text/event-stream' },
  text: `data: ${JSON.stringify(chunk({ content: 'a' }))}\n\ndata: {"broken\n\n`,
};
const objects: WireReply = {
  events: [chunk({ content: '{"a":' }), chunk({ content: '1}' }), chunk({}, 'stop')],
};
const vectors: WireReply = {
  json: { data: [{ index: 0, embedding: [1, 2] }], usage: { prompt_tokens: 4, total_tokens: 4 } },
};

const schema = z.object({ a: z.number() });
const toolsOf = (sdk: Loose, execute: (input: Loose) => unknown): object => ({
  f: sdk.tool({ description: 'F', inputSchema: schema, execute }),
});

/** Text, whole. */
const generate = async (more: object = {}): Promise<Loose> => {
  const sdk = await load();
  const model = (await models())('m');
  return sdk.generateText({ model, prompt: 'Hi', maxRetries: 0, ...more });
};
const facts = ({ text, finishReason, usage: used, steps, toolResults }: Loose): unknown[] => [
  text,
  finishReason,
  tell(used),
  steps.length,
  steps.flatMap((step: Loose) =>
    step.content.map(({ type, output, error }: Loose) => [type, output, tell(error)]),
  ),
  toolResults.length,
];
const generateWith = async (execute: (input: Loose) => unknown, more?: object): Promise<Loose> => {
  const sdk = await load();
  const tools = toolsOf(sdk, execute);
  return facts(await generate({ tools, stopWhen: sdk.stepCountIs(3), ...more }));
};

/** Text, streamed. */
const stream = async (more: object = {}): Promise<Loose> => {
  const sdk = await load();
  const model = (await models())('m');
  return sdk.streamText({ model, prompt: 'Hi', maxRetries: 0, ...more });
};
const read = async (
  source: Loose,
  seen: (value: Loose) => unknown = (value) => value,
): Promise<unknown[]> => {
  const values: unknown[] = [Object.prototype.toString.call(source)];
  for await (const value of source) values.push(seen(value));
  return values;
};
const partOf = ({ type, text, delta, output, error }: Loose): unknown => [
  type,
  text ?? delta,
  output,
  tell(error),
];
const textOf = async (response: Loose): Promise<unknown[]> => [
  response.constructor.name,
  response.status,
  [...response.headers],
  await response.text(),
];

const situations: readonly Situation[] = [
  ['text', said, async () => facts(await generate())],
  [
    'text of messages',
    said,
    async () =>
      facts(
        await generate({
          prompt: undefined,
          system: 'S',
          messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
        }),
      ),
  ],
  [
    'what text is',
    said,
    async () => {
      const result = await generate();
      return [result.constructor.name, Object.keys(result), tell(result.response.id)];
    },
  ],
  ['text that is refused', tooMany, () => generate()],
  ['text that is refused, and nobody looks', tooMany, () => void generate()],
  [
    'text that is refused twice',
    [{ ...tooMany, headers: { 'retry-after-ms': '1' } }, said],
    async () => facts(await generate({ maxRetries: 1 })),
  ],
  ['text that cannot be read', { text: '{' }, () => generate()],
  ['text that is null', { json: null }, () => generate()],
  ['text of a prompt that is none', said, () => generate({ prompt: undefined })],
  [
    'no options',
    said,
    async () => {
      const sdk = await load();
      return sdk.generateText();
    },
  ],
  [
    'empty options',
    said,
    async () => {
      const sdk = await load();
      return sdk.generateText({});
    },
  ],
  [
    'options that throw',
    said,
    async () => {
      const sdk = await load();
      return sdk.generateText({
        get model() {
          throw new RangeError('mine');
        },
        prompt: 'Hi',
      });
    },
  ],
  [
    'frozen options',
    said,
    async () => {
      const sdk = await load();
      return facts(
        await sdk.generateText(Object.freeze({ model: (await models())('m'), prompt: 'Hi' })),
      );
    },
  ],
  [
    'a model that nobody has',
    said,
    async () => {
      const sdk = await load();
      return sdk.generateText({ model: { specificationVersion: 'v0' }, prompt: 'Hi' });
    },
  ],
  [
    'what the functions are',
    said,
    async () => {
      const sdk = await load();
      return ['generateText', 'streamText', 'embed'].map((name) => [
        sdk[name].name,
        sdk[name].length,
        typeof sdk[name],
      ]);
    },
  ],
  ['what is exported', said, async () => Object.keys((await load()) as object).toSorted()],
  ['a tool', [asked, said], () => generateWith(({ a }) => ({ b: a }))],
  [
    'a tool that throws',
    [asked, said],
    () =>
      generateWith(() => {
        throw new RangeError('mine');
      }),
  ],
  [
    'a tool that fails',
    [asked, said],
    () =>
      generateWith(async () => {
        throw new RangeError('mine');
      }),
  ],
  [
    'a tool in steps',
    [asked, said],
    () =>
      generateWith(async function* () {
        yield 1;
        yield 2;
      }),
  ],
  [
    'a tool that asks',
    [asked, said, said],
    () => generateWith(async () => (await generate()).text as string),
  ],
  [
    'what a tool is given',
    [asked, said],
    () => generateWith((...given: Loose[]) => given.map((value) => Object.keys(value as object))),
  ],
  [
    'callbacks',
    [asked, said],
    async () => {
      const heard: unknown[] = [];
      await generateWith(() => 1, {
        onStepFinish: ({ finishReason }: Loose) => heard.push(['step', finishReason]),
        prepareStep: ({ stepNumber }: Loose) => {
          heard.push(['prepare', stepNumber]);
          return {};
        },
      });
      return heard;
    },
  ],
  [
    'a wrapped model',
    said,
    async () => {
      const sdk = await load();
      const model = sdk.wrapLanguageModel({
        model: (await models())('m'),
        middleware: { wrapGenerate: async ({ doGenerate }: Loose) => doGenerate() },
      });
      return facts(await sdk.generateText({ model, prompt: 'Hi' }));
    },
  ],
  [
    'text that is aborted before',
    said,
    () => generate({ abortSignal: AbortSignal.abort(new RangeError('mine')) }),
  ],
  [
    'a stream of text',
    streamed,
    async () => {
      const result = await stream();
      return [
        await read(result.textStream),
        await result.finishReason,
        tell(await result.usage),
        await result.text,
      ];
    },
  ],
  [
    'a stream of everything',
    streamed,
    async () => {
      const result = await stream();
      return [await read(result.fullStream, partOf), (await result.steps).length];
    },
  ],
  [
    'both streams',
    streamed,
    async () => {
      const { textStream, fullStream } = await stream();
      return Promise.all([read(textStream), read(fullStream, partOf)]);
    },
  ],
  [
    'a stream by a reader',
    streamed,
    async () => {
      const reader = (await stream()).textStream.getReader();
      return [
        await reader.read(),
        await reader.read(),
        await reader.read(),
        await reader.read(),
      ].map(tell);
    },
  ],
  [
    'a stream that is piped',
    streamed,
    async () => read((await stream()).textStream.pipeThrough(new TransformStream())),
  ],
  [
    'a stream in two',
    streamed,
    async () => {
      const [one, two] = (await stream()).textStream.tee();
      return [await read(one), await read(two)];
    },
  ],
  ['a response of text', streamed, async () => textOf((await stream()).toTextStreamResponse())],
  [
    'a response of messages',
    streamed,
    async () =>
      textOf((await stream()).toUIMessageStreamResponse({ generateMessageId: () => 'm' })),
  ],
  [
    'what is promised alone',
    streamed,
    async () => {
      const result = await stream();
      await result.consumeStream();
      return [await result.text, tell(await result.totalUsage)];
    },
  ],
  [
    'tools in a stream',
    [streamedCall, streamed],
    async () => {
      const sdk = await load();
      const result = await stream({
        tools: toolsOf(sdk, ({ a }) => ({ b: a })),
        stopWhen: sdk.stepCountIs(3),
      });
      return [await read(result.fullStream, partOf), tell(await result.totalUsage)];
    },
  ],
  [
    'a tool that throws in a stream',
    [streamedCall, streamed],
    async () => {
      const sdk = await load();
      const result = await stream({
        tools: toolsOf(sdk, () => {
          throw new RangeError('mine');
        }),
        stopWhen: sdk.stepCountIs(3),
      });
      return read(result.fullStream, partOf);
    },
  ],
  [
    'callbacks of a stream',
    streamed,
    async () => {
      const heard: unknown[] = [];
      const result = await stream({
        onChunk: ({ chunk: { type } }: Loose) => heard.push(type),
        onFinish: ({ text }: Loose) => heard.push(['finish', text]),
        onStepFinish: ({ text }: Loose) => heard.push(['step', text]),
      });
      await result.consumeStream();
      return heard;
    },
  ],
  [
    'a stream that is left',
    streamed,
    async () => {
      for await (const text of (await stream()).textStream) return text;
      return undefined;
    },
  ],
  [
    'a stream whose loop throws',
    streamed,
    async () => {
      for await (const _ of (await stream()).textStream) throw new RangeError('mine');
    },
  ],
  [
    'a stream that nobody reads',
    streamed,
    async () => {
      await stream();
      return 'there';
    },
  ],
  ['a stream that is refused', tooMany, async () => read((await stream()).fullStream, partOf)],
  [
    'a stream that is refused, and somebody hears',
    tooMany,
    async () => {
      const heard: unknown[] = [];
      const result = await stream({ onError: ({ error }: Loose) => heard.push(tell(error)) });
      return [await read(result.textStream), heard];
    },
  ],
  [
    'a stream that is refused, and nobody looks',
    tooMany,
    async () => {
      await stream();
      return 'there';
    },
  ],
  ['a stream that breaks', broken, async () => read((await stream()).fullStream, partOf)],
  [
    'a stream that is aborted before',
    streamed,
    async () =>
      read((await stream({ abortSignal: AbortSignal.abort() })).fullStream, ({ type }) => type),
  ],
  [
    'a stream that is aborted',
    streamed,
    async () => {
      const controller = new AbortController();
      const heard: unknown[] = [];
      const result = await stream({
        abortSignal: controller.signal,
        onAbort: ({ steps }: Loose) => heard.push(steps.length),
      });
      for await (const part of result.fullStream) {
        if (part.type === 'text-start') controller.abort();
        if (part.type === 'abort') heard.push(part.type);
      }
      return heard;
    },
  ],
  [
    'an object',
    whole({ content: '{"a":1}' }),
    async () => {
      const sdk = await load();
      const { object, finishReason } = await sdk.generateObject({
        model: (await models())('m'),
        schema,
        prompt: 'Hi',
        maxRetries: 0,
      });
      return [object, finishReason];
    },
  ],
  [
    'an object that is none',
    said,
    async () => {
      const sdk = await load();
      return sdk.generateObject({
        model: (await models())('m'),
        schema,
        prompt: 'Hi',
        maxRetries: 0,
      });
    },
  ],
  [
    'a stream of an object',
    objects,
    async () => {
      const sdk = await load();
      const result = sdk.streamObject({
        model: (await models())('m'),
        schema,
        prompt: 'Hi',
        maxRetries: 0,
      });
      return [await read(result.partialObjectStream), await result.object];
    },
  ],
  [
    'a vector',
    vectors,
    async () => {
      const sdk = await load();
      const { embedding, usage: used } = await sdk.embed({
        model: (await models()).textEmbeddingModel('e'),
        value: 'Hi',
      });
      return [embedding, used];
    },
  ],
  [
    'vectors',
    vectors,
    async () => {
      const sdk = await load();
      const { embeddings } = await sdk.embedMany({
        model: (await models()).textEmbeddingModel('e'),
        values: ['Hi'],
      });
      return embeddings;
    },
  ],
  [
    'a vector that is refused',
    tooMany,
    async () => {
      const sdk = await load();
      return sdk.embed({
        model: (await models()).textEmbeddingModel('e'),
        value: 'Hi',
        maxRetries: 0,
      });
    },
  ],
  [
    'an agent',
    [asked, said],
    async () => {
      const sdk = await load();
      const Agent = sdk.ToolLoopAgent ?? sdk.Experimental_Agent;
      const agent = new Agent({
        model: (await models())('m'),
        tools: toolsOf(sdk, () => 1),
        stopWhen: sdk.stepCountIs(3),
      });
      return [Object.keys(agent as object), facts(await agent.generate({ prompt: 'Hi' }))];
    },
  ],
  [
    'an agent that streams',
    streamed,
    async () => {
      const sdk = await load();
      const Agent = sdk.ToolLoopAgent ?? sdk.Experimental_Agent;
      return read(
        (await new Agent({ model: (await models())('m') }).stream({ prompt: 'Hi' })).textStream,
      );
    },
  ],
];

await printSituations({ mode: mode as Mode, adapter: ai, server, situations });
