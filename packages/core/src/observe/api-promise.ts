/** Watches the lazy promise of the clients that Stainless generates (`APIPromise`), in place and without reading the body. */
import { patchMethod } from '../attach/patch.ts';
import type { Call } from '../record/call.ts';
import { failed, safely } from '../safely.ts';
import { abandonWhenUnread } from './dropped.ts';
import { hide } from './hide.ts';
import { settled } from './settled.ts';

/** On a reply that one promise hands to another: the call that it belongs to. */
const HANDED_OVER: unique symbol = Symbol.for('spanwise.handed-over');

interface RawReply {
  readonly [HANDED_OVER]?: { readonly call: Call; readonly family: readonly ApiPromise[] };
  readonly response?: { readonly status?: number; readonly headers?: Headers };
}

/** The members that all majors share, checked on the clients' oldest and newest of each. */
interface ApiPromise extends Promise<unknown> {
  readonly responsePromise: Promise<RawReply>;
  /** `(props)` in the first major, `(client, props)` since. */
  parseResponse: (...args: unknown[]) => unknown;
  /** Set once somebody asked for the parsed reply. */
  parsedPromise?: Promise<unknown>;
  asResponse: () => Promise<unknown>;
  /** Gives the reply to another promise of the client, which reads it. Of newer clients only. */
  _responseProps?: () => Promise<RawReply>;
  _thenUnwrap: (transform: (data: unknown, props: unknown) => unknown) => ApiPromise;
}

/** Recognises it by its members: the class is not exported by every version. */
export function isApiPromise(value: unknown): value is ApiPromise {
  if (!(value instanceof Promise)) return false;
  const candidate = value as Partial<ApiPromise>;
  return (
    typeof candidate.parseResponse === 'function' &&
    candidate.responsePromise instanceof Promise &&
    typeof candidate.asResponse === 'function' &&
    typeof candidate._thenUnwrap === 'function'
  );
}

/**
 * Watches in place: the caller gets the same object, of the same class, as lazy as before. `.then` is
 * never called on it, since that would read the body.
 */
export function watchApiPromise(promise: ApiPromise, call: Call): ApiPromise {
  // The promise and those that helpers derive from it: one physical call. Lives as long as any of them.
  const family: ApiPromise[] = [];
  leadToFollower(
    promise.responsePromise,
    (reply) => {
      responded(reply, call);
      if (!call.ended && !isParsed(family)) abandonWhenUnread(family, call);
      return reply;
    },
    (error) => {
      call.fail(error);
      throw error;
    },
  );
  watchUse(promise, family, call);
  return promise;
}

/**
 * Follows a promise and leads everybody who uses it to the follower: a failure is seen on the way to whoever
 * handles it, and when nobody does, the follower is unhandled in its place. The promise itself stays where it
 * is, because other tracers know a call by it (dd-trace does).
 */
function leadToFollower<T>(
  promise: Promise<T>,
  fulfilled: (value: T) => T,
  rejected: (error: unknown) => never,
): void {
  const follower = promise.then(fulfilled, rejected);
  hide(promise, 'then', (...handlers: Parameters<typeof follower.then>) =>
    follower.then(...handlers),
  );
  // `await` asks for no `then` of a promise whose constructor is the built-in one.
  hide(promise, 'constructor', undefined);
}

/** True once somebody asked for the parsed reply. */
function isParsed(family: readonly ApiPromise[]): boolean {
  return family.some((promise) => promise.parsedPromise !== undefined);
}

function responded(reply: RawReply, call: Call): void {
  try {
    if (reply?.response) call.http(reply.response);
  } catch (error) {
    failed('reading an HTTP reply', error);
  }
}

/** Watches the ways in which one promise is used; those that helpers derive from it are watched alike. */
function watchUse(promise: ApiPromise, family: ApiPromise[], call: Call): void {
  family.push(promise);
  const { asResponse, _responseProps: handOver, _thenUnwrap: thenUnwrap } = promise;
  watchParse(promise, () => call);
  if (handOver !== undefined) {
    hide(promise, '_responseProps', function (this: ApiPromise) {
      return handOver.call(this).then((reply) => {
        safely('handing over a reply', () => {
          hide(reply, HANDED_OVER, { call, family });
          watchTakers(promise);
        });
        return reply;
      });
    });
  }
  hide(promise, 'asResponse', function (this: ApiPromise) {
    return asResponse.call(this).then((response) => {
      if (!isParsed(family)) call.rawOnly();
      return response;
    });
  });
  hide(
    promise,
    '_thenUnwrap',
    function (this: ApiPromise, transform: Parameters<typeof thenUnwrap>[0]) {
      const derived = thenUnwrap.call(this, (data, props) => {
        // From major 7 on the derived promise parses by itself: what it reads is seen here.
        settled(data, call);
        return transform(data, props);
      });
      if (isApiPromise(derived)) watchUse(derived, family, call);
      return derived;
    },
  );
}

/** Watches what a promise makes of a reply. */
function watchParse(promise: ApiPromise, callOf: (reply: RawReply) => Call | undefined): void {
  const parse = promise.parseResponse;
  promise.parseResponse = async function parseResponse(this: unknown, ...args: unknown[]) {
    const call = callOf(args.at(-1) as RawReply);
    let data: unknown;
    try {
      data = await parse.apply(this, args);
    } catch (error) {
      call?.fail(error);
      throw error;
    }
    if (call) settled(data, call);
    return data;
  };
}

/** The promises that take over replies are made inside the client: they are met when they are first read. */
function watchTakers(promise: ApiPromise): void {
  patchMethod(
    Object.getPrototypeOf(promise) as object,
    'parse',
    (original) =>
      function (this: unknown) {
        const taker = this as ApiPromise;
        if (taker.parsedPromise === undefined)
          watchParse(taker, (reply) => reply?.[HANDED_OVER]?.call);
        return original.call(this);
      },
  );
}
