/** HTTP spans on both sides, over real sockets: each request has one, which ends once, whatever becomes of it. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { instrument, none, type InstrumentOptions, type Spanwise } from 'spanwise';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { collectSpans, listen } from './collect.ts';
import { clearEnvironment } from './environment.ts';

let spanwise: Spanwise;
let collected: ReturnType<typeof collectSpans>;
let said: string[];
const servers: http.Server[] = [];

const begin = (options: InstrumentOptions = {}): void => {
  collected = collectSpans();
  spanwise = instrument({ destinations: [none()], spanProcessors: [collected], ...options });
};
beforeEach(() => {
  clearEnvironment();
  said = listen();
  begin();
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  await spanwise.shutdown();
  vi.unstubAllEnvs();
  // oxlint-disable-next-line vitest/no-standalone-expect
  expect(said).toEqual([]);
});

const again = async (options: InstrumentOptions): Promise<void> => {
  await spanwise.shutdown();
  begin(options);
};
const address = (server: http.Server): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const activeSpanId = (): string | undefined => trace.getActiveSpan()?.spanContext().spanId;
/** A request by `node:http` with its answer read. */
const ask = async (
  url: string,
  options: http.RequestOptions = {},
  body?: string,
): Promise<void> => {
  const request = http.request(url, options).end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  await text(response);
};
const serve = async (handler: http.RequestListener): Promise<string> => {
  const server = http.createServer(handler).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return address(server);
};

/** The spans of one kind, when there are so many: the other side's end may come a moment later. */
const ended = async (kind: SpanKind, count: number): Promise<ReadableSpan[]> =>
  vi.waitFor(
    () => {
      const found = collected.spans.filter((span) => span.kind === kind);
      expect(found.length).toBeGreaterThanOrEqual(count);
      return found;
    },
    { timeout: 10_000, interval: 5 },
  );
