/** What keeps the viewer safe, one test a rule. */
import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { deflateSync, gzipSync } from 'node:zlib';
import { ROUTES, type Viewer } from '@spanwise/viewer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, ask, startTestViewer } from './ask.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request with any headers: `fetch` sets those that matter here itself. */
async function send(
  address: URL | string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<Answer> {
  const request = httpRequest(address, { method, headers });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const part of response) text += String(part);
  return { status: response.statusCode!, headers: response.headers, body: text };
}

let viewer: Viewer;
let signed: Record<string, string>;
beforeAll(async () => {
  viewer = await startTestViewer();
  signed = { authorization: `Bearer ${viewer.token}` };
});
afterAll(() => viewer.stop());

const info = (): URL => addressOf(viewer, ROUTES.info);
const traces = (): string => `${viewer.receivers.http}/v1/traces`;
const json = { 'content-type': 'application/json' };

describe('other machines', () => {
  it('reach neither the page nor the receivers', async () => {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((found) => found && !found.internal && found.family === 'IPv4')?.address;
    for (const url of [viewer.url, viewer.receivers.http, viewer.receivers.grpc!]) {
      // Without a network the machine has one address that is surely not the loopback's.
      const socket = connect({ host: address ?? '127.0.0.2', port: Number(new URL(url).port) });
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      expect(error.code).toBe('ECONNREFUSED');
    }
  });
});

describe('reading', () => {
  it.each(Object.entries(ROUTES).filter(([name]) => name !== 'session'))(
    'needs the token: %s',
    async (_, route) => {
      const method = route === ROUTES.clear ? 'POST' : 'GET';
      const { status, body } = await send(addressOf(viewer, route), {
        method,
        headers: json,
        body: method === 'POST' ? '{}' : '',
      });
      expect([status, body]).toEqual([401, expect.stringContaining('token')]);
    },
  );

  it('is refused with another token', async () => {
    const { status } = await send(info(), {
      headers: { authorization: `Bearer ${'x'.repeat(viewer.token.length)}` },
    });
    expect(status).toBe(401);
  });

  it('goes by a cookie that scripts and other sites do not get', async () => {
    const session = addressOf(viewer, ROUTES.session);
    const wrong = await send(session, { method: 'POST', headers: json, body: '{"token":"no"}' });
    expect([wrong.status, wrong.headers['set-cookie']]).toEqual([401, undefined]);
    const right = await send(session, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ token: viewer.token }),
    });
    const [cookie] = right.headers['set-cookie']!;
    expect([right.status, cookie]).toEqual([
      204,
      expect.stringMatching(/; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    expect((await send(info(), { headers: { cookie: cookie!.split(';')[0]! } })).status).toBe(200);
  });

  it('has no cross-origin headers', async () => {
    const { headers } = await send(info(), { headers: { ...signed } });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:3000' }],
    ['a sandboxed page', { origin: 'null' }],
    ['another site, by the browser', { 'sec-fetch-site': 'cross-site' }],
    ['another port, by the browser', { 'sec-fetch-site': 'same-site' }],
  ])('is refused to %s, with the token', async (_, headers) => {
    expect((await send(info(), { headers: { ...signed, ...headers } })).status).toBe(403);
  });

  it('is allowed to the page itself', async () => {
    const { origin } = new URL(viewer.url);
    expect(
      (await send(info(), { headers: { ...signed, origin, 'sec-fetch-site': 'same-origin' } }))
        .status,
    ).toBe(200);
  });
});

describe('a name that leads to the loopback', () => {
  it.each([
    'evil.example',
    'evil.example:4318',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '192.168.0.1',
  ])('is refused everywhere: %j', async (host) => {
    const page = await send(new URL(viewer.url), { headers: { host } });
    const api = await send(info(), { headers: { ...signed, host } });
    const receiver = await send(traces(), {
      method: 'POST',
      headers: { ...json, host },
      body: '{}',
    });
    expect([page.status, api.status, receiver.status]).toEqual([403, 403, 403]);
  });

  it.each(['localhost', '127.0.0.1', '[::1]'])('is not %s', async (name) => {
    const host = `${name}:${info().port}`;
    expect((await send(info(), { headers: { ...signed, host } })).status).toBe(200);
  });
});

