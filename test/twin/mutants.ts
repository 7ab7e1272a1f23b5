/** Wrappers as others have shipped them, each with a known fault: the twin test must find every one. */
import type { LoadedClient, Loose, TestedClient } from './tested-client.ts';

type Wrap = (create: Loose, loaded: LoadedClient, tested: TestedClient) => Loose;

/** The mutants by name. */
export const MUTANTS: Readonly<Record<string, Wrap>> = {
  'async function': (create) =>
    async function (this: unknown, ...args: unknown[]): Promise<unknown> {
      return await create.apply(this, args);
    },
  'then on the lazy promise': (create) =>
    function (this: unknown, ...args: unknown[]): unknown {
      const promise = create.apply(this, args);
      promise.then(String, String);
      return promise;
    },
  'then without a catch': (create) =>
    function (this: unknown, ...args: unknown[]): unknown {
      const promise = create.apply(this, args);
      void promise.asResponse().then(String);
      return promise;
    },
  'generator in place of the stream': (create, { Stream }) =>
    wrapData(create, (data) => {
      if (!(data instanceof Stream)) return data;
      return (async function* () {
        yield* data as AsyncIterable<unknown>;
      })();
    }),
  'tee to observe': (create, { Stream }) =>
    wrapData(create, (data) => {
      if (!(data instanceof Stream) || typeof data.tee !== 'function') return data;
      const [mine, theirs] = data.tee();
      void (async () => {
        for await (const chunk of mine) void chunk;
      })();
      return theirs;
    }),
  'request written to': (create) =>
    function (this: unknown, body: Loose, ...rest: unknown[]): unknown {
      if (body?.stream === true) body.stream_options = { include_usage: true };
      return create.call(this, body, ...rest);
    },
  'chunks written to': (create, { Stream }, { writeText }) =>
    wrapData(create, (data) => {
      if (!(data instanceof Stream)) return data;
      const iterate = data[Symbol.asyncIterator].bind(data);
      data[Symbol.asyncIterator] = async function* () {
        let text = '';
        for await (const chunk of { [Symbol.asyncIterator]: iterate }) {
          text = writeText(chunk, text);
          yield chunk;
        }
      };
      return data;
    }),
  'a header more': (create) =>
    function (this: unknown, body: unknown, options: Loose): unknown {
      return create.call(this, body, {
        ...options,
        headers: { ...options?.headers, traceparent: '00-0-0-00' },
      });
    },
  'zero dropped': (create) =>
    function (this: unknown, body: Loose, ...rest: unknown[]): unknown {
      const copy =
        typeof body === 'object' && body !== null
          ? Object.fromEntries(Object.entries(body).filter(([, value]) => value !== 0))
          : body;
      return create.call(this, copy, ...rest);
    },
  'error replaced': (create) =>
    wrapData(
      create,
      (data) => data,
      (error) => {
        throw new Error(error instanceof Error ? error.message : 'failed');
      },
    ),
  'renamed function':
    (create) =>
    (...args: unknown[]) =>
      create(...args),
};

/** Puts a mutant in the place of the client's method. Throws when there is none of that name. */
export function applyMutant(name: string, tested: TestedClient, loaded: LoadedClient): void {
  const wrap = MUTANTS[name];
  if (wrap === undefined) throw new Error(`no mutant named ${name}`);
  const { method, options, resource } = tested;
  const prototype = Object.getPrototypeOf(resource(new loaded.Client(options('http://127.0.0.1'))));
  Object.defineProperty(prototype, method, {
    value: wrap(prototype[method], loaded, tested),
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

/** Wraps what the promise parses to, in place, so that only the fault in question is in the mutant. */
function wrapData(
  create: Loose,
  change: (data: Loose) => unknown,
  fail?: (error: unknown) => never,
): Loose {
  return function (this: unknown, ...args: unknown[]): unknown {
    const promise = create.apply(this, args);
    const parse = promise.parseResponse;
    promise.parseResponse = async function (...more: unknown[]): Promise<unknown> {
      return change(await parse.apply(this, more));
    };
    if (fail !== undefined) promise.responsePromise = promise.responsePromise.catch(fail);
    return promise;
  };
}
