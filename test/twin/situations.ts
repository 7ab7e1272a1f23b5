/** Every situation of the twin test: what a program may do with a client, times what a provider may answer. */
/* oxlint-disable no-await-in-loop -- one thing after the other is what is tested */
import { getEventListeners } from 'node:events';
import type { LoadedClient, Loose } from './clients.ts';

/** What a situation is given beside its client. */
export interface Api {
  readonly loaded: LoadedClient;
  readonly describe: (value: unknown) => unknown;
  readonly describePromise: (promise: Loose) => unknown;
  readonly describeIterator: (iterator: Loose) => unknown;
  /** Awaits what the client gave back. A failure becomes part of the outcome, and the span is expected to tell it. */
  readonly attempt: (work: () => Loose) => Promise<unknown>;
  /** The value itself, for situations that go on with it; a failure ends the situation. */
  readonly value: <T = Loose>(work: () => Loose) => Promise<T>;
  /** Another client on the same reply, of the class and with the options given. */
  readonly make: (options?: object, Class?: Loose) => Loose;
  /** The address of the reply, without `/v1`. */
  readonly address: string;
  /** Resolves when the provider has received this many requests of the situation. */
  readonly arrived: (count?: number) => Promise<void>;
  /** Lets held replies go on, or breaks them. */
  readonly release: (how: 'continue' | 'reset' | 'cut') => Promise<void>;
  /** Resolves after the first unhandled rejection, or when none comes. */
  readonly unhandled: () => Promise<void>;
  /** Resolves when everything that is on its way has arrived. */
  readonly quiet: () => Promise<void>;
  /** Keeps a value from the garbage collector until the end of the program. */
  readonly keep: <T>(value: T) => T;
}

/** What is expected of the spans of a situation. */
export interface ExpectedSpans {
  /** How many physical calls: one span each. */
  readonly count: number;
  /** `by outcome`: error when the client failed. Absent: not said here. */
  readonly status?: 'unset' | 'error' | 'by outcome' | undefined;
  /** How the stream was left. `by outcome`: failed when the client failed, else completed. */
  readonly stream?:
    | 'completed'
    | 'cancelled'
    | 'aborted'
    | 'failed'
    | 'abandoned'
    | 'by outcome'
    | undefined;
}

/** One situation. */
export interface Situation {
  readonly group: string;
  /** Unique together with the group. */
  readonly name: string;
  /** The provider's reply, by name. */
  readonly reply: string;
  /** The first version of the client that has what the situation uses. Default: all. */
  readonly since?: string | undefined;
  /** The first version that has it no longer. */
  readonly before?: string | undefined;
  /** True where requests run beside each other, so that their order says nothing. */
  readonly unordered?: boolean | undefined;
  /** True where the program reads the reply's bytes itself, and so sees a usage chunk that was asked for. */
  readonly readsBytes?: boolean | undefined;
  /** True where the request itself cannot be read: what reads it fails inside, and the call does not. */
  readonly mayFailInside?: boolean | undefined;
  /** Heavy: run on the newest client only. */
  readonly newestOnly?: boolean | undefined;
  readonly spans: ExpectedSpans;
  readonly run: (client: Loose, api: Api) => unknown;
}

const WITH_HELPERS = '4.104.0';
const ONE: ExpectedSpans = { count: 1, status: 'by outcome' };
const ONE_STREAM: ExpectedSpans = { count: 1, status: 'by outcome', stream: 'by outcome' };

/** The body of an ordinary chat call: new every time, since some situations damage or freeze it. */
export function chatBody(more: object = {}): Loose {
  const messages = [{ role: 'user', content: 'Say hello.' }];
  return { model: 'gpt-4o-mini', messages, temperature: 0, ...more };
}

const streamBody = (more: object = {}): Loose => chatBody({ stream: true, ...more });
const chat = (client: Loose, ...rest: unknown[]): Loose =>
  client.chat.completions.create(...(rest.length > 0 ? rest : [chatBody()]));
const stream = (client: Loose, ...rest: unknown[]): Loose =>
  chat(client, ...(rest.length > 0 ? rest : [streamBody()]));
/** `.parse`, `.stream` and `.runTools` moved out of `beta` with the fifth major. */
const helpers = (client: Loose): Loose => client.beta?.chat?.completions ?? client.chat.completions;

const SCHEMA = {
  type: 'json_schema',
  json_schema: {
    name: 'place',
    strict: true,
    schema: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
      additionalProperties: false,
    },
  },
};
const TOOLS = [
  {
    type: 'function',
    function: {
      name: 'weather',
      description: 'Weather',
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
    },
  },
];
const RUNNABLE = [
  {
    type: 'function',
    function: {
      name: 'weather',
      description: 'Weather',
      parse: JSON.parse,
      parameters: { type: 'object', properties: { city: { type: 'string' } } },
      function: (input: { city: string }): string => `sunny in ${input.city}`,
    },
  },
];

/** Reads to the end; gives back the chunks, described. */
async function readAll(iterable: Loose, api: Api): Promise<unknown> {
  const chunks: unknown[] = [];
  const read = await api.attempt(async () => {
    for await (const chunk of iterable) chunks.push(api.describe(chunk));
  });
  return { chunks, read };
}

/** Takes `count` values by hand. */
async function take(iterator: Loose, count: number, api: Api): Promise<unknown[]> {
  const results: unknown[] = [];
  for (let index = 0; index < count; index += 1)
    results.push(await api.attempt(() => iterator.next()));
  return results;
}

interface Style {
  readonly name: string;
  readonly since?: string;
  readonly readsBytes?: boolean;
  readonly spans?: ExpectedSpans;
  readonly run: Situation['run'];
}

/** What a program does with a call whose reply is whole. */
const WHOLE_STYLES: readonly Style[] = [
  {
    name: 'awaits',
    run: async (client, api) => {
      const promise = chat(client);
      return [
        api.describePromise(promise),
        await api.attempt(() => promise),
        api.describePromise(promise),
      ];
    },
  },
  {
    name: 'awaits twice',
    run: async (client, api) => {
      const promise = chat(client);
      const first: { value?: unknown } = {};
      const one = await api.attempt(async () => (first.value = await promise));
      const two = await api.attempt(async () => [(await promise) === first.value, first.value]);
      return [one, two];
    },
  },
  {
    name: 'uses then, catch and finally',
    run: async (client, api) => {
      const promise = chat(client);
      const order: string[] = [];
      const derived = [
        promise.then(
          () => order.push('then'),
          () => order.push('then failed'),
        ),
        promise.catch(() => order.push('catch')),
        promise.finally(() => order.push('finally')),
        promise.then(undefined, undefined),
      ];
      const classes = derived.map((each) => api.describe(each));
      const results = [];
      for (const each of derived) results.push(await api.attempt(() => each));
      return { classes, results, order: order.toSorted() };
    },
  },
  {
    name: 'uses withResponse',
    run: async (client, api) => {
      const promise = chat(client);
      const pair = promise.withResponse();
      return [api.describe(pair), await api.attempt(() => pair)];
    },
  },
  {
    name: 'uses withResponse, then awaits',
    run: async (client, api) => {
      const promise = chat(client);
      const pair = await api.attempt(() => promise.withResponse());
      return [pair, await api.attempt(() => promise)];
    },
  },
  {
    name: 'uses asResponse and reads the text',
    readsBytes: true,
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = chat(client);
      const response: Loose = await promise.asResponse();
      return [
        api.describe(response),
        await api.attempt(() => response.text()),
        api.describe(response),
      ];
    },
  },
  {
    name: 'uses asResponse, then awaits',
    // The raw reply was what the caller asked for first: with it the call has ended.
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = chat(client);
      const response = await api.attempt(() => promise.asResponse());
      return [
        response,
        await api.attempt(() => promise),
        await api.attempt(() => promise.asResponse()),
      ];
    },
  },
  {
    name: 'uses asResponse, reads it, then awaits',
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = chat(client);
      const text = await api.attempt(async () => (await promise.asResponse()).text());
      return [text, await api.attempt(() => promise)];
    },
  },
  {
    name: 'uses asResponse only',
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = chat(client);
      return api.attempt(() => promise.asResponse());
    },
  },
  {
    name: 'uses parse',
    run: async (client, api) => {
      const promise = chat(client);
      const parsed = promise.parse();
      return [api.describe(parsed), await api.attempt(() => parsed), promise.parse() === parsed];
    },
  },
  {
    name: 'unwraps',
    run: async (client, api) => {
      const promise = chat(client);
      const derived = promise._thenUnwrap((value: unknown) => ({ wrapped: value }));
      return [
        api.describePromise(derived),
        await api.attempt(() => derived),
        await api.attempt(() => derived.withResponse()),
      ];
    },
  },
  {
    name: 'unwraps twice and throws',
    spans: { count: 1 },
    run: async (client, api) => {
      const derived = chat(client)
        ._thenUnwrap((value: unknown) => [value])
        ._thenUnwrap(() => {
          throw new Error('from the transform');
        });
      return api.attempt(() => derived);
    },
  },
  {
    name: 'is in Promise.all and race',
    run: async (client, api) => {
      const promise = chat(client);
      return [
        await api.attempt(() => Promise.all([promise, promise, promise.asResponse()])),
        await api.attempt(() => Promise.race([promise, new Promise(() => {})])),
        await api.attempt(() => Promise.allSettled([promise])),
      ];
    },
  },
  {
    name: 'is never awaited',
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = api.describePromise(api.keep(chat(client)));
      await api.arrived();
      await api.unhandled();
      return promise;
    },
  },
  {
    name: 'is awaited late',
    run: async (client, api) => {
      const promise = chat(client);
      await api.arrived();
      await api.unhandled();
      return api.attempt(() => promise);
    },
  },
  {
    name: 'is caught and forgotten',
    run: async (client, api) => {
      const seen: unknown[] = [];
      const promise = chat(client).catch((error: unknown) => {
        seen.push(api.describe(error));
      });
      await api.attempt(() => promise);
      return [
        seen,
        await api.attempt(() => (seen.length > 0 ? Promise.reject(new Error('failed')) : promise)),
      ];
    },
  },
];