const servedOne = async (): Promise<ReadableSpan> => {
  const found = await ended(SpanKind.SERVER, 1);
  expect(found).toHaveLength(1);
  return found[0]!;
};
const askedOne = async (): Promise<ReadableSpan> => {
  const found = await ended(SpanKind.CLIENT, 1);
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('a server', () => {
  it('has one span for a request, with the stable names', async () => {
    const url = await serve((_, response) => response.end('hi'));
    await (await fetch(`${url}/orders?key=secret`)).text();
    const span = await servedOne();
    expect(span.name).toBe('GET');
    expect(span.status.code).toBe(SpanStatusCode.UNSET);
    expect(span.attributes).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'network.protocol.version': '1.1',
      'server.address': '127.0.0.1',
      'server.port': Number(new URL(url).port),
      'url.path': '/orders',
      'url.scheme': 'http',
    });
  });

  it.each([
    ['HEAD', 200, SpanStatusCode.UNSET, undefined],
    ['GET', 404, SpanStatusCode.UNSET, undefined],
    ['POST', 500, SpanStatusCode.ERROR, '500'],
    ['PUT', 204, SpanStatusCode.UNSET, undefined],
  ])('records %s answered with %i', async (method, statusCode, status, errorType) => {
    const url = await serve((_, response) => {
      response.statusCode = statusCode;
      response.end();
    });
    await (await fetch(url, { method })).text();
    const span = await servedOne();
    expect(span.name).toBe(method);
    expect(span.attributes['http.response.status_code']).toBe(statusCode);
    expect(span.attributes['error.type']).toBe(errorType);
    expect(span.status.code).toBe(status);
  });

  it('does not name spans by a method that somebody made up', async () => {
    const url = await serve((_, response) => response.end());
    await ask(url, { method: 'PROPFIND' });
    const span = await servedOne();
    expect(span.name).toBe('HTTP');
    expect(span.attributes).toMatchObject({
      'http.request.method': '_OTHER',
      'http.request.method_original': 'PROPFIND',
    });
  });

  it('takes the context that a request brings', async () => {
    const url = await serve((_, response) => response.end());
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    await fetch(url, { headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
    const span = await servedOne();
    expect(span.spanContext().traceId).toBe(traceId);
    expect(span.parentSpanContext).toMatchObject({ spanId: 'b7ad6b7169203331', isRemote: true });
  });

  it('starts a trace of its own when a request brings none, whatever was active at listen()', async () => {
    const outer = trace.getTracer('test').startSpan('outer');
    const url = await context.with(trace.setSpan(context.active(), outer), () =>
      serve((_, response) => response.end()),
    );
    await fetch(url);
    const span = await servedOne();
    expect(span.parentSpanContext).toBeUndefined();
    expect(span.spanContext().traceId).not.toBe(outer.spanContext().traceId);
  });

  it('gives each handler its own context, over one connection kept alive', async () => {
    const seen: Record<string, (string | undefined)[]> = {};
    const url = await serve((request, response) => {
      const ids: (string | undefined)[] = (seen[request.url!] = [activeSpanId()]);
      request.on('data', () => ids.push(activeSpanId()));
      request.on('end', () => {
        ids.push(activeSpanId());
        setImmediate(() => {
          ids.push(activeSpanId());
          response.on('finish', () => ids.push(activeSpanId()));
          response.end();
        });
      });
    });
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    await ask(`${url}/1`, { agent, method: 'POST' }, 'body');
    await ask(`${url}/2`, { agent, method: 'POST' }, 'body');
    await ask(`${url}/3`, { agent, method: 'POST' }, 'body');
    agent.destroy();
    const spans = await ended(SpanKind.SERVER, 3);
    expect(spans).toHaveLength(3);
    for (const span of spans) {
      const { spanId } = span.spanContext();
      expect(seen[String(span.attributes['url.path'])]).toEqual(Array(5).fill(spanId));
    }
    // None continues the one before.
    expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(3);
  });

  it('has a span that lasts as long as a streamed answer', async () => {
    let finish: (() => void) | undefined;
    const url = await serve((_, response) => {
      response.write('first');
      finish = () => response.end('last');
    });
    const response = await fetch(url);
    const reader = response.body!.getReader();
    await reader.read();
    expect(collected.spans).toEqual([]);
    finish!();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('last');
    await reader.read();
    expect((await servedOne()).status.code).toBe(SpanStatusCode.UNSET);
  });

  it('ends the span of a client that leaves before the answer', async () => {
    const url = await serve(() => {});
    const controller = new AbortController();
    const asked = fetch(url, { signal: controller.signal });
    await once(servers[0]!, 'request');
    controller.abort();
    await expect(asked).rejects.toThrow('aborted');
    const span = await servedOne();
    expect(span.attributes['error.type']).toBe('aborted');
    expect(span.attributes).not.toHaveProperty('http.response.status_code');
    expect(span.status.code).toBe(SpanStatusCode.ERROR);
  });

  it('ends the span of a connection that is reset in the middle of the answer', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half');
      response.socket!.resetAndDestroy();
    });
    await expect(fetch(url).then((response) => response.text())).rejects.toThrow(
      /fetch failed|terminated/,
    );
    expect((await servedOne()).attributes['http.response.status_code']).toBe(200);
    expect((await askedOne()).status.code).toBe(SpanStatusCode.ERROR);
  });

  it('ends the span of a handler that throws what others handle', async () => {
    const url = await serve((_, response) => {
      response.statusCode = 500;
      response.end();
    });
    const server = servers[0]!;
    server.prependOnceListener('request', () => {
      throw new Error('of the application');
    });
    const caught = new Promise((resolve) => process.once('uncaughtException', resolve));
    const others = process.listeners('uncaughtException').slice(0, -1);
    for (const listener of others) process.off('uncaughtException', listener);
    const asked = fetch(url).catch(() => {});
    expect(await caught).toMatchObject({ message: 'of the application' });
    for (const listener of others) process.on('uncaughtException', listener);
    server.closeAllConnections();
    await asked;
    expect((await servedOne()).attributes['error.type']).toBe('aborted');
  });

  it('that listened before instrument() is watched, too', async () => {
    await spanwise.shutdown();
    const url = await serve((_, response) => response.end());
    begin();
    await fetch(url);
    expect((await servedOne()).name).toBe('GET');
  });

  it('leaves an upgrade alone', async () => {
    const url = await serve((_, response) => response.end());
    servers[0]!.on('upgrade', (_request, socket) => {
      socket.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
    });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
    expect(await text(socket)).toContain('101');
    expect(collected.spans).toEqual([]);
  });

  it('leaves bytes that are no HTTP alone', async () => {
    const url = await serve((_, response) => response.end());
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('nonsense\r\n\r\n');
    expect(await text(socket)).toContain('400 Bad Request');
    expect(collected.spans).toEqual([]);
  });

  it('accepts a host that is none', async () => {
    const url = await serve((_, response) => response.end());
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET /%zz HTTP/1.1\r\nhost: :::\r\nconnection: close\r\n\r\n');
    expect(await text(socket)).toContain('200 OK');
    expect((await servedOne()).attributes).not.toHaveProperty('server.address');
  });

  it('of https is watched, too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spanwise-tls-'));
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    execFileSync(
      'openssl',
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost -keyout ${key} -out ${certificate}`.split(
        ' ',
      ),
      { stdio: 'pipe' },
    );
    const server = https
      .createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_, response) =>
        response.end(),
      )
      .listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const request = https.get({ port, host: '127.0.0.1', rejectUnauthorized: false });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    response.resume();
    rmSync(folder, { recursive: true });
    expect((await servedOne()).attributes).toMatchObject({ 'url.scheme': 'https' });
    expect((await askedOne()).attributes).toMatchObject({
      'url.full': `https://127.0.0.1:${port}/`,
    });
  });

  it('of Express has its route', async () => {
    const app = express();
    const router = express.Router();
    router.get('/orders/:id', (_, response) => {
      response.json({ active: activeSpanId() });
    });
    app.use('/api', router);
    const server = app.listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const body = (await (await fetch(`${address(server)}/api/orders/7`)).json()) as object;
    const span = await servedOne();
    expect(span.name).toBe('GET /api/orders/:id');
    expect(span.attributes['http.route']).toBe('/api/orders/:id');
    expect(body).toEqual({ active: span.spanContext().spanId });
    await fetch(`${address(server)}/nowhere`);
    const [, other] = await ended(SpanKind.SERVER, 2);
    expect(other?.name).toBe('GET');
    expect(other?.attributes).not.toHaveProperty('http.route');
  });

  it('has no span from us beside one of another instrumentation that came later', async () => {
    const { emit } = http.Server.prototype;
    const theirs = function (this: http.Server, ...values: Parameters<typeof emit>): boolean {
      const span = trace.getTracer('theirs').startSpan('theirs', { kind: SpanKind.SERVER });
      try {
        return context.with(trace.setSpan(context.active(), span), () => emit.apply(this, values));
      } finally {
        span.end();
      }
    };
    http.Server.prototype.emit = theirs as typeof emit;
    try {
      const url = await serve((_, response) => response.end());
      collected.spans.length = 0;
      await fetch(url);
    } finally {
      http.Server.prototype.emit = emit;
    }
    await askedOne();
    const served = collected.spans.filter((span) => span.kind === SpanKind.SERVER);
    expect(new Set(served.map(({ name }) => name))).toEqual(new Set(['theirs']));
  });
});

