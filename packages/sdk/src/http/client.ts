/** Client spans for `fetch` and for `node:http`, from the channels that Node publishes. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import {
  context,
  createContextKey,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
} from '@opentelemetry/api';
import { safely, VERSION } from '@spanwise/core';
import { ATTR_ERROR_TYPE, ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT } from '@spanwise/semconv';
import {
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_URL_FULL,
} from './names.ts';

const SUPPRESS = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

interface UndiciRequest {
  readonly origin: string | URL;
  readonly path: string;
  readonly method: string;
  readonly addHeader: (name: string, value: string) => void;
}

type Handler = (message: unknown) => void;

/** Watches outgoing requests. Gives back how to stop. */
export function watchClients(propagateTo: readonly string[]): () => void {
  const spans = new WeakMap<object, Span>();
  const begin = (
    request: object,
    method: string,
    url: URL,
    setHeader: (name: string, value: string) => void,
  ): void => {
    const active = context.active();
    if (active.getValue(SUPPRESS) === true) return;
    const span = trace.getTracer('spanwise/http', VERSION).startSpan(
      method,
      {
        kind: SpanKind.CLIENT,
        attributes: {
          [ATTR_HTTP_REQUEST_METHOD]: method,
          // Credentials and queries may hold secrets.
          [ATTR_URL_FULL]: `${url.protocol}//${url.host}${url.pathname}`,
          [ATTR_SERVER_ADDRESS]: url.hostname,
          [ATTR_SERVER_PORT]:
            url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
        },
      },
      active,
    );
    spans.set(request, span);
    if (mayPropagate(url, propagateTo)) {
      propagation.inject(trace.setSpan(active, span), undefined, {
        set: (_, name, value) => setHeader(name, value),
      });
    }
  };
  const answered = (request: object, statusCode: number | undefined): void => {
    const span = spans.get(request);
    if (span === undefined || statusCode === undefined) return;
    span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, statusCode);
    if (statusCode >= 400) fail(span, String(statusCode));
  };
  const end = (request: object, error?: unknown): void => {
    const span = spans.get(request);
    if (span === undefined) return;
    spans.delete(request);
    if (error !== undefined) fail(span, typeOf(error));
    span.end();
  };

  const handlers: Readonly<Record<string, Handler>> = {
    'undici:request:create': (message) => {
      const { request } = message as { request: UndiciRequest };
      begin(request, request.method, new URL(request.path, request.origin), (name, value) =>
        request.addHeader(name, value),
      );
    },
    'undici:request:headers': (message) => {
      const { request, response } = message as {
        request: object;
        response: { statusCode: number };
      };
      answered(request, response.statusCode);
    },
    'undici:request:trailers': (message) => end((message as { request: object }).request),
    'undici:request:error': (message) => {
      const { request, error } = message as { request: object; error: unknown };
      end(request, error ?? 'error');
    },
    'http.client.request.created': (message) => {
      const { request } = message as { request: ClientRequest };
      const url = new URL(
        request.path,
        `${request.protocol}//${request.getHeader('host') as string}`,
      );
      begin(request, request.method, url, (name, value) => request.setHeader(name, value));
      // A request that is destroyed has no message of its own.
      if (spans.has(request)) request.once('close', () => end(request));
    },
    'http.client.response.finish': (message) => {
      const { request, response } = message as { request: object; response: IncomingMessage };
      answered(request, response.statusCode);
    },
    'http.client.request.error': (message) => {
      const { request, error } = message as { request: object; error: unknown };
      end(request, error);
    },
  };
  const safe = Object.entries(handlers).map(
    ([channel, handler]) =>
      [
        channel,
        (message: unknown): void => {
          safely('watching an HTTP request', () => handler(message));
        },
      ] as const,
  );
  for (const [channel, handler] of safe) subscribe(channel, handler);
  return () => {
    for (const [channel, handler] of safe) unsubscribe(channel, handler);
  };
}

/** `host`, `host:port`, or `.suffix` for every host under it. */
export function mayPropagate(url: URL, propagateTo: readonly string[]): boolean {
  return propagateTo.some((allowed) =>
    allowed.startsWith('.')
      ? url.hostname.endsWith(allowed)
      : allowed === url.hostname || allowed === url.host,
  );
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