/** Replies that are whole: ordinary, failing, broken, hostile. */
const WHOLE_REPLIES: readonly string[] = [
  'chat',
  'chat in parts',
  'chat as json',
  'chat cut by length',
  'chat of two',
  'chat with tool calls',
  'chat refused',
  'chat without choices',
  'chat, choices missing',
  'chat, choices null',
  'chat, choice null',
  'chat, usage null',
  'chat, usage wrong',
  'chat, message null',
  'chat, message missing',
  'chat, wrong types',
  'chat, prototype key',
  'chat, lone surrogate',
  'json null',
  'json array',
  'json string',
  'json number',
  'json false',
  'json cut',
  'json wrong',
  'empty body',
  'no content',
  'html',
  'error in json',
  '400',
  '401',
  '403',
  '404',
  '409',
  '422',
  '429',
  '500',
  '503',
  '500 as html',
  '500 empty',
  '400 null',
  '400, error null',
  'reset before headers',
  'cut after headers',
];

/** What a program does with a streamed reply. Each begins with the call; the last argument is how to call. */
const STREAM_STYLES: readonly Style[] = [
  {
    name: 'reads to the end',
    run: async (client, api) => {
      const promise = stream(client);
      const before = api.describePromise(promise);
      const value = await api.value(() => promise);
      return [before, api.describe(value), await readAll(value, api), api.describe(value)];
    },
  },
  {
    name: 'uses withResponse and reads',
    run: async (client, api) => {
      const pair = await api.value(() => stream(client).withResponse());
      return [api.describe(pair), await readAll(pair.data, api)];
    },
  },
  {
    name: 'awaits twice and reads once',
    run: async (client, api) => {
      const promise = stream(client);
      const one = await api.value(() => promise);
      const two = await api.value(() => promise);
      return [one === two, await readAll(two, api)];
    },
  },
  {
    name: 'reads twice',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      return [await readAll(value, api), await readAll(value, api)];
    },
  },
  {
    name: 'uses asResponse and reads the text',
    readsBytes: true,
    spans: { count: 1 },
    run: async (client, api) => {
      const response = await api.value(() => stream(client).asResponse());
      return [api.describe(response), await api.attempt(() => response.text())];
    },
  },
  {
    name: 'tees and reads both',
    since: WITH_HELPERS,
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const [left, right] = value.tee();
      const classes = [
        api.describe(left),
        api.describe(right),
        left.controller === value.controller,
      ];
      return [classes, await readAll(left, api), await readAll(right, api)];
    },
  },
  {
    name: 'tees and reads both at once',
    since: WITH_HELPERS,
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const [left, right] = value.tee();
      return Promise.all([readAll(left, api), readAll(right, api)]);
    },
  },
  {
    name: 'tees and reads one',
    since: WITH_HELPERS,
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const [left] = api.keep(value.tee());
      const read = await readAll(left, api);
      await api.unhandled();
      return read;
    },
  },
  {
    name: 'becomes a ReadableStream',
    since: WITH_HELPERS,
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const readable: Loose = value.toReadableStream();
      const reader = readable.getReader();
      let text = '';
      const read = await api.attempt(async () => {
        for (;;) {
          const { done, value: bytes } = await reader.read();
          if (done) return;
          text += new TextDecoder().decode(bytes);
        }
      });
      return { class: readable.constructor.name, text, read };
    },
  },
  {
    name: 'goes through a ReadableStream and back',
    since: WITH_HELPERS,
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const again = value.constructor.fromReadableStream(
        value.toReadableStream(),
        new AbortController(),
      );
      return readAll(again, api);
    },
  },
  {
    name: 'breaks after one chunk',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const seen: unknown[] = [];
      const left = await api.attempt(async () => {
        for await (const chunk of value) {
          seen.push(api.describe(chunk));
          break;
        }
      });
      return [seen, left, api.describe(value), await readAll(value, api)];
    },
  },
  {
    name: 'throws in the loop',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const mine = new Error('mine');
      let thrown: unknown;
      let count = 0;
      try {
        for await (const chunk of value) {
          count += 1;
          if (count === 2) throw mine;
          void chunk;
        }
      } catch (error) {
        thrown = error;
      }
      return [count, thrown === mine, api.describe(thrown), api.describe(value)];
    },
  },
  {
    name: 'takes by hand beyond the end',
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const iterator = value[Symbol.asyncIterator]();
      return [
        api.describeIterator(iterator),
        await take(iterator, 14, api),
        api.describeIterator(iterator),
      ];
    },
  },
  {
    name: 'takes several at once',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const iterator = value[Symbol.asyncIterator]();
      return api.attempt(() =>
        Promise.allSettled(Array.from({ length: 14 }, () => iterator.next())),
      );
    },
  },
  {
    name: 'returns by hand',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const iterator = value[Symbol.asyncIterator]();
      const one = await take(iterator, 1, api);
      const left = await api.attempt(() => iterator.return('mine'));
      return [one, left, await take(iterator, 1, api), api.describe(value)];
    },
  },
  {
    name: 'returns before it reads',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const iterator = value[Symbol.asyncIterator]();
      return [await api.attempt(() => iterator.return()), await take(iterator, 1, api)];
    },
  },
  {
    name: 'throws by hand',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const iterator = value[Symbol.asyncIterator]();
      const one = await take(iterator, 1, api);
      return [
        one,
        await api.attempt(() => iterator.throw(new Error('mine'))),
        await take(iterator, 1, api),
      ];
    },
  },
  {
    name: 'has two consumers',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const first = value[Symbol.asyncIterator]();
      const one = await take(first, 1, api);
      return [one, await readAll(value, api), await take(first, 1, api)];
    },
  },
  {
    name: 'is never read',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = api.keep(await api.value(() => stream(client)));
      await api.unhandled();
      return api.describe(value);
    },
  },
  {
    name: 'is never awaited',
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = api.describePromise(api.keep(stream(client)));
      await api.arrived();
      await api.unhandled();
      return promise;
    },
  },
  {
    name: 'asks for an iterator and drops it',
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      return api.describeIterator(value[Symbol.asyncIterator]());
    },
  },
];

