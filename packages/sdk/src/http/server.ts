/** One server span for each incoming HTTP request, with the context that the request brings. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { report, safely, VERSION } from '@spanwise/core';
import { ATTR_ERROR_TYPE, ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT } from '@spanwise/semconv';
import {
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_NETWORK_PROTOCOL_VERSION,
  ATTR_URL_PATH,
  ATTR_URL_SCHEME,
  describeMethod,
} from './names.ts';

// Not imported: an import reads every export of `node:http`, and some load undici (measured: 9 ms against 111, on a busy machine).
const http = process.getBuiltinModule('node:http');
const https = process.getBuiltinModule('node:https');

type Emit = (this: Server, event: string | symbol, ...values: unknown[]) => boolean;
type Emitting = { emit: Emit & { __original?: unknown; __wrapped?: unknown } };
/** A request as we mark it and as frameworks extend it. */
type Request = IncomingMessage & {
  [WATCHED]?: true;
  readonly route?: { readonly path?: unknown };
  readonly baseUrl?: unknown;
};

const WATCHED = Symbol.for('spanwise.http.watched');

/**
 * Watches every server of this process, also those that exist already, whichever way `http` was imported.
 *
 * @param isWanted asked for each request; false lets it through.
 * @returns how to stop.
 */
export function watchServers(isWanted: () => boolean): () => void {
  // A server of `https` inherits from `tls`.
  const undos = [http.Server, https.Server].map(({ prototype }) =>
    watchPrototype(prototype as unknown as Emitting, isWanted),
  );
  return () => {
    for (const undo of undos) undo();
  };
}

function watchPrototype(prototype: Emitting, isWanted: () => boolean): () => void {
  const original = prototype.emit;
  const inherits = !Object.hasOwn(prototype, 'emit');
  if (original.__original !== undefined || original.__wrapped !== undefined) {
    report('http', 'another instrumentation watches HTTP servers: no second server span is made');
    return () => {};
  }
  const emit: Emitting['emit'] = function (this: Server, event, ...values) {
    if (event !== 'request') return original.call(this, event, ...values);
    const [request, response] = values as [Request, ServerResponse];
    const inside = safely('starting a server span', () =>
      request[WATCHED] || !isWanted() || isWatchedByOthers()
        ? undefined
        : startSpan(request, response),
    );
    if (inside === undefined) return original.call(this, event, ...values);
    return context.with(inside, () => original.call(this, event, ...values));
  };
  emit.__original = original;
  prototype.emit = emit;
  return () => {
    if (prototype.emit !== emit) return;
    if (inherits) delete (prototype as Partial<Emitting>).emit;
    else prototype.emit = original;
  };
}

/** An instrumentation that came after us has its span active already. */
function isWatchedByOthers(): boolean {
  const span: (Span & { readonly kind?: unknown }) | undefined = trace.getActiveSpan();
  return span?.kind === SpanKind.SERVER && span.isRecording();
}

function startSpan(request: Request, response: ServerResponse): Context {
  Object.defineProperty(request, WATCHED, { value: true });
  // Not what is active: that is whatever was active when the server began to listen.
  const incoming = propagation.extract(ROOT_CONTEXT, request.headers);
  const { spanName, attributes } = describeMethod(request.method);
  const [path] = (request.url ?? '').split('?', 1);
  const { address, port } = hostOf(request.headers.host);
  const span = trace.getTracer('spanwise/http', VERSION).startSpan(
    spanName,
    {
      kind: SpanKind.SERVER,
      attributes: {
        ...attributes,
        [ATTR_URL_PATH]: path,
        [ATTR_URL_SCHEME]: 'encrypted' in request.socket ? 'https' : 'http',
        [ATTR_NETWORK_PROTOCOL_VERSION]: request.httpVersion,
        ...(address !== undefined && { [ATTR_SERVER_ADDRESS]: address }),
        ...(port !== undefined && { [ATTR_SERVER_PORT]: port }),
      },
    },
    incoming,
  );
  const inside = trace.setSpan(incoming, span);
  // Their events come from the connection, which may serve many requests.
  context.bind(inside, request);
  context.bind(inside, response);
  // `close` follows every end: answered, aborted by the client, or reset.
  response.once('close', () =>
    safely('ending a server span', () => {
      const route = routeOf(request);
      if (route !== undefined) {
        span.updateName(`${spanName} ${route}`);
        span.setAttribute(ATTR_HTTP_ROUTE, route);
      }
      if (response.headersSent) {
        const { statusCode } = response;
        span.setAttribute(ATTR_HTTP_RESPONSE_STATUS_CODE, statusCode);
        if (statusCode >= 500) fail(span, String(statusCode));
      } else fail(span, 'aborted');
      span.end();
    }),
  );
  return inside;
}

function fail(span: Span, type: string): void {
  span.setAttribute(ATTR_ERROR_TYPE, type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** The route as Express and its like leave it on the request. */
function routeOf({ route, baseUrl }: Request): string | undefined {
  const path = route?.path;
  if (typeof path !== 'string') return undefined;
  return `${typeof baseUrl === 'string' ? baseUrl : ''}${path}`;
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
