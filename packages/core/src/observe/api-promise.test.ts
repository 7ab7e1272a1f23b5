/** The lazy promise of a generated client: watched in place, down to the promise of the raw reply that it holds. */
import { inspect } from 'node:util';
import { recordTelemetry, type Recorded } from '@spanwise/testing';
import { context } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operation, type Operation } from '../adapter/adapter.ts';
import { startCall, type Call } from '../record/call.ts';
import { coreSettings, resolveSettings } from '../settings.ts';
import { watchResult } from './result.ts';

interface Raw {
  readonly response: { readonly status: number };
}

/** What the clients' class is, in short. */
class APIPromise extends Promise<unknown> {
  responsePromise: Promise<Raw>;
  parseResponse: (raw: Raw) => Promise<unknown>;
  parsedPromise?: Promise<unknown>;
  constructor(
    responsePromise: Promise<Raw>,
    parseResponse: (reply: Raw) => Promise<unknown> = async () => ({}),
  ) {
    super((resolve) => resolve(undefined));
    this.responsePromise = responsePromise;
    this.parseResponse = parseResponse;
  }
  asResponse(): Promise<unknown> {
    return this.responsePromise.then(({ response }) => response);
  }
  _thenUnwrap(transform: (data: unknown) => unknown): APIPromise {
    return new APIPromise(this.responsePromise, async (reply) =>
      transform(await this.parseResponse(reply)),
    );
  }
  override then: Promise<unknown>['then'] = (onFulfilled, onRejected) => {
    this.parsedPromise ??= this.responsePromise.then((reply) => this.parseResponse(reply));
    return this.parsedPromise.then(onFulfilled, onRejected);
  };
}

const chat = operation<object, object, never>({
  name: 'chat',
  method: 'chat',
  request: () => ({ model: 'm' }),
}) as unknown as Operation;

let recorded: Recorded;
beforeEach(() => {
  recorded = recordTelemetry();
});
afterEach(() => recorded.stop());

function start(): Call {
  const call = startCall(
    {
      scope: { name: 'test', version: '1' },
      settings: resolveSettings(coreSettings, {}, {}),
      operation: chat,
      body: {},
      facts: { model: 'm' },
      provider: 'openai',
    },
    context.active(),
  );
  expect(call).toBeDefined();
  return call!;
}

const raw: Raw = { response: { status: 200 } };

describe('the promise of the raw reply', () => {
  it('stays the one that the client made, for a tracer that knows a call by it', async () => {
    const responsePromise = Promise.resolve(raw);
    const promise = new APIPromise(responsePromise);
    const watched = watchResult(promise, start()) as APIPromise;
    expect(watched).toBe(promise);
    expect(watched.responsePromise).toBe(responsePromise);
    const derived = watched._thenUnwrap((data) => ({ data }));
    expect(derived.responsePromise).toBe(responsePromise);
    expect(await derived).toEqual({ data: {} });
    expect(recorded.spans()).toHaveLength(1);
  });

  it('looks as before', () => {
    const responsePromise = Promise.resolve(raw);
    const before = inspect(responsePromise);
    watchResult(new APIPromise(responsePromise), start());
    expect(Object.keys(responsePromise)).toEqual([]);
    expect(inspect(responsePromise)).toBe(before);
    expect(responsePromise).toBeInstanceOf(Promise);
    expect(responsePromise.then((reply) => reply)).toBeInstanceOf(Promise);
  });

  it.each<[string, (promise: Promise<Raw>) => Promise<unknown>]>([
    ['awaited', async (promise) => await promise],
    ['given back by an asynchronous function', async (promise) => promise],
    ['put into Promise.all', async (promise) => (await Promise.all([promise, promise]))[0]],
    ['put into Promise.resolve', (promise) => Promise.resolve(promise)],
    ['followed', (promise) => promise.then((value) => value)],
    ['followed by finally', (promise) => promise.finally(() => {})],
  ])('may be %s by somebody else', async (_way, use) => {
    expect(
      await use(
        (watchResult(new APIPromise(Promise.resolve(raw)), start()) as APIPromise).responsePromise,
      ),
    ).toBe(raw);
    const error = new RangeError('no');
    const failing = watchResult(new APIPromise(Promise.reject(error)), start()) as APIPromise;
    await expect(use(failing.responsePromise)).rejects.toBe(error);
    expect(recorded.spans().map(({ attributes }) => attributes['error.type'])).toEqual([
      'RangeError',
    ]);
  });
});
