/** Sees the HTTP requests that a watched call makes, whatever client makes them: attempts, statuses, headers. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { context } from '@opentelemetry/api';
import type { HeaderReader } from '../adapter/facts.ts';
import { callOf, type RunningCall } from '../context/scopes.ts';
import { safely } from '../safely.ts';

interface UndiciMessage {
  readonly request: object & { readonly origin?: string | URL; readonly path?: string };
  readonly response?: { readonly statusCode: number; readonly headers: readonly Buffer[] };
}
type Headers = Readonly<Record<string, number | string | string[] | undefined>>;
interface HttpMessage {
  readonly request: object & {
    readonly host?: string;
    readonly protocol?: string;
    readonly path?: string;
    readonly getHeader: (name: string) => unknown;
  };
  readonly response?: { readonly statusCode?: number; readonly headers: Headers };
}
/** Published from Node 22.17 on. */
interface Http2Message {
  readonly stream: object;
  readonly headers: Headers;
}

/** Starts to watch. Gives back how to stop. */
export function watchRequests(): () => void {
  const calls: WeakMap<object, RunningCall> = new WeakMap();
  const begins = (request: object, hostname: string | undefined, address: () => string): void => {
    const call = callOf(context.active());
    const url = (): URL | null => URL.parse(address());
    if (call?.attemptBegins(hostname ?? url()?.hostname, url)) calls.set(request, call);
  };
  const fails = (request: object): void => {
    calls.get(request)?.attemptEnds(undefined);
    calls.delete(request);
  };
  const handlers = Object.entries<(message: never) => void>({
    'undici:request:create': ({ request }: UndiciMessage) =>
      begins(request, undefined, () => `${String(request.origin)}${request.path}`),
    'undici:request:headers': ({ request, response }: UndiciMessage) => {
      const call = calls.get(request);
      if (call && response)
        call.attemptEnds({ status: response.statusCode, headers: rawHeaders(response.headers) });
    },
    'undici:request:error': ({ request }: UndiciMessage) => fails(request),
    'http.client.request.created': ({ request }: HttpMessage) =>
      begins(
        request,
        request.host,
        () => `${request.protocol}//${String(request.getHeader('host'))}${request.path}`,
      ),
    'http.client.response.finish': ({ request, response }: HttpMessage) => {
      const call = calls.get(request);
      call?.attemptEnds({ status: response?.statusCode, headers: reader(response?.headers) });
    },
    'http.client.request.error': ({ request }: HttpMessage) => fails(request),
    'http2.client.stream.created': ({ stream, headers }: Http2Message) =>
      begins(
        stream,
        undefined,
        () =>
          `${String(headers[':scheme'])}://${String(headers[':authority'])}${String(headers[':path'])}`,
      ),
    'http2.client.stream.finish': ({ stream, headers }: Http2Message) =>
      calls
        .get(stream)
        ?.attemptEnds({ status: Number(headers[':status']), headers: reader(headers) }),
    'http2.client.stream.error': ({ stream }: Http2Message) => fails(stream),
  }).map(([channel, handler]) => {
    const listener = (message: unknown): void => {
      safely('watching a request', () => handler(message as never));
    };
    subscribe(channel, listener);
    return () => unsubscribe(channel, listener);
  });
  return () => {
    for (const stop of handlers) stop();
  };
}

function reader(headers: Headers | undefined): HeaderReader | undefined {
  return headers && { get: (name) => headers[name]?.toString() };
}

/** Names and values in turn, as they came. Decoded only when somebody looks. */
function rawHeaders(raw: readonly Buffer[]): HeaderReader {
  return {
    get: (name) => {
      for (let index = 0; index < raw.length; index += 2)
        if (raw[index]!.length === name.length && String(raw[index]).toLowerCase() === name)
          return raw[index + 1]?.toString('latin1');
      return undefined;
    },
  };
}