describe('writing', () => {
  it('is refused to pages, and allowed to those that were named', async () => {
    const origin = 'http://localhost:5173';
    const asked = { method: 'POST', headers: { ...json, origin }, body: '{}' };
    const refused = await send(traces(), asked);
    expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([403, origin]);
    const other = await startTestViewer({ allowedOrigins: [origin], grpcPort: false });
    const allowed = await send(`${other.receivers.http}/v1/traces`, asked);
    const evil = await send(`${other.receivers.http}/v1/traces`, {
      ...asked,
      headers: { ...json, origin: 'https://evil.example' },
    });
    await other.stop();
    expect([allowed.status, evil.status]).toEqual([200, 403]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'takes no request that a form can send: %j',
    async (type) => {
      const headers = type === '' ? {} : { 'content-type': type };
      expect((await send(traces(), { method: 'POST', headers, body: '{}' })).status).toBe(415);
      const clear = { method: 'POST', headers: { ...headers, ...signed }, body: '{}' };
      expect((await send(addressOf(viewer, ROUTES.clear), clear)).status).toBe(415);
    },
  );

  it('deletes nothing by an address alone', async () => {
    expect((await send(addressOf(viewer, ROUTES.clear), { headers: signed })).status).toBe(405);
  });
});

describe('the page', () => {
  it('loads nothing from elsewhere, and runs no script within it', async () => {
    const { status, headers } = await send(new URL(viewer.url));
    expect(status).toBe(200);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'; style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
  });

  it.each([
    '/../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%5c..%5cpackage.json',
    '/%00.js',
    '/%',
  ])('serves no other files: %s', async (path) => {
    const request = httpRequest({ port: new URL(viewer.url).port, host: '127.0.0.1', path });
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let text = '';
    for await (const part of response) text += String(part);
    expect(text).not.toContain('@spanwise/viewer');
    expect(response.headers['content-type']).toMatch(/^text\/html/);
  });
});

describe('what is too much or no request', () => {
  const span = (attributes: unknown[]): string =>
    JSON.stringify({
      resourceSpans: [
        {
          scopeSpans: [
            {
              spans: [{ traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8), name: 'x', attributes }],
            },
          ],
        },
      ],
    });
  const nested = (depth: number): string =>
    '{"arrayValue":{"values":['.repeat(depth) + ']}}'.repeat(depth);
  const zeros = Buffer.alloc(65 * 1024 * 1024);

  it.each<[string, number, Asked]>([
    ['another path', 404, { body: '{}' }],
    ['another method', 405, { method: 'GET' }],
    [
      'another encoding',
      415,
      { headers: { 'content-encoding': 'deflate' }, body: deflateSync('{}') },
    ],
    ['no JSON', 400, { body: '{' }],
    ['JSON that is no object', 400, { body: '[]' }],
    ['bytes that are no UTF-8', 400, { body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]) }],
    ['no gzip', 400, { headers: { 'content-encoding': 'gzip' }, body: '{}' }],
    [
      'a truncated gzip',
      400,
      { headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"a":1}').subarray(0, 12) },
    ],
    ['a gzip bomb', 413, { headers: { 'content-encoding': 'gzip' }, body: gzipSync(zeros) }],
    ['too many bytes', 413, { headers: { 'content-length': String(33 * 1024 * 1024) } }],
    [
      'no protobuf',
      400,
      { headers: { 'content-type': 'application/x-protobuf' }, body: 'nonsense' },
    ],
    [
      'a truncated protobuf',
      400,
      {
        headers: { 'content-type': 'application/x-protobuf' },
        body: Buffer.from([0x0a, 0x7f, 0x01]),
      },
    ],
    [
      'a length of 2^31',
      400,
      {
        headers: { 'content-type': 'application/x-protobuf' },
        body: Buffer.from([0x0a, 0x80, 0x80, 0x80, 0x80, 0x08]),
      },
    ],
    [
      'protobuf nested deeply',
      400,
      { headers: { 'content-type': 'application/x-protobuf' }, body: deepProtobuf(500) },
    ],
  ])('is refused: %s', async (what, status, { method = 'POST', headers = {}, body = '' }) => {
    const address = what === 'another path' ? `${viewer.receivers.http}/v1/other` : traces();
    const answer = await send(address, { method, headers: { ...json, ...headers }, body });
    expect(answer.status).toBe(status);
    // The body is a google.rpc.Status in the type of the request.
    expect(answer.headers['content-type']).toBe({ ...json, ...headers }['content-type']);
  });

  it('is taken as far as it goes: values nested deeply, many attributes, names of prototypes', async () => {
    const deep = { key: 'deep', value: 'NESTED' };
    const many = Array.from({ length: 5000 }, (_, index) => ({
      key: `k${index}`,
      value: { intValue: index },
    }));
    const named = ['__proto__', 'constructor', 'toString'].map((key) => ({
      key,
      value: { stringValue: 'mine' },
    }));
    const { status } = await send(traces(), {
      method: 'POST',
      headers: json,
      body: span([...named, deep, ...many]).replace('"NESTED"', nested(20_000)),
    });
    expect(status).toBe(200);
    const read = await ask<{ spans: { attributes: Record<string, unknown> }[] }>(
      viewer,
      ROUTES.trace.replace(':traceId', 'ab'.repeat(16)),
    );
    const { attributes } = read.spans[0]!;
    expect(Object.keys(attributes)).toHaveLength(1024);
    expect(JSON.stringify(attributes['deep'])).toContain('nested too deeply');
    expect(Object.getOwnPropertyDescriptor(attributes, '__proto__')?.value).toBe('mine');
    expect(({} as { mine?: string }).mine).toBeUndefined();
  });

  it('keeps the valid items of a request, and says how many are not', async () => {
    const spans = [
      {
        traceId: '1'.repeat(32),
        spanId: '2'.repeat(16),
        name: 'kept',
        startTimeUnixNano: '18446744073709551615',
      },
      { traceId: '0'.repeat(32), spanId: '2'.repeat(16), name: 'zero' },
      { traceId: 'xyz', spanId: '2'.repeat(16), name: 'no id' },
    ];
    const answer = await send(traces(), {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
    });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      200,
      {
        partialSuccess: {
          rejectedSpans: '2',
          errorMessage: 'a trace id is not 16 bytes, or all zero',
        },
      },
    ]);
    const kept = await ask<{ spans: { name: string }[] }>(
      viewer,
      ROUTES.trace.replace(':traceId', '1'.repeat(32)),
    );
    expect(kept.spans).toMatchObject([{ name: 'kept' }]);
  });

  it('leaves the viewer serving, whatever bytes came', async () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    for (let round = 0; round < 200; round += 1) {
      const body = Buffer.from(
        Array.from({ length: Math.floor(random() * 200) }, () => Math.floor(random() * 256)),
      );
      const type = round % 2 === 0 ? 'application/x-protobuf' : 'application/json';
      const { status } = await send(
        `${viewer.receivers.http}/v1/${['traces', 'metrics', 'logs'][round % 3]}`,
        {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        },
      );
      expect([200, 400]).toContain(status);
    }
    expect((await send(info(), { headers: signed })).status).toBe(200);
  });
});

/** An attribute's value, an array in an array in an array. */
function deepProtobuf(depth: number): Buffer {
  const field = (number: number, body: Buffer): Buffer =>
    Buffer.concat([Buffer.from([(number << 3) | 2]), varint(body.length), body]);
  let value: Buffer = Buffer.from([0x18, 0x01]);
  for (let level = 0; level < depth; level += 1) value = field(5, field(1, value));
  const attribute = Buffer.concat([field(1, Buffer.from('deep')), field(2, value)]);
  return field(1, field(2, field(2, field(9, attribute))));
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}
