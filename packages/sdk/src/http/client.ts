/** Client spans for `fetch` and for `node:http`, from the channels that Node and undici publish. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
} from '@opentelemetry/api';
import { isSuppressed, report, safely, VERSION } from '@spanwise/core';
import { ATTR_ERROR_TYPE, ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT } from '@spanwise/semconv';
import { ATTR_HTTP_RESPONSE_STATUS_CODE, ATTR_URL_FULL, describeMethod } from './names.ts';

// Not imported, for the reason that server.ts gives. It is the object that others patch.
const http = process.getBuiltinModule('node:http');

interface UndiciRequest {
  readonly origin: string | URL;
  readonly path: string;
  readonly method: string;
  /** A list of names and values; a text before undici 6. */
  readonly headers: unknown;
  readonly addHeader: (name: string, value: string) => void;
}

interface RequestHeaders {
  readonly hasTraceparent: () => boolean;
  readonly set: (name: string, value: string) => void;
}

type Handler = (message: unknown) => void;
type Handlers = Readonly<Record<string, Handler>>;

/**
 * Watches outgoing requests.
 *
 * @param isWanted asked for each request; false lets it through.
 * @param propagateTo hosts that get trace-context headers.
 * @returns how to stop.
 */
export function watchClients(isWanted: () => boolean, propagateTo: readonly string[]): () => void {
  const watched = new WatchedRequests(isWanted, propagateTo);
  const handlers = Object.entries<Handler>({ ...watchUndici(watched), ...watchHttp(watched) }).map(
    ([channel, handler]) =>
      [
        channel,
        (message: unknown): void => {
          safely('watching an HTTP request', () => handler(message));
        },
      ] as const,
  );
  for (const [channel, handler] of handlers) subscribe(channel, handler);
  return () => {
    for (const [channel, handler] of handlers) unsubscribe(channel, handler);
  };
}

/** An instrumentation that patches has made its span by the time the channel speaks. */
function isWatchedByOthers(): boolean {
  const { request } = http as { request: { __original?: unknown; __wrapped?: unknown } };
  if (request.__original === undefined && request.__wrapped === undefined) return false;
  report('http', 'another instrumentation watches node:http: no second client span is made');
  return true;
}

/** The spans of requests that have not ended. */
class WatchedRequests {
  readonly #spans: WeakMap<object, Span> = new WeakMap();
  readonly #isWanted: () => boolean;
  readonly #propagateTo: readonly string[];

  constructor(isWanted: () => boolean, propagateTo: readonly string[]) {
    this.#isWanted = isWanted;
    this.#propagateTo = propagateTo;
  }

  /** True when a span was started. */
  begin(request: object, method: string, url: URL, headers: RequestHeaders): boolean {
    const active = context.active();
    if (isSuppressed(active) || !this.#isWanted()) return false;
    const { spanName, attributes } = describeMethod(method);
    const span = trace.getTracer('spanwise/http', VERSION).startSpan(
      spanName,
      {
        kind: SpanKind.CLIENT,
        attributes: {
          ...attributes,
          // Without credentials and query, which may hold secrets.
          [ATTR_URL_FULL]: `${url.protocol}//${url.host}${url.pathname}`,
          [ATTR_SERVER_ADDRESS]: url.hostname.replaceAll(/^\[|\]$/g, ''),
          [ATTR_SERVER_PORT]: portOf(url),
        },
      },
      active,
    );
    this.#spans.set(request, span);
    // An application that passes on the headers it got has chosen another parent.
    if (mayPropagate(url, this.#propagateTo) && !headers.hasTraceparent()) {
      propagation.inject(trace.setSpan(active, span), undefined, {
        set: (_, name, value) => headers.set(name, value),
      });
    }
    return true;
  }

  answered(request: object, statusCode: number | undefined): void {
    const span = this.#spans.get(request);
    if (span === undefined || statusCode === undefined) return;
    span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, statusCode);
    if (statusCode >= 400) fail(span, String(statusCode));
  }

  end(request: object, error?: unknown): void {
    const span = this.#spans.get(request);
    if (span === undefined) return;
    this.#spans.delete(request);
    if (error !== undefined) fail(span, typeOf(error));
    span.end();
  }
}

/** `fetch`, and the `undici` that an application installs. */
function watchUndici(watched: WatchedRequests): Handlers {
  return {
    'undici:request:create': (message) => {
      const { request } = message as { request: UndiciRequest };
      watched.begin(
        request,
        request.method,
        urlOf(String(request.origin), request.path, request.method),
        {
          hasTraceparent: () => /(?:^|[,\n])traceparent[,:]/i.test(String(request.headers)),
          set: (name, value) => request.addHeader(name, value),
        },
      );
    },
    'undici:request:headers': (message) => {
      const { request, response } = message as {
        request: object;
        response: { statusCode: number };
      };
      watched.answered(request, response.statusCode);
    },
    'undici:request:trailers': (message) => {
      const { request } = message as { request: object };
      watched.end(request);
    },
    'undici:request:error': (message) => {
      const { request, error } = message as { request: object; error: unknown };
      watched.end(request, error ?? 'error');
    },
  };
}

function watchHttp(watched: WatchedRequests): Handlers {
  return {
    'http.client.request.created': (message) => {
      if (isWatchedByOthers()) return;
      const { request } = message as { request: ClientRequest };
      const host = request.getHeader('host') ?? request.host;
      const url = urlOf(`${request.protocol}//${String(host)}`, request.path, request.method);
      const begun = watched.begin(request, request.method, url, {
        // Headers that were given as a list are written by now.
        hasTraceparent: () => request.headersSent || request.hasHeader('traceparent'),
        set: (name, value) => request.setHeader(name, value),
      });
      // Comes after the answer was read, and when the request was destroyed.
      if (begun) request.once('close', () => watched.end(request));
    },
    'http.client.response.finish': (message) => {
      const { request, response } = message as { request: object; response: IncomingMessage };
      watched.answered(request, response.statusCode);
    },
    'http.client.request.error': (message) => {
      const { request, error } = message as { request: object; error: unknown };
      watched.end(request, error);
    },
  };
}

/** A path may begin with two slashes; through a proxy it is a whole address, and the host for `CONNECT`. */
function urlOf(origin: string, path: string, method: string): URL {
  if (method === 'CONNECT') return new URL(origin);
  return new URL(/^https?:\/\//.test(path) ? path : `${origin.replace(/\/$/, '')}${path}`);
}

/** `host`, `host:port`, or `.suffix` for every host under it. */
function mayPropagate(url: URL, propagateTo: readonly string[]): boolean {
  return propagateTo.some((allowed) => {
    const host = allowed.toLowerCase();
    return host.startsWith('.')
      ? url.hostname.endsWith(host)
      : host === url.hostname || host === `${url.hostname}:${portOf(url)}`;
  });
}

function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

function fail(span: Span, type: string): void {
  span.setAttribute(ATTR_ERROR_TYPE, type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function typeOf(error: unknown): string {
  const { code, name } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    name?: unknown;
  };
  if (typeof code === 'string' && code !== '') return code;
  return typeof name === 'string' && name !== '' ? name : '_OTHER';
}