/** Replies that are streamed: ordinary, failing, broken, hostile. */
const STREAM_REPLIES: readonly string[] = [
  'chat stream',
  'chat stream with usage null',
  'chat stream in odd pieces',
  'chat stream with carriage returns',
  'chat stream of two',
  'chat stream with tool calls',
  'chat stream refused',
  'chat stream with a filter first',
  'chat stream, only usage',
  'chat stream, nothing',
  'chat stream, no bytes',
  'chat stream without an end',
  'chat stream, choices missing',
  'chat stream, choices null',
  'chat stream, choice null',
  'chat stream, delta missing',
  'chat stream, delta null',
  'chat stream, index huge',
  'chat stream, tool call odd',
  'chat stream, chunk null',
  'chat stream, chunk a number',
  'chat stream, malformed',
  'chat stream, malformed frames',
  'chat stream, error event',
  'chat stream, error chunk',
  'chat stream, cut',
  'chat stream as json',
  'no content',
  '400',
  '429',
  '500',
  'reset before headers',
];

/** From the seventh major on the client itself trips over these, above the stream that it reads: it leaves the stream. */
const FAILS_ABOVE: ReadonlySet<string> = new Set(['chat stream, choice null']);

function product(
  group: string,
  styles: readonly Style[],
  replies: readonly string[],
  spans: ExpectedSpans,
): Situation[] {
  return styles.flatMap((style) =>
    replies.map((reply) => ({
      group: `${group}: ${style.name}`,
      name: reply,
      reply,
      since: style.since,
      readsBytes: style.readsBytes,
      spans: style.spans ?? (FAILS_ABOVE.has(reply) ? { count: spans.count } : spans),
      run: style.run,
    })),
  );
}

/** How a call is cut short. */
const ABORTS: readonly Situation[] = [
  ...(['whole', 'streamed'] as const).flatMap((kind): Situation[] => {
    const body = kind === 'whole' ? chatBody() : streamBody();
    const reply = kind === 'whole' ? 'chat' : 'chat stream';
    return [
      {
        group: 'abort',
        name: `${kind}, before the call`,
        reply,
        spans: { count: 1 },
        run: async (client, api) => {
          const signal = AbortSignal.abort();
          const promise = chat(client, body, { signal });
          return [api.describePromise(promise), await api.attempt(() => promise)];
        },
      },
      {
        group: 'abort',
        name: `${kind}, before the call with a reason of the caller's`,
        reply,
        spans: { count: 1 },
        run: (client, api) =>
          api.attempt(() =>
            chat(client, body, { signal: AbortSignal.abort(new TypeError('mine')) }),
          ),
      },
      {
        group: 'abort',
        name: `${kind}, while waiting for headers`,
        reply: 'slow headers',
        spans: { count: 1 },
        run: async (client, api) => {
          const controller = new AbortController();
          const promise = chat(client, body, { signal: controller.signal });
          const outcome = api.attempt(() => promise);
          await api.arrived();
          controller.abort();
          return [await outcome, await api.attempt(() => promise.asResponse())];
        },
      },
      {
        group: 'abort',
        name: `${kind}, while waiting, and never awaited`,
        reply: 'slow headers',
        spans: { count: 1 },
        run: async (client, api) => {
          const controller = new AbortController();
          api.keep(chat(client, body, { signal: controller.signal }));
          await api.arrived();
          controller.abort();
          await api.unhandled();
        },
      },
      {
        group: 'abort',
        name: `${kind}, after the reply`,
        reply,
        spans: { count: 1 },
        run: async (client, api) => {
          const controller = new AbortController();
          const value = await api.value(() => chat(client, body, { signal: controller.signal }));
          const read = kind === 'whole' ? api.describe(value) : await readAll(value, api);
          controller.abort();
          return [read, api.describe(value)];
        },
      },
      {
        group: 'abort',
        name: `${kind}, by timeout`,
        reply: 'slow headers',
        spans: { count: 1 },
        run: (client, api) => api.attempt(() => chat(client, body, { timeout: 250 })),
      },
    ];
  }),
  {
    group: 'abort',
    name: 'whole, while the body is read',
    reply: 'slow body',
    spans: { count: 1 },
    run: async (client, api) => {
      const controller = new AbortController();
      const promise = chat(client, chatBody(), { signal: controller.signal });
      await promise.asResponse();
      const outcome = api.attempt(() => promise);
      controller.abort();
      return outcome;
    },
  },
  ...(['the signal', 'the controller'] as const).flatMap((by): Situation[] => {
    const open = async (client: Loose, api: Api): Promise<{ value: Loose; abort: () => void }> => {
      const controller = new AbortController();
      const value = await api.value(() =>
        chat(client, streamBody(), { signal: controller.signal }),
      );
      return { value, abort: () => (by === 'the signal' ? controller : value.controller).abort() };
    };
    return [
      {
        group: 'abort',
        name: `streamed, by ${by} before reading`,
        reply: 'chat stream, held',
        spans: { count: 1, status: 'unset', stream: 'aborted' },
        run: async (client, api) => {
          const { value, abort } = await open(client, api);
          abort();
          return [api.describe(value), await readAll(value, api)];
        },
      },
      {
        group: 'abort',
        name: `streamed, by ${by} and never read`,
        reply: 'chat stream, held',
        spans: { count: 1, status: 'unset', stream: 'aborted' },
        run: async (client, api) => {
          const { value, abort } = await open(client, api);
          abort();
          await api.unhandled();
          return api.describe(value);
        },
      },
      {
        group: 'abort',
        name: `streamed, by ${by} in the loop`,
        reply: 'chat stream, held',
        spans: { count: 1, status: 'unset', stream: 'aborted' },
        run: async (client, api) => {
          const { value, abort } = await open(client, api);
          const seen: unknown[] = [];
          const read = await api.attempt(async () => {
            for await (const chunk of value) {
              seen.push(api.describe(chunk));
              if (seen.length === 3) abort();
            }
          });
          return [seen, read, api.describe(value)];
        },
      },
      {
        group: 'abort',
        name: `streamed, by ${by} while a chunk is waited for`,
        reply: 'chat stream, held',
        spans: { count: 1, status: 'unset', stream: 'aborted' },
        run: async (client, api) => {
          const { value, abort } = await open(client, api);
          const iterator = value[Symbol.asyncIterator]();
          const taken = await take(iterator, 3, api);
          const waiting = api.attempt(() => iterator.next());
          await api.quiet();
          abort();
          return [taken, await waiting, await take(iterator, 1, api)];
        },
      },
    ];
  }),
  {
    group: 'abort',
    name: 'leaves the listeners of a signal as they were',
    reply: 'chat stream',
    spans: { count: 3 },
    run: async (client, api) => {
      const { signal } = new AbortController();
      const counts = [];
      for (let index = 0; index < 3; index += 1) {
        await readAll(await api.value(() => chat(client, streamBody(), { signal })), api);
        counts.push(getEventListeners(signal, 'abort').length);
      }
      return counts;
    },
  },
];

