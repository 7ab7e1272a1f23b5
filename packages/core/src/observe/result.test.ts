/** What comes back of a watched call: the same thing, watched to its end. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { context, trace } from '@opentelemetry/api';
import { operation, type AppendText, type Operation } from '../adapter/adapter.ts';
import { startCall, type Call } from '../record/call.ts';
import { coreSettings, resolveSettings } from '../settings.ts';
import { state } from '../state.ts';
import { watched as watch } from './watched.ts';
import { watchResult } from './result.ts';

interface Reply {
  text?: string | undefined;
}

const chat = operation<object, Reply, { text?: string }>({
  name: 'chat',
  method: 'chat',
  request: () => ({ model: 'm' }),
  response: () => ({ id: '1' }),
  stream: {
    start: () => ({}),
    add: (reply, chunk, text: AppendText | undefined) => {
      if (text) reply.text = text(reply.text, chunk.text);
    },
  },
}) as unknown as Operation;

let recorded: Recorded;
beforeEach(() => {
  recorded = recordTelemetry();
});
afterEach(() => recorded.stop());

function start(options: object = {}, as: Operation = chat): Call {
  const call = startCall(
    {
      scope: { name: 'test', version: '1' },
      settings: resolveSettings(coreSettings, options, {}),
      operation: as,
      body: {},
      facts: { model: 'm' },
      provider: 'openai',
    },
    context.active(),
  );
  expect(call).toBeDefined();
  return call!;
}

const outcomes = () =>
  recorded.spans().map(({ attributes }) => attributes['spanwise.stream.outcome']);

describe('a value', () => {
  it('comes back as it is, and ends the call', () => {
    const value = {};
    expect(watchResult(value, start())).toBe(value);
    expect(recorded.spans()).toHaveLength(1);
  });
});

describe('a callback', () => {
  const withCallback: Operation = { ...chat, callback: true };
  const ask = watch(
    function (this: unknown, ...given: unknown[]) {
      const told = given.at(-1);
      return typeof told === 'function'
        ? (told as (...results: unknown[]) => unknown)(...given)
        : 1;
    },
    () => start({}, withCallback),
  );

  it('is told the reply, and what it gives back comes back', () => {
    const told: unknown[] = [];
    const result = ask.call(
      'me',
      null,
      { id: '1' },
      function (this: unknown, ...results: unknown[]) {
        told.push(this, ...results.slice(0, 2), trace.getActiveSpan());
        return 'done';
      },
    );
    expect(result).toBe('done');
    expect(told).toEqual([undefined, null, { id: '1' }, undefined]);
    expect(recorded.spans()).toMatchObject([{ attributes: { 'gen_ai.response.id': '1' } }]);
  });

  it('is told the failure', () => {
    const error = new TypeError('no');
    expect(ask(error, undefined, (...results: unknown[]) => results[0])).toBe(error);
    expect(recorded.spans()[0]?.attributes['error.type']).toBe('TypeError');
  });

  it('that throws is left to throw', () => {
    const wrong = new Error('wrong');
    expect(() =>
      ask(null, {}, () => {
        throw wrong;
      }),
    ).toThrow(wrong);
    expect(recorded.spans()).toHaveLength(1);
  });

  it('that is not passed leaves the result to tell', () => {
    expect(ask(null, {})).toBe(1);
    expect(recorded.spans()).toHaveLength(1);
  });
});

describe('a promise', () => {
  it('is followed to its value', async () => {
    const value = {};
    expect(await watchResult(Promise.resolve(value), start())).toBe(value);
    expect(recorded.spans()).toHaveLength(1);
  });

  it('is followed to its error, which is the same', async () => {
    const error = new TypeError('no');
    await expect(watchResult(Promise.reject(error), start())).rejects.toBe(error);
    expect(recorded.spans()[0]?.attributes['error.type']).toBe('TypeError');
  });

  it('of a class of its own stays itself', async () => {
    class Lazy extends Promise<unknown> {
      extra = 1;
    }
    const lazy = Lazy.resolve({ id: 1 }) as Lazy;
    const watched = watchResult(lazy, start());
    expect(watched).toBe(lazy);
    expect((watched as Lazy).extra).toBe(1);
    expect(recorded.spans()).toEqual([]);
    expect(await lazy).toEqual({ id: 1 });
    expect(recorded.spans()).toHaveLength(1);
  });

  it('that is only thenable is not asked before its owner asks', async () => {
    let asked = 0;
    const lazy = {
      then(onFulfilled: (value: unknown) => unknown) {
        asked += 1;
        return Promise.resolve(7).then(onFulfilled);
      },
    };
    expect(watchResult(lazy, start())).toBe(lazy);
    expect(asked).toBe(0);
    expect(await lazy).toBe(7);
    expect(asked).toBe(1);
    expect(recorded.spans()).toHaveLength(1);
  });
});

describe('a stream with the whole reply beside it', () => {
  const both: Operation = {
    ...chat,
    stream: {
      ...chat.stream!,
      within: (result) => (result as { stream?: unknown }).stream,
      beside: { property: 'whole', isFollowed: false },
    },
  };
  const make = () => ({
    stream: (async function* () {
      yield { text: 'a' };
    })(),
    whole: Promise.resolve({ text: 'a' }),
  });

  it('ends with that when nobody reads the stream, which can be read all the same', async () => {
    const result = make();
    expect(watchResult(result, start({}, both))).toBe(result);
    expect(Object.keys(result)).toEqual(['stream', 'whole']);
    expect(await result.whole).toEqual({ text: 'a' });
    expect(outcomes()).toEqual(['completed']);
    expect(recorded.spans()[0]?.attributes['gen_ai.response.id']).toBe('1');
    expect(await result.stream.next()).toEqual({ value: { text: 'a' }, done: false });
  });

  it('ends with the stream once that is read', async () => {
    const result = make();
    const whole = Promise.withResolvers<{ text: string }>();
    result.whole = whole.promise;
    watchResult(result, start({}, both));
    await result.stream.next();
    whole.resolve({ text: 'a' });
    await result.whole;
    expect(outcomes()).toEqual([]);
    await result.stream.return(undefined);
    expect(outcomes()).toEqual(['cancelled']);
  });
});

describe('a stream', () => {
  async function* chunks(): AsyncGenerator<{ text: string }> {
    yield { text: 'a' };
    yield { text: 'b' };
  }

  it('that is a generator stays one', async () => {
    const stream = chunks();
    const watched = watchResult(stream, start());
    expect(watched).toBe(stream);
    const texts: string[] = [];
    for await (const { text } of watched as typeof stream) texts.push(text);
    expect(texts).toEqual(['a', 'b']);
    expect(outcomes()).toEqual(['completed']);
    expect(recorded.spans()[0]?.attributes['spanwise.stream.chunk_count']).toBe(2);
  });

  it.each(['break', 'throw'])('left by %s ends as cancelled', async (way) => {
    const stream = watchResult(chunks(), start()) as ReturnType<typeof chunks>;
    const read = async (): Promise<void> => {
      for await (const _ of stream) {
        if (way === 'break') break;
        throw new Error('mine');
      }
    };
    await read().catch(() => {});
    expect(outcomes()).toEqual(['cancelled']);
  });

  it('driven by hand ends by return()', async () => {
    const stream = watchResult(chunks(), start()) as ReturnType<typeof chunks>;
    expect((await stream.next()).value).toEqual({ text: 'a' });
    await stream.return(undefined);
    await stream.return(undefined);
    expect(outcomes()).toEqual(['cancelled']);
  });

  it('that fails ends as failed, with the same error', async () => {
    const error = new RangeError('no');
    // eslint-disable-next-line require-yield
    async function* failing(): AsyncGenerator<object> {
      throw error;
    }
    const stream = watchResult(failing(), start()) as AsyncGenerator;
    await expect(stream.next()).rejects.toBe(error);
    expect(outcomes()).toEqual(['failed']);
    expect(recorded.spans()[0]?.attributes['error.type']).toBe('RangeError');
  });

  const web = (): ReadableStream<{ text: string }> =>
    new ReadableStream({
      start(controller) {
        controller.enqueue({ text: 'a' });
        controller.enqueue({ text: 'b' });
        controller.close();
      },
    });

  it.each(['for await', 'reader', 'cancel'])('of the web, read by %s', async (way) => {
    const stream = watchResult(web(), start()) as ReturnType<typeof web>;
    if (way === 'for await') {
      for await (const _ of stream);
    } else {
      const reader = stream.getReader();
      expect(await reader.read()).toEqual({ done: false, value: { text: 'a' } });
      if (way === 'cancel') await reader.cancel();
      else while (!(await reader.read()).done);
    }
    expect(outcomes()).toEqual([way === 'cancel' ? 'cancelled' : 'completed']);
  });

  const all = async (stream: ReadableStream<unknown>): Promise<unknown[]> => {
    const chunksRead: unknown[] = [];
    for await (const chunk of stream) chunksRead.push(chunk);
    return chunksRead;
  };

  it.each<[way: string, read: (stream: ReadableStream<unknown>) => Promise<unknown[]>]>([
    ['pipeThrough', async (stream) => all(stream.pipeThrough(new TransformStream()))],
    [
      'pipeTo',
      async (stream) => {
        const written: unknown[] = [];
        await stream.pipeTo(new WritableStream({ write: (chunk) => void written.push(chunk) }));
        return written;
      },
    ],
    [
      'pipeTo, to be read on',
      async (stream) => {
        const [first, second] = stream.tee();
        await first.pipeTo(new WritableStream(), { preventCancel: true });
        return all(second);
      },
    ],
    ['tee', async (stream) => all(stream.tee()[1])],
  ])('of the web, read by %s', async (_way, read) => {
    const bare = web();
    await read(bare);
    const stream = watchResult(web(), start()) as ReturnType<typeof web>;
    const reading = read(stream);
    expect(stream.locked).toBe(true);
    expect(await reading).toEqual([{ text: 'a' }, { text: 'b' }]);
    expect(stream.locked).toBe(bare.locked);
    expect(outcomes()).toEqual(['completed']);
    expect(recorded.spans()[0]?.attributes['spanwise.stream.chunk_count']).toBe(2);
  });

  it('of the web gives its failure, and takes a reason, through a pipe', async () => {
    const error = new RangeError('no');
    const failing = new ReadableStream({ pull: () => Promise.reject(error) });
    const failed = watchResult(failing, start()) as ReadableStream;
    await expect(failed.pipeTo(new WritableStream())).rejects.toBe(error);
    const reasons: unknown[] = [];
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue({}),
      cancel: (reason) => void reasons.push(reason),
    });
    const left = watchResult(endless, start()) as ReadableStream;
    const reader = left.pipeThrough(new TransformStream()).getReader();
    await reader.read();
    await reader.cancel(error);
    expect(reasons).toEqual([error]);
    expect(outcomes()).toEqual(['failed', 'cancelled']);
  });

  it.each<[way: string, pipe: (stream: ReadableStream<unknown>) => Promise<unknown>]>([
    ['fails', (stream) => stream.pipeTo(new WritableStream())],
    [
      'goes into what fails',
      (stream) => stream.pipeTo(new WritableStream({ write: () => Promise.reject(new Error()) })),
    ],
    [
      'is aborted',
      (stream) => stream.pipeTo(new WritableStream(), { signal: AbortSignal.abort() }),
    ],
    [
      'is left by the reader behind it',
      (stream) => stream.pipeThrough(new TransformStream()).cancel(),
    ],
  ])('of the web is let go of by a pipe that %s', async (way, pipe) => {
    const create = (): ReadableStream<unknown> =>
      new ReadableStream({
        pull: (controller) =>
          way === 'fails' ? controller.error(new RangeError('no')) : controller.enqueue({}),
      });
    const bare = create();
    const stream = watchResult(create(), start()) as ReadableStream<unknown>;
    const [asBare, asWatched] = await Promise.allSettled([pipe(bare), pipe(stream)]);
    expect(asWatched.status).toBe(asBare.status);
    // `cancel` of what is behind a pipe does not wait for the pipe.
    await expect.poll(() => [bare.locked, stream.locked]).toEqual([false, false]);
    expect(outcomes()).toHaveLength(1);
  });

  it('of the web that is held refuses to be piped, as ever', () => {
    const stream = watchResult(web(), start()) as ReturnType<typeof web>;
    stream.getReader();
    expect(() => stream.tee()).toThrow(TypeError);
    expect(() => stream.pipeThrough(new TransformStream())).toThrow(TypeError);
  });

  it('whose chunks cannot be read goes on, and the failure is counted', async () => {
    const before = state().failures.get('reading a chunk') ?? 0;
    async function* hostile(): AsyncGenerator {
      yield null;
      yield {
        get text() {
          throw new Error('no');
        },
      };
    }
    const stream = watchResult(hostile(), start({ captureContent: 'span' })) as AsyncGenerator;
    let count = 0;
    for await (const _ of stream) count += 1;
    expect(count).toBe(2);
    expect(state().failures.get('reading a chunk')).toBe(before + 2);
    expect(outcomes()).toEqual(['completed']);
  });

  it('that nobody reads ends as abandoned', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    watchResult(chunks(), start());
    for (let attempt = 0; attempt < 50 && recorded.spans().length === 0; attempt += 1) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(outcomes()).toEqual(['abandoned']);
    expect(recorded.spans()[0]?.status.code).toBe(0);
  });

  it('is not abandoned while only its iterator is held', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    let goOn = (): void => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const create = (): AsyncIterator<unknown> => {
      const stream = watchResult(
        {
          [Symbol.asyncIterator]: async function* iterate() {
            yield { text: 'a' };
            await gate;
            yield { text: 'b' };
          },
        },
        start(),
      ) as AsyncIterable<unknown>;
      return stream[Symbol.asyncIterator]();
    };
    const iterator = create();
    await iterator.next();
    const second = iterator.next();
    for (let attempt = 0; attempt < 10; attempt += 1) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(recorded.spans()).toEqual([]);
    goOn();
    await second;
    await iterator.next();
    expect(outcomes()).toEqual(['completed']);
  });
});

describe('a stream that two calls watch, as of an agent that gives back the stream of a model', () => {
  class ClientStream {
    readonly controller = new AbortController();
    readonly iterator: () => AsyncIterator<{ text: string }>;
    constructor(iterator: () => AsyncIterator<{ text: string }>) {
      this.iterator = iterator;
    }
    [Symbol.asyncIterator](): AsyncIterator<{ text: string }> {
      return this.iterator();
    }
  }
  const chunks = async function* () {
    yield { text: 'a' };
    yield { text: 'b' };
  };

  it.each<[string, () => AsyncIterable<unknown>]>([
    ['a generator', chunks],
    ['a stream of a client', () => new ClientStream(chunks)],
  ])('%s ends both', async (_name, create) => {
    const stream = watchResult(watchResult(create(), start()), start()) as AsyncIterable<unknown>;
    const read: unknown[] = [];
    for await (const chunk of stream) read.push(chunk);
    expect(read).toEqual([{ text: 'a' }, { text: 'b' }]);
    expect(outcomes()).toEqual(['completed', 'completed']);
    expect(recorded.spans().map((span) => span.attributes['spanwise.stream.chunk_count'])).toEqual([
      2, 2,
    ]);
  });
});

describe('a stream of bytes of the web', () => {
  const create = () =>
    new ReadableStream({
      type: 'bytes',
      pull: (controller) => {
        const request = controller.byobRequest;
        if (request === null) return controller.close();
        new Uint8Array(request.view!.buffer)[request.view!.byteOffset] = 7;
        request.respond(1);
      },
    });

  it('is read into the buffer of its reader', async () => {
    const stream = watchResult(create(), start()) as ReadableStream;
    const reader = stream.getReader({ mode: 'byob' });
    const { value } = await reader.read(new Uint8Array(4));
    expect(value).toEqual(new Uint8Array([7]));
    await reader.cancel();
    expect(outcomes()).toEqual(['cancelled']);
  });

  it('in two is of bytes, too', async () => {
    const [one] = (watchResult(create(), start()) as ReadableStream).tee();
    const { value } = await one.getReader({ mode: 'byob' }).read(new Uint8Array(4));
    expect(value).toEqual(new Uint8Array([7]));
  });

  it('that is cancelled unread ends', async () => {
    const stream = watchResult(create(), start()) as ReadableStream;
    await stream.cancel();
    expect(outcomes()).toEqual(['cancelled']);
  });

  it('that refuses to be cancelled, since a reader holds it, goes on', async () => {
    const stream = watchResult(create(), start()) as ReadableStream;
    const reader = stream.getReader();
    await expect(stream.cancel()).rejects.toThrow(TypeError);
    expect(outcomes()).toEqual([]);
    await reader.cancel();
    expect(outcomes()).toEqual(['cancelled']);
  });
});
