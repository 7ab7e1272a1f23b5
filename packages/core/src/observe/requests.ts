/** Sees the HTTP requests that a watched call makes, whatever client makes them: attempts, statuses, headers. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { context } from '@opentelemetry/api';
import type { HeaderReader } from '../adapter/facts.ts';
import { callOf, type RunningCall } from '../context/scopes.ts';
import { safely } from '../safely.ts';

interface UndiciMessage {
  readonly request: object & { readonly origin?: string | URL };
  readonly response?: { readonly statusCode: number; readonly headers: readonly Buffer[] };
}
interface HttpMessage {
  readonly request: object & { readonly host?: string };
  readonly response?: {
    readonly statusCode?: number;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  };
}

/** Starts to watch. Gives back how to stop. */
export function watchRequests(): () => void {
  const calls: WeakMap<object, RunningCall> = new WeakMap();
  const begins = (request: object, hostname: string | undefined): void => {
    const call = callOf(context.active());
    if (call?.attemptBegins(hostname)) calls.set(request, call);
  };
  const fails = ({ request }: { readonly request: object }): void => {
    calls.get(request)?.attemptEnds(undefined);
    calls.delete(request);
  };
  const handlers = Object.entries<(message: never) => void>({
    'undici:request:create': ({ request }: UndiciMessage) =>
      begins(request, URL.parse(String(request.origin))?.hostname),
    'undici:request:headers': ({ request, response }: UndiciMessage) => {
      const call = calls.get(request);
      if (call && response)
        call.attemptEnds({ status: response.statusCode, headers: rawHeaders(response.headers) });
    },
    'undici:request:error': fails,
    'http.client.request.created': ({ request }: HttpMessage) => begins(request, request.host),
    'http.client.response.finish': ({ request, response }: HttpMessage) => {
      const call = calls.get(request);
      const headers = response?.headers;
      call?.attemptEnds({
        status: response?.statusCode,
        headers: headers && { get: (name) => headers[name]?.toString() },
      });
    },
    'http.client.request.error': fails,
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