/** How a stream that the provider holds open is left. */
const LEAVING: readonly Situation[] = [
  {
    group: 'leaving a held stream',
    name: 'break closes the connection',
    reply: 'chat stream, held',
    spans: { count: 1, status: 'unset', stream: 'cancelled' },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const seen = [];
      for await (const chunk of value) {
        seen.push(api.describe(chunk));
        if (seen.length === 3) break;
      }
      return [seen, api.describe(value)];
    },
  },
  {
    group: 'leaving a held stream',
    name: 'return in a function closes the connection',
    reply: 'chat stream, held',
    spans: { count: 1, status: 'unset', stream: 'cancelled' },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const first = async (): Promise<unknown> => {
        for await (const chunk of value) return api.describe(chunk);
        return undefined;
      };
      return first();
    },
  },
  {
    group: 'leaving a held stream',
    name: 'throw closes the connection',
    reply: 'chat stream, held',
    spans: { count: 1, status: 'unset', stream: 'cancelled' },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      return api.attempt(async () => {
        for await (const chunk of value) throw new Error(`mine ${typeof chunk}`);
      });
    },
  },
  {
    group: 'leaving a held stream',
    name: 'break at once closes the connection',
    reply: 'chat stream, held',
    spans: { count: 1, status: 'unset', stream: 'cancelled' },
    run: async (client, api) => {
      const pair = await api.value(() => stream(client).withResponse());
      for await (const chunk of pair.data) {
        void chunk;
        break;
      }
      return api.describe(pair.data);
    },
  },
  {
    group: 'leaving a held stream',
    name: 'cancel of the ReadableStream closes the connection',
    reply: 'chat stream, held',
    since: WITH_HELPERS,
    spans: { count: 1, status: 'unset', stream: 'cancelled' },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const reader = value.toReadableStream().getReader();
      const first = await reader.read();
      return [api.describe(first), await api.attempt(() => reader.cancel('enough'))];
    },
  },
  {
    group: 'leaving a held stream',
    name: 'both branches of a tee are left',
    reply: 'chat stream, held',
    since: WITH_HELPERS,
    spans: { count: 1 },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const seen = [];
      for (const branch of value.tee()) {
        for await (const chunk of branch) {
          seen.push(api.describe(chunk));
          break;
        }
      }
      // Where the client itself does not cancel a left tee, the program does.
      await api.quiet();
      value.controller.abort();
      return [seen, api.describe(value)];
    },
  },
  {
    group: 'leaving a held stream',
    name: 'goes on after a pause',
    reply: 'chat stream, held',
    spans: { count: 1, status: 'unset', stream: 'completed' },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const iterator = value[Symbol.asyncIterator]();
      const taken = await take(iterator, 3, api);
      await api.release('continue');
      return [taken, await take(iterator, 4, api)];
    },
  },
  ...(['reset', 'cut'] as const).map((how): Situation => ({
    group: 'leaving a held stream',
    name: `the connection is ${how} in the middle`,
    reply: 'chat stream, held',
    spans: { count: 1, status: 'error', stream: 'failed' },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const iterator = value[Symbol.asyncIterator]();
      const taken = await take(iterator, 3, api);
      await api.release(how);
      return [taken, await take(iterator, 2, api), await readAll(value, api)];
    },
  })),
  {
    group: 'leaving a held stream',
    name: 'the connection is reset while a reply is read',
    reply: 'reset after headers',
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = chat(client);
      await promise.asResponse();
      const outcome = api.attempt(() => promise);
      await api.quiet();
      await api.release('reset');
      return outcome;
    },
  },
  {
    group: 'leaving a held stream',
    name: 'the connection is cut before the length that was announced',
    reply: 'cut before its length',
    // With some clients this never settles: then its span ends when the program does.
    spans: { count: 1 },
    run: (client, api) => api.attempt(() => chat(client)),
  },
  {
    group: 'leaving a held stream',
    name: 'the first chunk comes late',
    reply: 'chat stream, held at once',
    spans: { count: 1, status: 'unset', stream: 'completed' },
    run: async (client, api) => {
      const value = await api.value(() => stream(client));
      const iterator = value[Symbol.asyncIterator]();
      const first = api.attempt(() => iterator.next());
      await api.release('continue');
      return [await first, await take(iterator, 8, api)];
    },
  },
];

/** Retries, and several calls. */
const RETRIES: readonly Situation[] = [
  {
    group: 'retry',
    name: '429 and then a reply',
    reply: '429 then chat',
    spans: { count: 1, status: 'unset' },
    run: (_, api) => {
      const client = api.make({ maxRetries: 2 });
      return api.attempt(() => chat(client).withResponse());
    },
  },
  {
    group: 'retry',
    name: '429 and then a stream',
    reply: '429 then chat',
    spans: { count: 1, status: 'unset', stream: 'completed' },
    run: async (_, api) => readAll(await api.value(() => stream(api.make({ maxRetries: 2 }))), api),
  },
  {
    group: 'retry',
    name: '429 until it gives up',
    reply: '429 for ever',
    spans: { count: 1, status: 'error' },
    run: (client, api) => api.attempt(() => chat(client, chatBody(), { maxRetries: 2 })),
  },
  {
    group: 'retry',
    name: 'reset and then a reply',
    reply: 'reset then chat',
    // 4.0.0 waits at least half a second here, by its own clock.
    since: WITH_HELPERS,
    spans: { count: 1, status: 'unset' },
    run: (client, api) => api.attempt(() => chat(client, chatBody(), { maxRetries: 1 })),
  },
  {
    group: 'several calls',
    name: 'ten beside each other',
    reply: 'chat',
    unordered: true,
    spans: { count: 10, status: 'unset' },
    run: (client, api) =>
      api.attempt(() =>
        Promise.all(
          Array.from({ length: 10 }, (_, index) => chat(client, chatBody({ seed: index }))),
        ),
      ),
  },
  {
    group: 'several calls',
    name: 'streams read in turns',
    reply: 'chat stream',
    unordered: true,
    spans: { count: 2, status: 'unset', stream: 'completed' },
    run: async (client, api) => {
      const streams = await api.value<Loose[]>(() =>
        Promise.all([1, 2].map((seed) => stream(client, streamBody({ seed })))),
      );
      const iterators = streams.map((value) => value[Symbol.asyncIterator]());
      const seen = [];
      for (let turn = 0; turn < 7; turn += 1) {
        for (const iterator of iterators) seen.push(await api.attempt(() => iterator.next()));
      }
      return seen;
    },
  },
  {
    group: 'several calls',
    name: 'a failing one among good ones',
    reply: '429 then chat',
    spans: { count: 2 },
    run: async (client, api) => [
      await api.attempt(() => chat(client)),
      await api.attempt(() => chat(client)),
    ],
  },
];

/** Requests that are odd, hostile or frozen. The outcome says what became of the request, too. */
const REQUESTS: readonly Situation[] = [
  ...hostileRequests().flatMap(({ name, make, newestOnly, mayFailInside }) =>
    (newestOnly === true ? [false] : [false, true]).map((isStreamed): Situation => ({
      group: 'requests',
      name: `${name}${isStreamed ? ', streamed' : ''}`,
      reply: isStreamed ? 'chat stream' : 'chat',
      newestOnly: newestOnly === true,
      mayFailInside: mayFailInside === true,
      spans: { count: 1, status: 'by outcome' },
      run: async (client, api) => {
        const body = make();
        if (isStreamed) Reflect.set(body, 'stream', true);
        const before = api.describe(body);
        const outcome = await api.attempt(() => chat(client, body));
        const after = JSON.stringify(api.describe(body)) === JSON.stringify(before);
        return [newestOnly === true ? undefined : before, outcome, after];
      },
    })),
  ),
  ...[undefined, null, 'text', 7, [], {}, () => {}].flatMap((argument): Situation[] => [
    {
      group: 'requests',
      name: `create(${argument === undefined || argument === null ? String(argument) : typeof argument === 'object' ? JSON.stringify(argument) : typeof argument})`,
      reply: '400',
      spans: { count: 1 },
      run: (client, api) => api.attempt(() => client.chat.completions.create(argument)),
    },
  ]),
  {
    group: 'requests',
    name: 'create()',
    reply: '400',
    spans: { count: 1 },
    run: (client, api) => api.attempt(() => client.chat.completions.create()),
  },
  {
    group: 'requests',
    name: 'create(body, undefined) and create(body, {})',
    reply: 'chat',
    spans: { count: 2, status: 'unset' },
    run: async (client, api) => [
      await api.attempt(() => chat(client, chatBody(), undefined)),
      await api.attempt(() => chat(client, chatBody(), {})),
    ],
  },
  {
    group: 'requests',
    name: 'frozen body and options',
    reply: 'chat',
    spans: { count: 1, status: 'unset' },
    run: (client, api) => {
      const options = Object.freeze({ headers: Object.freeze({ 'x-mine': 'yes' }), timeout: 5000 });
      return api.attempt(() => chat(client, deepFreeze(chatBody({ tools: TOOLS })), options));
    },
  },
  {
    group: 'requests',
    name: 'frozen body, streamed, with stream options',
    reply: 'chat stream',
    spans: { count: 1, status: 'unset', stream: 'completed' },
    run: async (client, api) => {
      const body = deepFreeze(streamBody({ stream_options: { include_usage: true } }));
      return readAll(await api.value(() => chat(client, body, Object.freeze({}))), api);
    },
  },
  {
    group: 'requests',
    name: 'stream options without usage',
    reply: 'chat stream',
    spans: { count: 1, status: 'unset', stream: 'completed' },
    run: async (client, api) =>
      readAll(
        await api.value(() =>
          stream(client, streamBody({ stream_options: { include_usage: false } })),
        ),
        api,
      ),
  },
  {
    group: 'requests',
    name: 'the same body twice',
    reply: 'chat',
    spans: { count: 2, status: 'unset' },
    run: async (client, api) => {
      const body = chatBody();
      return [
        await api.attempt(() => chat(client, body)),
        await api.attempt(() => chat(client, body)),
        api.describe(body),
      ];
    },
  },
  {
    group: 'requests',
    name: 'an image of 5 MB',
    reply: 'chat',
    spans: { count: 1, status: 'unset' },
    run: (client, api) =>
      api.attempt(() =>
        chat(
          client,
          chatBody({
            messages: [
              {
                role: 'user',
                content: [
                  { type: 'text', text: 'What is this?' },
                  {
                    type: 'image_url',
                    image_url: { url: `data:image/png;base64,${'iVBORw0K'.repeat(650_000)}` },
                  },
                ],
              },
            ],
          }),
        ),
      ),
  },
  {
    group: 'requests',
    name: 'many messages with every kind of part',
    reply: 'chat',
    spans: { count: 1, status: 'unset' },
    run: (client, api) =>
      api.attempt(() =>
        chat(
          client,
          chatBody({
            messages: [
              { role: 'developer', content: 'Be brief.' },
              { role: 'system', content: [{ type: 'text', text: 'Be kind.' }] },
              ...Array.from({ length: 200 }, (_, index) => ({
                role: index % 2 ? 'assistant' : 'user',
                content: `turn ${index}`,
              })),
              {
                role: 'user',
                content: [
                  { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
                  { type: 'file', file: { file_id: 'f' } },
                  null,
                  7,
                  { type: 'unheard of' },
                ],
              },
              {
                role: 'assistant',
                content: null,
                tool_calls: [
                  { id: 'a', type: 'function', function: { name: 'f', arguments: '{not json' } },
                ],
              },
              { role: 'tool', tool_call_id: 'a', content: 'result' },
              { role: 'function', name: 'f', content: null },
              { role: 'nobody', content: undefined },
              null,
            ],
          }),
        ),
      ),
  },
];

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}