describe('a client', () => {
  it.each(['fetch', 'http.request'])(
    'by %s has one span, without credentials and query',
    async (how) => {
      const url = await serve((_, response) => response.end('hi'));
      const target = `${url}/a/b?key=secret#part`;
      if (how === 'fetch') await (await fetch(target)).text();
      else await ask(target.replace('//', '//user:password@'));
      const span = await askedOne();
      expect(span.name).toBe('GET');
      expect(span.attributes).toEqual({
        'http.request.method': 'GET',
        'http.response.status_code': 200,
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(url).port),
        'url.full': `${url}/a/b`,
      });
      expect(span.status.code).toBe(SpanStatusCode.UNSET);
    },
  );

  it.each(['fetch', 'http.request'])('by %s fails with a status from 400 on', async (how) => {
    const url = await serve((_, response) => {
      response.statusCode = 404;
      response.end();
    });
    if (how === 'fetch') await (await fetch(url)).text();
    else await ask(url);
    const span = await askedOne();
    expect(span.attributes['error.type']).toBe('404');
    expect(span.status.code).toBe(SpanStatusCode.ERROR);
  });

  it.each(['fetch', 'http.request'])('by %s fails where nobody listens', async (how) => {
    const url = await serve(() => {});
    servers[0]!.close();
    await once(servers[0]!, 'close');
    await expect(how === 'fetch' ? fetch(url) : ask(url)).rejects.toThrow(
      how === 'fetch' ? 'fetch failed' : 'ECONNREFUSED',
    );
    const span = await askedOne();
    expect(span.attributes['error.type']).toBe('ECONNREFUSED');
    expect(span.attributes).not.toHaveProperty('http.response.status_code');
  });

  it('by fetch ends when its signal aborts', async () => {
    const url = await serve(() => {});
    const controller = new AbortController();
    const asked = fetch(url, { signal: controller.signal });
    await once(servers[0]!, 'request');
    controller.abort();
    await expect(asked).rejects.toThrow('aborted');
    expect((await askedOne()).status.code).toBe(SpanStatusCode.ERROR);
  });

  it('by fetch ends when its body is cancelled', async () => {
    const url = await serve((_, response) => {
      response.write('first');
    });
    const response = await fetch(url);
    await response.body!.cancel();
    expect((await askedOne()).attributes['http.response.status_code']).toBe(200);
  });

  it.each(['destroy', 'abort by signal', 'timeout'])('by http.request ends on %s', async (how) => {
    const url = await serve(() => {});
    const controller = new AbortController();
    const request = http.request(url, {
      signal: controller.signal,
      ...(how === 'timeout' && { timeout: 20 }),
    });
    request.on('error', () => {}).on('timeout', () => request.destroy());
    request.end();
    await once(servers[0]!, 'request');
    if (how === 'destroy') request.destroy();
    if (how === 'abort by signal') controller.abort();
    const span = await askedOne();
    expect(span.attributes['error.type']).toBeDefined();
    expect(span.status.code).toBe(SpanStatusCode.ERROR);
  });

  it('by http.request ends when it is destroyed in the middle of the answer', async () => {
    const url = await serve((_, response) => {
      response.write('first');
    });
    const request = http.get(url);
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    await once(
      response.on('error', () => {}),
      'data',
    );
    request.destroy();
    expect((await askedOne()).name).toBe('GET');
  });

  it('has the active span as its parent', async () => {
    const url = await serve((_, response) => response.end());
    const parent = trace.getTracer('test').startSpan('parent');
    await context.with(trace.setSpan(context.active(), parent), async () => {
      await fetch(url);
      await ask(url);
    });
    const spans = await ended(SpanKind.CLIENT, 2);
    expect(spans.map((span) => span.parentSpanContext?.spanId)).toEqual([
      parent.spanContext().spanId,
      parent.spanContext().spanId,
    ]);
  });

  it('has one span for each request of a redirect, as there are', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/there' });
      response.end();
    });
    await (await fetch(url)).text();
    const spans = await ended(SpanKind.CLIENT, 2);
    expect(spans.map(({ attributes }) => attributes['url.full'])).toEqual([
      `${url}/`,
      `${url}/there`,
    ]);
  });

  it('has none while tracing is suppressed', async () => {
    const url = await serve((_, response) => response.end());
    await context.with(suppressTracing(context.active()), async () => {
      await fetch(url);
      await ask(url);
    });
    await ended(SpanKind.SERVER, 2);
    expect(collected.spans.filter(({ kind }) => kind === SpanKind.CLIENT)).toEqual([]);
  });

  it('of an origin and a path that begins with two slashes is one address', async () => {
    const url = await serve((_, response) => response.end());
    await ask(`${url}//other.example/path`);
    expect((await askedOne()).attributes['url.full']).toBe(`${url}//other.example/path`);
  });
});

