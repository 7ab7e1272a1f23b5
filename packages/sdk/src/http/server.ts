/** One server span for each incoming HTTP request, with the context that the request brings. */
import * as http from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
} from '@opentelemetry/api';
import { report, safely, VERSION } from '@spanwise/core';
import { ATTR_ERROR_TYPE, ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT } from '@spanwise/semconv';
import {
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_URL_PATH,
  ATTR_URL_SCHEME,
} from './names.ts';

type Emit = (this: Server, event: string | symbol, ...values: unknown[]) => boolean;
const METHODS: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
]);
const WATCHED = Symbol.for('spanwise.http.watched');

/** Watches every server of this process, also those that exist already. Gives back how to stop; `undefined` when somebody else does it. */
export function watchServers(): (() => void) | undefined {
  const prototype = http.Server.prototype as unknown as {
    emit: Emit & { __original?: unknown; __wrapped?: unknown };
  };
  const original = prototype.emit;
  if (original.__original !== undefined || original.__wrapped !== undefined) {
    report(
      'http',
      'another instrumentation watches HTTP servers already: no second server span is made',
    );
    return undefined;
  }
  const emit: Emit & { __original?: unknown } = function (this: Server, event, ...values) {
    if (event !== 'request') return original.call(this, event, ...values);
    const [request, response] = values as [IncomingMessage & { [WATCHED]?: true }, ServerResponse];
    const span = request[WATCHED]
      ? undefined
      : safely('starting a server span', () => startSpan(request, response));
    if (span === undefined) return original.call(this, event, ...values);
    return context.with(span, () => original.call(this, event, ...values));
  };
  emit.__original = original;
  prototype.emit = emit;
  return () => {
    if (prototype.emit === emit) prototype.emit = original;
  };
}

function startSpan(
  request: IncomingMessage & { [WATCHED]?: true; route?: { path?: unknown }; baseUrl?: unknown },
  response: ServerResponse,
): ReturnType<typeof trace.setSpan> {
  Object.defineProperty(request, WATCHED, { value: true });
  const incoming = propagation.extract(context.active(), request.headers);
  const method = METHODS.has(request.method ?? '') ? request.method! : '_OTHER';
  const name = method === '_OTHER' ? 'HTTP' : method;
  const [path] = (request.url ?? '').split('?', 1);
  const { address, port } = hostOf(request.headers.host);
  const span = trace.getTracer('spanwise/http', VERSION).startSpan(
    name,
    {
      kind: SpanKind.SERVER,
      attributes: {
        [ATTR_HTTP_REQUEST_METHOD]: method,
        [ATTR_URL_PATH]: path,
        [ATTR_URL_SCHEME]: 'encrypted' in request.socket ? 'https' : 'http',
        ...(address !== undefined && { [ATTR_SERVER_ADDRESS]: address }),
        ...(port !== undefined && { [ATTR_SERVER_PORT]: port }),
      },
    },
    incoming,
  );
  // `close` follows every end: answered, aborted by the client, or reset.
  response.once('close', () =>
    safely('ending a server span', () => {
      const route = routeOf(request);
      if (route !== undefined) {
        span.updateName(`${name} ${route}`);
        span.setAttribute(ATTR_HTTP_ROUTE, route);
      }
      endSpan(span, response);
    }),
  );
  return trace.setSpan(incoming, span);
}

function endSpan(span: Span, response: ServerResponse): void {
  if (response.headersSent) {
    const { statusCode } = response;
    span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, statusCode);
    if (statusCode >= 500) fail(span, String(statusCode));
  }
  // The client left before the answer was complete.
  if (!response.writableFinished && !response.headersSent) fail(span, 'aborted');
  span.end();
}

function fail(span: Span, type: string): void {
  span.setAttribute(ATTR_ERROR_TYPE, type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The route as Express and its like leave it on the request. */
function routeOf(request: { route?: { path?: unknown }; baseUrl?: unknown }): string | undefined {
  const path = request.route?.path;
  if (typeof path !== 'string') return undefined;
  return `${typeof request.baseUrl === 'string' ? request.baseUrl : ''}${path}`;
}

function hostOf(host: string | undefined): { address?: string; port?: number } {
  const match = /^(\[[^\]]+\]|[^:]+)(?::(\d+))?$/.exec(host ?? '');
  if (match === null) return {};
  const [, address, port] = match;
  return {
    address: address!.replace(/^\[|\]$/g, ''),
    ...(port !== undefined && { port: Number(port) }),
  };
}