class Body {
  readonly mine = 1;
}

function hostileRequests(): {
  name: string;
  make: () => Loose;
  newestOnly?: boolean;
  mayFailInside?: boolean;
}[] {
  return [
    {
      name: 'a getter that throws',
      mayFailInside: true,
      make: () =>
        Object.defineProperty(chatBody(), 'temperature', {
          enumerable: true,
          get: () => fail('getter'),
        }),
    },
    {
      name: 'a getter of messages that throws',
      mayFailInside: true,
      make: () =>
        Object.defineProperty(chatBody(), 'messages', {
          enumerable: true,
          get: () => fail('getter'),
        }),
    },
    {
      name: 'a hidden getter that throws',
      mayFailInside: true,
      make: () =>
        Object.defineProperty(chatBody(), 'seed', {
          enumerable: false,
          get: () => fail('hidden getter'),
        }),
    },
    { name: 'a proxy', make: () => new Proxy(chatBody(), {}) },
    {
      name: 'a proxy that throws for what it does not know',
      mayFailInside: true,
      make: () =>
        new Proxy(chatBody(), {
          get: (target, key) =>
            key in target || key === 'stream' || key === 'toJSON' || typeof key === 'symbol'
              ? Reflect.get(target, key)
              : fail(`no ${key}`),
        }),
    },
    {
      name: 'a revoked proxy inside',
      mayFailInside: true,
      make: () => chatBody({ messages: [revoked()] }),
    },
    {
      name: 'a cycle',
      make: () => {
        const body = chatBody();
        body.messages[0].self = body.messages;
        return body;
      },
    },
    { name: 'a BigInt', make: () => chatBody({ seed: 7n }) },
    {
      name: 'a lone surrogate',
      make: () =>
        chatBody({ model: 'm\ud800', messages: [{ role: 'user', content: '\udfff x \ud83d' }] }),
    },
    {
      name: 'values of wrong types',
      make: () =>
        chatBody({
          model: { toString: 7 },
          temperature: 'hot',
          top_p: NaN,
          n: '2',
          stop: 5,
          messages: 'text',
          max_tokens: null,
          user: Symbol.iterator,
        }),
    },
    {
      name: 'toJSON',
      make: () =>
        chatBody({ messages: [{ toJSON: () => ({ role: 'user', content: 'Say hello.' }) }] }),
    },
    { name: 'no prototype', make: () => Object.assign(Object.create(null), chatBody()) },
    { name: 'a class instance', make: () => Object.assign(new Body(), chatBody()) },
    { name: 'inherited fields', make: () => Object.create(chatBody()) },
    { name: 'deep nesting', make: () => chatBody({ metadata: nested(300) }) },
    {
      name: 'temperature 0 and n 2',
      make: () => chatBody({ temperature: 0, top_p: 0, n: 2, seed: 0, presence_penalty: 0 }),
    },
    {
      name: 'a string of 1 MB',
      make: () => chatBody({ messages: [{ role: 'user', content: 'x'.repeat(1_000_000) }] }),
    },
    {
      name: 'a string of 100 MB',
      newestOnly: true,
      make: () => chatBody({ messages: [{ role: 'user', content: 'x'.repeat(100_000_000) }] }),
    },
    { name: 'a model name of 1 MB', make: () => chatBody({ model: 'm'.repeat(1_000_000) }) },
  ];
}

