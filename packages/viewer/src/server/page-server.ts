/** The server of the page and its API, for this machine and whoever has the token. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type ApiError, type Info, ROUTES } from '../api.ts';
import { QueryError } from '../store/conditions.ts';
import type { Store } from '../store/store.ts';
import { type ApiHandler, BadRequestError, createApiHandlers, JsonLines } from './api-handlers.ts';
import type { Live } from './live.ts';
import { readPageFile } from './page.ts';
import {
  CONTENT_SECURITY_POLICY,
  isAllowedHost,
  isForeign,
  isSameToken,
  SECURITY_HEADERS,
  tokenOf,
} from './security.ts';

/** What the server works with. */
export interface PageServerOptions {
  readonly store: Store;
  readonly live: Live;
  readonly token: string;
  readonly info: () => Info;
  readonly allowedHosts: readonly string[];
  /** Port that the cookie's name has, since cookies do not tell ports apart. */
  readonly port: () => number;
}

const MAX_BODY_BYTES = 4096;

/** Makes the handler of a server's requests. */
export function createPageServer(options: PageServerOptions): RequestListener {
  const { store, live, token, allowedHosts } = options;
  const handlers = { ...createApiHandlers(store), [ROUTES.info]: options.info };
  const routes = Object.entries(handlers).map(([route, handler]) => ({
    pattern: patternOf(route),
    handler,
  }));
  const cookie = (): string => `spanwise_${options.port()}`;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = URL.parse(request.url ?? '/', 'http://localhost');
    if (!isAllowedHost(request.headers.host, allowedHosts))
      return fail(response, 403, 'This host name is not allowed.');
    if (!url) return fail(response, 400, 'This is no address.');
    const { method = 'GET' } = request;
    if (!url.pathname.startsWith('/api/')) {
      if (method !== 'GET' && method !== 'HEAD') return fail(response, 405, 'The page is read.');
      const file = await readPageFile(url.pathname);
      response.writeHead(200, {
        ...SECURITY_HEADERS,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'content-type': file.type,
        'cache-control': file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      });
      response.end(method === 'HEAD' ? undefined : file.body);
      return;
    }
    if (isForeign(request)) return fail(response, 403, 'Another page may not read this.');
    if (url.pathname === ROUTES.session) return serveSession(request, response, token, cookie());
    if (!isSameToken(tokenOf(request, cookie()), token)) {
      return fail(response, 401, 'Open the address that the viewer printed: it has the token.');
    }
    store.refresh();
    if (url.pathname === ROUTES.clear) return clear(request, response, store);
    if (method !== 'GET') return fail(response, 405, 'This is read by GET.');
    if (url.pathname === ROUTES.live) {
      if (!live.add(response)) fail(response, 503, 'Too many pages listen.');
      return;
    }
    const found = routes.find(({ pattern }) => matched(pattern, url.pathname));
    if (!found) return fail(response, 404, 'There is no such route.');
    await answer(response, found.handler, matched(found.pattern, url.pathname)!, url.searchParams);
  };

  return (request, response) => {
    request.on('error', () => {});
    response.on('error', () => {});
    serve(request, response).catch((error: unknown) => {
      if (error instanceof BadRequestError || error instanceof QueryError)
        fail(response, 400, error.message);
      else fail(response, 500, `The viewer failed: ${(error as Error).message}`);
    });
  };
}

async function serveSession(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  cookie: string,
): Promise<void> {
  const attributes = 'Path=/; HttpOnly; SameSite=Strict';
  if (request.method === 'DELETE') {
    response
      .writeHead(204, { ...SECURITY_HEADERS, 'set-cookie': `${cookie}=; ${attributes}; Max-Age=0` })
      .end();
    return;
  }
  const body = await readJson(request, response);
  if (body === undefined) return;
  const given = (body as { token?: unknown }).token;
  if (typeof given !== 'string' || !isSameToken(given, token))
    return fail(response, 401, 'This is not the token.');
  response
    .writeHead(204, { ...SECURITY_HEADERS, 'set-cookie': `${cookie}=${token}; ${attributes}` })
    .end();
}

async function clear(
  request: IncomingMessage,
  response: ServerResponse,
  store: Store,
): Promise<void> {
  if ((await readJson(request, response)) === undefined) return;
  store.clear();
  response.writeHead(204, SECURITY_HEADERS).end();
}

/** The body of a `POST`, or `undefined` when it was answered already. Only JSON: a form of another page cannot send that. */
async function readJson(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<object | undefined> {
  if (request.method !== 'POST') fail(response, 405, 'This is done by POST.');
  else if (request.headers['content-type']?.split(';')[0]!.trim() !== 'application/json') {
    fail(response, 415, 'The content type must be application/json.');
  } else {
    let text = '';
    for await (const part of request as AsyncIterable<Buffer>) {
      text += part.toString();
      if (text.length > MAX_BODY_BYTES) {
        fail(response, 413, 'This is too much.');
        return undefined;
      }
    }
    try {
      const body: unknown = JSON.parse(text);
      if (typeof body === 'object' && body !== null) return body;
    } catch {
      // Answered below.
    }
    fail(response, 400, 'The body is not a JSON object.');
  }
  return undefined;
}

async function answer(
  response: ServerResponse,
  handler: ApiHandler,
  path: Readonly<Record<string, string>>,
  query: URLSearchParams,
): Promise<void> {
  const value = handler({ path, query });
  if (value === undefined) return fail(response, 404, 'This is not stored, or no longer.');
  if (!(value instanceof JsonLines)) {
    response
      .writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'application/json' })
      .end(JSON.stringify(value));
    return;
  }
  let isOpen = false;
  for (const item of value.items) {
    // The first line first: a query that cannot be has its own answer.
    if (!isOpen)
      response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'application/x-ndjson' });
    isOpen = true;
    if (!response.write(`${JSON.stringify(item)}\n`)) {
      // oxlint-disable-next-line no-await-in-loop -- the reader is slower
      await new Promise((resolve) => response.once('drain', resolve).once('close', resolve));
    }
    if (response.destroyed) return;
  }
  if (!isOpen)
    response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'application/x-ndjson' });
  response.end();
}

function fail(response: ServerResponse, status: number, error: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body: ApiError = { error };
  response
    .writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'application/json' })
    .end(JSON.stringify(body));
}

function patternOf(route: string): readonly string[] {
  return route.split('/');
}

/** Parts of the path by name; `undefined` when it is not this route. */
function matched(pattern: readonly string[], path: string): Record<string, string> | undefined {
  const parts = path.split('/');
  if (parts.length !== pattern.length) return undefined;
  const found: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index]!;
    if (!expected.startsWith(':')) {
      if (part !== expected) return undefined;
      continue;
    }
    try {
      found[expected.slice(1)] = decodeURIComponent(part);
    } catch {
      return undefined;
    }
  }
  return found;
}