/** A server that keeps the raw header lines of what it was sent. */
const wire = async (): Promise<{ url: string; heads: string[][] }> => {
  const heads: string[][] = [];
  const url = await serve((request, response) => {
    heads.push(request.rawHeaders);
    response.end();
  });
  return { url, heads };
};
/** By fetch, and by node:http with headers in both of their forms. */
const askAll = async (url: string): Promise<void> => {
  await fetch(url, { headers: { 'x-own': '1' } });
  await ask(url, { headers: { 'x-own': '1' } });
  await ask(url, { headers: ['x-own', '1', 'host', new URL(url).host] });
};

describe('what is sent', () => {
  it('is the same as without us, when no host is named', async () => {
    await spanwise.shutdown();
    const { url, heads } = await wire();
    await askAll(url);
    const bare = heads.splice(0);
    begin();
    await askAll(url);
    expect(heads).toEqual(bare);
    await ended(SpanKind.CLIENT, 3);
  });

  it('has traceparent more for the hosts that are named, and nothing else', async () => {
    await spanwise.shutdown();
    const { url, heads } = await wire();
    await askAll(url);
    const bare = heads.splice(0);
    begin({ propagateTo: [new URL(url).host] });
    await askAll(url);
    const spans = await ended(SpanKind.CLIENT, 3);
    const added = heads.map((head, index) => {
      const at = head.indexOf('traceparent');
      const without = at < 0 ? head : head.toSpliced(at, 2);
      expect(without).toEqual(bare[index]);
      return at < 0 ? undefined : head[at + 1];
    });
    expect(added).toEqual([
      ...spans
        .slice(0, 2)
        .map((span) => `00-${span.spanContext().traceId}-${span.spanContext().spanId}-01`),
      // Headers given as a list are written when the request is made: there is no way to add one.
      undefined,
    ]);
  });

  it('keeps the traceparent that an application sets itself', async () => {
    const { url, heads } = await wire();
    await again({ propagateTo: ['127.0.0.1'] });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await fetch(url, { headers: { traceparent } });
    await ask(url, { headers: { traceparent } });
    for (const head of heads) {
      expect(head.filter((word) => word.toLowerCase() === 'traceparent')).toHaveLength(1);
      expect(head).toContain(traceparent);
    }
  });
});

describe('switched off', () => {
  it('by `instrumentations: { http: false }` makes no span', async () => {
    await again({ instrumentations: { http: false } });
    const url = await serve((_, response) => response.end());
    await (await fetch(url)).text();
    trace.getTracer('test').startSpan('alone').end();
    expect(collected.spans.map(({ name }) => name)).toEqual(['alone']);
  });

  it('by shutdown() leaves node:http as it was', async () => {
    await spanwise.shutdown();
    expect(Object.hasOwn(http.Server.prototype, 'emit')).toBe(false);
    expect(Object.hasOwn(https.Server.prototype, 'emit')).toBe(false);
  });
});