function fail(what: string): never {
  throw new RangeError(`hostile ${what}`);
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function nested(depth: number): object {
  let value: object = {};
  for (let index = 0; index < depth; index += 1) value = { value };
  return value;
}

/** The helpers that call `create` themselves. */
const HELPERS: readonly Situation[] = [
  ...[
    'chat as json',
    'chat not the json asked for',
    'chat cut by length',
    'chat refused',
    'chat with tool calls',
    'chat without choices',
    'json null',
    '429',
    'json cut',
  ].flatMap((reply): Situation[] => [
    {
      group: 'helpers: parse',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: async (client, api) => {
        const promise = helpers(client).parse(chatBody({ response_format: SCHEMA }));
        return [
          api.describePromise(promise),
          await api.attempt(() => promise),
          await api.attempt(() => promise.withResponse()),
        ];
      },
    },
    {
      group: 'helpers: parse, with a parser of the caller',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: (client, api) => {
        const format = { ...SCHEMA };
        Object.defineProperties(format, {
          $brand: { value: 'auto-parseable-response-format', enumerable: false },
          $parseRaw: { value: (text: string) => ({ mine: JSON.parse(text) }), enumerable: false },
        });
        return api.attempt(() =>
          helpers(client)
            .parse(chatBody({ response_format: format }))
            .withResponse(),
        );
      },
    },
  ]),
  ...[
    'chat stream',
    'chat stream of two',
    'chat stream with tool calls',
    'chat stream refused',
    'chat stream, nothing',
    'chat stream, choices missing',
    'chat stream, chunk null',
    'chat stream, malformed',
    'chat stream, error event',
    'chat stream, cut',
    '429',
    'reset before headers',
  ].flatMap((reply): Situation[] => [
    {
      group: 'helpers: stream, by events',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: async (client, api) => {
        const runner = helpers(client).stream(chatBody());
        const events: unknown[] = [];
        for (const name of [
          'connect',
          'content',
          'refusal.done',
          'message',
          'chatCompletion',
          'finalContent',
          'error',
          'abort',
          'end',
        ]) {
          runner.on(name, (...values: unknown[]) =>
            events.push([name, ...values.map(api.describe)]),
          );
        }
        return {
          class: runner.constructor.name,
          done: await api.attempt(() => runner.done()),
          final: await api.attempt(() => runner.finalChatCompletion()),
          usage: await api.attempt(() => runner.totalUsage()),
          events,
          state: [runner.ended, runner.errored, runner.aborted],
        };
      },
    },
    {
      group: 'helpers: stream, in a loop',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: async (client, api) => readAll(helpers(client).stream(chatBody()), api),
    },
  ]),
  {
    group: 'helpers: stream, left',
    name: 'break',
    reply: 'chat stream, held',
    since: WITH_HELPERS,
    spans: { count: 1, status: 'unset' },
    run: async (client, api) => {
      const runner = helpers(client).stream(chatBody());
      let count = 0;
      for await (const chunk of runner) {
        void chunk;
        count += 1;
        if (count === 2) break;
      }
      return [count, await api.attempt(() => runner.done()), runner.aborted];
    },
  },
  {
    group: 'helpers: stream, left',
    name: 'abort',
    reply: 'chat stream, held',
    since: WITH_HELPERS,
    spans: { count: 1, status: 'unset' },
    run: async (client, api) => {
      const runner = helpers(client).stream(chatBody());
      runner.on('chunk', () => runner.abort());
      return [await api.attempt(() => runner.done()), runner.aborted];
    },
  },
  {
    group: 'helpers: stream, left',
    name: 'nobody listens and it fails',
    reply: '429',
    since: WITH_HELPERS,
    spans: { count: 1, status: 'error' },
    run: async (client, api) => {
      const runner = api.keep(helpers(client).stream(chatBody()));
      await api.arrived();
      await api.unhandled();
      return runner.errored;
    },
  },
  {
    group: 'helpers: stream, left',
    name: 'becomes a ReadableStream',
    reply: 'chat stream',
    since: WITH_HELPERS,
    spans: { count: 1, status: 'unset' },
    run: (client, api) =>
      api.attempt(() => new Response(helpers(client).stream(chatBody()).toReadableStream()).text()),
  },
  ...(['tool loop', 'tool loop that fails', '429', 'chat'] as const).map((reply): Situation => ({
    group: 'helpers: runTools',
    name: reply,
    reply,
    since: WITH_HELPERS,
    spans: { count: reply.startsWith('tool loop') ? 2 : 1 },
    run: async (client, api) => {
      const runner = helpers(client).runTools(chatBody({ tools: RUNNABLE }));
      const events: unknown[] = [];
      for (const name of [
        'message',
        'functionToolCall',
        'functionToolCallResult',
        'functionCall',
        'functionCallResult',
        'finalContent',
        'error',
        'end',
      ]) {
        runner.on(name, (...values: unknown[]) => events.push([name, ...values.map(api.describe)]));
      }
      const final = await api.attempt(() => runner.finalContent());
      return {
        class: runner.constructor.name,
        final,
        events,
        messages: api.describe(runner.messages),
      };
    },
  })),
  {
    group: 'helpers: runTools',
    name: 'tool loop, streamed',
    reply: 'tool loop',
    since: WITH_HELPERS,
    spans: { count: 2, status: 'unset', stream: 'completed' },
    run: async (client, api) => {
      const runner = helpers(client).runTools(chatBody({ tools: RUNNABLE, stream: true }));
      return [await readAll(runner, api), await api.attempt(() => runner.finalContent())];
    },
  },
  {
    group: 'helpers: runTools',
    name: 'a tool that throws',
    reply: 'tool loop',
    since: WITH_HELPERS,
    spans: { count: 1 },
    run: async (client, api) => {
      const broken = [
        { ...RUNNABLE[0], function: { ...RUNNABLE[0]?.function, function: () => fail('tool') } },
      ];
      const runner = helpers(client).runTools(chatBody({ tools: broken }));
      return api.attempt(() => runner.finalContent());
    },
  },
  {
    group: 'helpers: runTools',
    name: 'runFunctions',
    reply: 'function loop',
    since: WITH_HELPERS,
    before: '5.0.0',
    spans: { count: 2, status: 'unset' },
    run: async (client, api) => {
      const runner = helpers(client).runFunctions(
        chatBody({
          functions: [
            { name: 'weather', description: 'Weather', parameters: {}, function: () => 'sunny' },
          ],
        }),
      );
      return [await api.attempt(() => runner.finalContent()), api.describe(runner.messages)];
    },
  },
];

const respond = (client: Loose, more: object = {}): Loose =>
  client.responses.create({ model: 'gpt-4o-mini', input: 'Say hello.', ...more });

/** The Responses API. */
const RESPONSES: readonly Situation[] = [
  ...[
    'response',
    'response in background',
    'response failed',
    'response incomplete',
    'response, output missing',
    'response, output odd',
    'json null',
    'json cut',
    'html',
    '400',
    '429',
    'reset before headers',
    'cut after headers',
  ].flatMap((reply): Situation[] => [
    {
      group: 'responses: create',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: async (client, api) => {
        const promise = respond(client);
        return [
          api.describePromise(promise),
          await api.attempt(() => promise),
          await api.attempt(() => promise.withResponse()),
        ];
      },
    },
    {
      group: 'responses: asResponse, then awaits',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: async (client, api) => {
        const promise = respond(client);
        return [await api.attempt(() => promise.asResponse()), await api.attempt(() => promise)];
      },
    },
    {
      group: 'responses: never awaited',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: async (client, api) => {
        api.keep(respond(client));
        await api.arrived();
        await api.unhandled();
      },
    },
    {
      group: 'responses: parse',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: async (client, api) => {
        const promise = client.responses.parse({
          model: 'gpt-4o-mini',
          input: [{ role: 'user', content: 'Where?' }],
          text: {
            format: {
              type: 'json_schema',
              name: 'place',
              strict: true,
              schema: SCHEMA.json_schema.schema,
            },
          },
        });
        return [api.describePromise(promise), await api.attempt(() => promise)];
      },
    },
    {
      group: 'responses: retrieve',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: async (client, api) => {
        const promise = client.responses.retrieve('resp_1');
        return [api.describePromise(promise), await api.attempt(() => promise.withResponse())];
      },
    },
  ]),
  ...[
    'response stream',
    'response stream failed',
    'response stream incomplete',
    'response stream, error event',
    'response stream, odd events',
    'response stream, cut',
    'chat stream, malformed',
    'chat stream, chunk null',
    '429',
  ].flatMap((reply): Situation[] => [
    {
      group: 'responses: create, streamed',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: async (client, api) => {
        const promise = respond(client, { stream: true });
        const before = api.describePromise(promise);
        const value = await api.value(() => promise);
        return [before, api.describe(value), await readAll(value, api), api.describe(value)];
      },
    },
    {
      group: 'responses: create, streamed and teed',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: async (client, api) => {
        const value = await api.value(() => respond(client, { stream: true }));
        const [left, right] = value.tee();
        return Promise.all([readAll(left, api), readAll(right, api)]);
      },
    },
    {
      group: 'responses: retrieve, streamed',
      name: reply,
      reply,
      since: '5.23.2',
      spans: { count: 1 },
      run: async (client, api) =>
        readAll(
          await api.value(() =>
            client.responses.retrieve('resp_1', { stream: true, starting_after: 2 }),
          ),
          api,
        ),
    },
    {
      group: 'responses: stream helper',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: async (client, api) => {
        const runner = client.responses.stream({ model: 'gpt-4o-mini', input: 'Say hello.' });
        const events: unknown[] = [];
        runner.on('event', (each: Loose) => events.push(each?.type));
        return {
          class: runner.constructor.name,
          final: await api.attempt(() => runner.finalResponse()),
          events,
        };
      },
    },
    {
      group: 'responses: stream helper in a loop',
      name: reply,
      reply,
      since: WITH_HELPERS,
      spans: { count: 1 },
      run: (client, api) =>
        readAll(client.responses.stream({ model: 'gpt-4o-mini', input: 'Say hello.' }), api),
    },
  ]),
  {
    group: 'responses: left',
    name: 'break',
    reply: 'response stream, held',
    since: WITH_HELPERS,
    spans: { count: 1, status: 'unset', stream: 'cancelled' },
    run: async (client, api) => {
      const value = await api.value(() => respond(client, { stream: true }));
      for await (const each of value) {
        if (each.type === 'response.content_part.added') break;
      }
      return api.describe(value);
    },
  },
  {
    group: 'responses: left',
    name: 'the stored response is streamed by the helper',
    reply: 'response stream',
    since: '5.23.2',
    spans: { count: 1 },
    run: (client, api) => readAll(client.responses.stream({ response_id: 'resp_1' }), api),
  },
  {
    group: 'responses: left',
    name: 'in the beta',
    reply: 'response',
    since: '6.49.0',
    spans: { count: 1 },
    run: async (client, api) => {
      const promise = client.beta.responses.create({ model: 'gpt-4o-mini', input: 'Say hello.' });
      return [api.describePromise(promise), await api.attempt(() => promise)];
    },
  },
];

interface Other {
  readonly group: string;
  readonly replies: readonly string[];
  readonly since?: string;
  readonly call: (client: Loose, api: Api) => Loose;
}

const file = (api: Api, name: string): Promise<Loose> =>
  api.loaded.exports['toFile'](Buffer.from('bytes of a file'), name);
const FAILING = ['429', 'json null', 'json cut', 'reset before headers'];

/** The other operations, each whole. */
const OTHERS: readonly Other[] = [
  {
    group: 'embeddings',
    replies: ['embeddings', 'embeddings, data empty', 'embeddings, data null', ...FAILING],
    call: (client) => client.embeddings.create({ model: 'text-embedding-3-small', input: 'a' }),
  },
  {
    group: 'embeddings as floats',
    replies: ['embeddings', 'embeddings, data empty', ...FAILING],
    call: (client) =>
      client.embeddings.create({
        model: 'text-embedding-3-small',
        input: ['a', 'b'],
        encoding_format: 'float',
      }),
  },
  {
    group: 'embeddings as base64',
    replies: ['embeddings', '429'],
    call: (client) =>
      client.embeddings.create({
        model: 'text-embedding-3-small',
        input: [[1, 2, 3]],
        encoding_format: 'base64',
        dimensions: 3,
      }),
  },
  {
    group: 'images.generate',
    replies: ['image as address', 'image inline', 'images, data null', ...FAILING],
    call: (client) => client.images.generate({ model: 'gpt-image-1', prompt: 'a cat', n: 1 }),
  },
  {
    group: 'images.edit',
    replies: ['image as address', '429'],
    call: async (client, api) =>
      client.images.edit({ prompt: 'a hat', image: await file(api, 'cat.png') }),
  },
  {
    group: 'images.createVariation',
    replies: ['image as address', '429'],
    call: async (client, api) =>
      client.images.createVariation({ image: await file(api, 'cat.png') }),
  },
  {
    group: 'audio.transcriptions',
    replies: ['transcription', 'transcription verbose', 'transcription as text', ...FAILING],
    call: async (client, api) =>
      client.audio.transcriptions.create({
        model: 'gpt-4o-transcribe',
        file: await file(api, 'a.wav'),
      }),
  },
  {
    group: 'audio.translations',
    replies: ['transcription', '429'],
    call: async (client, api) =>
      client.audio.translations.create({ model: 'whisper-1', file: await file(api, 'a.wav') }),
  },
  {
    group: 'moderations',
    replies: ['moderation', 'moderation, results null', ...FAILING],
    call: (client) => client.moderations.create({ input: 'text' }),
  },
  {
    group: 'completions',
    replies: ['completion', ...FAILING],
    call: (client) =>
      client.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: 'Say', max_tokens: 0 }),
  },
];

const OTHER_SITUATIONS: readonly Situation[] = [
  ...OTHERS.flatMap(({ group, replies, since, call }) =>
    replies.flatMap((reply): Situation[] => [
      {
        group,
        name: `${reply}, awaited`,
        reply,
        since,
        spans: { count: 1, status: 'by outcome' },
        run: async (client, api) => {
          let promise = call(client, api);
          // The file is read first, so what comes back is already a promise of the caller's own.
          const before = api.describe(promise);
          promise = await api.attempt(() => promise);
          return [before, promise];
        },
      },
      {
        group,
        name: `${reply}, with withResponse twice`,
        reply,
        since,
        spans: { count: 1 },
        run: async (client, api) => {
          const promise = call(client, api);
          if (typeof promise.withResponse !== 'function') return api.attempt(() => promise);
          return [
            await api.attempt(() => promise.withResponse()),
            await api.attempt(() => promise),
          ];
        },
      },
    ]),
  ),
  ...['speech', '429', 'reset before headers'].map((reply): Situation => ({
    group: 'audio.speech',
    name: reply,
    reply,
    since: WITH_HELPERS,
    spans: { count: 1, status: 'by outcome' },
    run: async (client, api) => {
      const promise = client.audio.speech.create({
        model: 'tts-1',
        voice: 'alloy',
        input: 'Hello',
      });
      const response = await api.value(() => promise);
      return [
        api.describePromise(promise),
        api.describe(response),
        api.describe(await response.arrayBuffer()),
        response.bodyUsed,
      ];
    },
  })),
  ...['image stream', '429'].map((reply): Situation => ({
    group: 'images.generate, streamed',
    name: reply,
    reply,
    since: '5.23.2',
    spans: { count: 1, status: 'by outcome', stream: reply === '429' ? undefined : 'completed' },
    run: async (client, api) =>
      readAll(
        await api.value(() =>
          client.images.generate({
            model: 'gpt-image-1',
            prompt: 'a cat',
            stream: true,
            partial_images: 1,
          }),
        ),
        api,
      ),
  })),
  ...['transcription stream', '429'].map((reply): Situation => ({
    group: 'audio.transcriptions, streamed',
    name: reply,
    reply,
    since: WITH_HELPERS,
    spans: { count: 1, status: 'by outcome', stream: reply === '429' ? undefined : 'completed' },
    run: async (client, api) =>
      readAll(
        await api.value(async () =>
          client.audio.transcriptions.create({
            model: 'gpt-4o-transcribe',
            file: await file(api, 'a.wav'),
            stream: true,
          }),
        ),
        api,
      ),
  })),
  ...['completion stream', 'chat stream, error chunk', '429'].map((reply): Situation => ({
    group: 'completions, streamed',
    name: reply,
    reply,
    spans: { count: 1, status: 'by outcome' },
    run: async (client, api) =>
      readAll(
        await api.value(() =>
          client.completions.create({
            model: 'gpt-3.5-turbo-instruct',
            prompt: 'Say',
            stream: true,
          }),
        ),
        api,
      ),
  })),
];

/** The methods of a class, as a listing shows them. */
function methodsOf(Class: Loose): unknown {
  return Object.entries(Object.getOwnPropertyDescriptors(Class?.prototype ?? {})).map(
    ([name, each]) => [
      name,
      typeof each.value,
      each.value?.name,
      each.value?.length,
      each.enumerable,
      each.writable,
      each.configurable,
    ],
  );
}

/** A `fetch` that does not do what it should. */
function brokenFetch(how: string): () => unknown {
  return () => {
    if (how === 'throws') throw new TypeError('mine');
    if (how === 'gives nothing') return undefined;
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- the situation itself
    return Promise.reject(how === 'rejects' ? new TypeError('mine') : 'mine');
  };
}

/** Clients that are made in another way. */
const CLIENT_SITUATIONS: readonly Situation[] = [
  {
    group: 'clients',
    name: 'the surface of the class',
    reply: 'chat',
    spans: { count: 0 },
    run: (client, api) => {
      const { Chat, Embeddings, Images, Moderations } = api.loaded.OpenAI;
      return {
        prototypes: [Chat?.Completions, Embeddings, Images, Moderations].map(methodsOf),
        instance: [
          Object.keys(client.chat.completions),
          Object.getOwnPropertyNames(client.chat.completions),
          'create' in client.chat.completions,
        ],
        keys: Object.keys(client.chat),
        isNew: client.chat.completions.create === client.chat.completions.create,
      };
    },
  },
  {
    group: 'clients',
    name: 'a call without its receiver',
    reply: 'chat',
    spans: { count: 1 },
    run: (client, api) => {
      const { create } = client.chat.completions;
      return api.attempt(() => create(chatBody()));
    },
  },
  {
    group: 'clients',
    name: 'call and bind',
    reply: 'chat',
    spans: { count: 2, status: 'unset' },
    run: async (client, api) => {
      const { completions } = client.chat;
      const bound = completions.create.bind(completions);
      return [
        bound.name,
        bound.length,
        await api.attempt(() => bound(chatBody())),
        // oxlint-disable-next-line no-useless-call -- the situation itself
        await api.attempt(() => completions.create.call(completions, chatBody())),
      ];
    },
  },
  {
    group: 'clients',
    name: 'a frozen client',
    reply: 'chat',
    spans: { count: 1, status: 'unset' },
    run: (client, api) => {
      Object.freeze(client.chat.completions);
      return api.attempt(() => chat(client));
    },
  },
  {
    group: 'clients',
    name: 'a subclass',
    reply: 'chat',
    spans: { count: 2, status: 'unset' },
    run: async (_, api) => {
      class Mine extends api.loaded.OpenAI {
        readonly mine = true;
      }
      const client: Loose = api.make({}, Mine);
      return [
        client instanceof api.loaded.OpenAI,
        client.constructor.name,
        await api.attempt(() => chat(client)),
        await readAll(await api.value(() => stream(client)), api),
      ];
    },
  },
  {
    group: 'clients',
    name: 'a subclass of the completions',
    reply: 'chat',
    spans: { count: 1 },
    run: (client, api) => {
      const { Completions }: { Completions: new (owner: Loose) => Loose } = api.loaded.OpenAI.Chat;
      class Mine extends Completions {
        create(body: Loose, options?: Loose): Loose {
          return super.create({ ...body, seed: 7 }, options);
        }
      }
      return api.attempt(() => new Mine(client).create(chatBody()));
    },
  },
  {
    group: 'clients',
    name: 'withOptions',
    reply: '429 then chat',
    since: '5.0.0',
    spans: { count: 1, status: 'unset' },
    run: (client, api) =>
      api.attempt(() =>
        chat(
          client.withOptions({ maxRetries: 1, defaultHeaders: { 'x-mine': 'yes' } }),
        ).withResponse(),
      ),
  },
  ...(['chat', 'chat stream', '429'] as const).map((reply): Situation => ({
    group: 'clients',
    name: `Azure, ${reply}`,
    reply,
    since: WITH_HELPERS,
    spans: { count: 1, status: 'by outcome' },
    run: async (_, api) => {
      const client = new api.loaded.exports['AzureOpenAI']({
        apiKey: 'key',
        apiVersion: '2024-10-21',
        endpoint: api.address,
        maxRetries: 0,
      });
      const body = chatBody({
        model: 'my-deployment',
        ...(reply === 'chat stream' ? { stream: true } : {}),
      });
      const promise = chat(client, body);
      const value = await api.value(() => promise);
      return [
        api.describePromise(promise),
        reply === 'chat stream' ? await readAll(value, api) : api.describe(value),
        body,
      ];
    },
  })),
  ...(['chat', 'chat stream'] as const).map((reply): Situation => ({
    group: 'clients',
    name: `fetch of the caller's, ${reply}`,
    reply,
    spans: { count: 1, status: 'unset' },
    run: async (_, api) => {
      const seen: unknown[] = [];
      const client = api.make({
        fetch: (url: unknown, init: Loose) => {
          const headers =
            typeof init.headers?.entries === 'function'
              ? Object.fromEntries(init.headers)
              : init.headers;
          seen.push([
            typeof url,
            Object.keys(init).toSorted(),
            init.method,
            Object.keys(headers ?? {}).toSorted(),
            typeof init.body,
            init.signal?.aborted,
          ]);
          return globalThis.fetch(url as string, {
            method: init.method,
            headers: init.headers,
            body: init.body,
            signal: init.signal,
          });
        },
      });
      const value = await api.value(() => (reply === 'chat' ? chat(client) : stream(client)));
      return [seen, reply === 'chat' ? api.describe(value) : await readAll(value, api)];
    },
  })),
  ...(['throws', 'rejects', 'gives nothing', 'rejects with a string'] as const).map(
    (how): Situation => ({
      group: 'clients',
      name: `fetch of the caller's ${how}`,
      reply: 'chat',
      spans: { count: 1, status: 'error' },
      run: (_, api) => api.attempt(() => chat(api.make({ fetch: brokenFetch(how) }))),
    }),
  ),
  {
    group: 'clients',
    name: 'headers, query and timeout of a call',
    reply: 'chat',
    spans: { count: 1, status: 'unset' },
    run: (client, api) => {
      const options = {
        headers: { 'x-mine': 'yes', authorization: null },
        query: { a: '1' },
        timeout: 5000,
        idempotencyKey: 'k',
      };
      return api.attempt(async () => [await chat(client, chatBody(), options), options]);
    },
  },
  {
    group: 'clients',
    name: 'nothing listens there',
    reply: 'chat',
    spans: { count: 1, status: 'error' },
    run: (_, api) => api.attempt(() => chat(api.make({ baseURL: 'http://127.0.0.1:1/v1' }))),
  },
  {
    group: 'clients',
    name: 'an address that is none',
    reply: 'chat',
    spans: { count: 1, status: 'by outcome' },
    run: (_, api) => api.attempt(() => chat(api.make({ baseURL: 'not an address' }))),
  },
  {
    group: 'clients',
    name: 'calls that are not watched',
    reply: 'json array',
    spans: { count: 0 },
    run: async (client, api) => [
      await api.attempt(() => client.models.list()),
      await api.attempt(() => client.models.retrieve('m')),
      await api.attempt(() => client.post('/chat/completions', { body: chatBody() })),
    ],
  },
];

/** All situations that share one process. */
export const SITUATIONS: readonly Situation[] = [
  ...product('whole', WHOLE_STYLES, WHOLE_REPLIES, ONE),
  ...product('streamed', STREAM_STYLES, STREAM_REPLIES, ONE_STREAM),
  ...ABORTS,
  ...LEAVING,
  ...RETRIES,
  ...REQUESTS,
  ...HELPERS,
  ...RESPONSES,
  ...OTHER_SITUATIONS,
  ...CLIENT_SITUATIONS,
];

/** A situation about how the process ends: run in a process of its own. */
export interface ExitSituation {
  readonly name: string;
  readonly reply: string;
  readonly run: (client: Loose, api: Pick<Api, 'arrived' | 'quiet' | 'keep'>) => unknown;
}

/** All situations about the end of the process. */
export const EXITS: readonly ExitSituation[] = [
  {
    name: 'a forgotten failing call ends the process',
    reply: '429',
    run: (client) => void chat(client),
  },
  {
    name: 'a forgotten failing stream ends the process',
    reply: '500',
    run: (client) => void stream(client),
  },
  {
    name: 'a forgotten call lets the process end',
    reply: 'chat',
    run: (client) => void chat(client),
  },
  {
    name: 'a stream that nobody reads lets the process end',
    reply: 'chat stream',
    run: (client, api) => stream(client).then(api.keep),
  },
  {
    name: 'an error of a stream that nobody catches ends the process',
    reply: 'chat stream, error event',
    run: async (client) => {
      for await (const chunk of await stream(client)) void chunk;
    },
  },
  {
    name: 'a loop that is left lets the process end',
    reply: 'chat stream, held',
    run: async (client) => {
      for await (const chunk of await stream(client)) {
        void chunk;
        break;
      }
    },
  },
  {
    name: 'process.exit in the loop',
    reply: 'chat stream, held',
    run: async (client) => {
      for await (const chunk of await stream(client)) {
        void chunk;
        process.exit(3);
      }
    },
  },
  {
    name: 'a big stream that nobody reads is not downloaded',
    reply: 'chat stream, big',
    run: async (client, api) => {
      api.keep(await stream(client));
      await api.quiet();
      process.exit(0);
    },
  },
  {
    name: 'an error of the program in the loop ends the process',
    reply: 'chat stream, held',
    run: async (client) => {
      for await (const chunk of await stream(client)) throw new Error(`mine ${typeof chunk}`);
    },
  },
];
