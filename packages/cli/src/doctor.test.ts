/** `spanwise doctor` tells what stands between an application and its receiver. */
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startViewer, type Viewer } from '@spanwise/viewer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findApiCopies } from './api-copies.ts';
import { doctor } from './commands/doctor.ts';
import type { Diagnosis } from './diagnosis.ts';
import { probeReceiver } from './probe-receiver.ts';

let viewer: Viewer;
let nobody: string;
beforeAll(async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  nobody = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.close();
  await once(server, 'close');
  viewer = await startViewer({ port: 0, httpPort: 0, grpcPort: 0 });
});
afterAll(() => viewer.stop());

const endpoint = (address: string, protocol?: string): NodeJS.ProcessEnv => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: address,
  ...(protocol !== undefined && { OTEL_EXPORTER_OTLP_PROTOCOL: protocol }),
});

/** Runs `doctor` for an application that sends to the viewer. */
async function ask(
  folder: string,
  command: readonly string[],
  maxMillis = 10_000,
): Promise<{ code: number; diagnoses: Diagnosis[] }> {
  let out = '';
  const terminal = {
    write: (text: string) => void (out += text),
    error: () => {},
    isInteractive: false,
    style: (_style: unknown, text: string) => text,
    stopped: new AbortController().signal,
  };
  const environment = endpoint(viewer.receivers.http);
  const code = await doctor(folder, environment, command, { json: true, for: maxMillis }, terminal);
  return { code, diagnoses: JSON.parse(out) as Diagnosis[] };
}

describe('a receiver', () => {
  it('is fine over HTTP and gRPC, and asked by a request without telemetry', async () => {
    const { http, grpc } = viewer.receivers;
    expect(await probeReceiver(endpoint(http))).toMatchObject({ isFine: true });
    expect(await probeReceiver(endpoint(grpc!, 'grpc'))).toMatchObject({ isFine: true });
    expect(viewer.info().counts.spans).toBe(0);
  });

  it.each<[string, () => NodeJS.ProcessEnv, string, string]>([
    [
      'gRPC where HTTP is spoken',
      () => endpoint(viewer.receivers.http, 'grpc'),
      'it does not speak gRPC',
      'http/protobuf',
    ],
    [
      'HTTP where gRPC is spoken',
      () => endpoint(viewer.receivers.grpc!, 'http/protobuf'),
      'it does not speak HTTP/1.1',
      'PROTOCOL=grpc',
    ],
    [
      'a path that is not there',
      () => endpoint(`${viewer.receivers.http}/otlp`),
      'no receiver of traces at /otlp/v1/traces',
      'Check the path',
    ],
    [
      'nobody',
      () => endpoint(nobody, 'http/protobuf'),
      'nobody listens there',
      'Start the receiver',
    ],
    ['no address', () => endpoint('localhost:4318'), 'this is no address', 'with its scheme'],
  ])('%s', async (_, environment, seen, fix) => {
    expect(await probeReceiver(environment())).toMatchObject({
      isFine: false,
      seen: expect.stringContaining(seen),
      fix: expect.stringContaining(fix),
    });
  });

  it.each<[string, number, Record<string, string>, string]>([
    ['wants a key', 401, {}, 'it refuses the credentials'],
    ['takes JSON alone', 415, {}, 'it does not take protobuf'],
    ['has trouble', 500, {}, 'it answers status 500'],
    ['has another clock', 200, { date: 'Mon, 01 Jan 2001 00:00:00 GMT' }, 'its clock is -'],
  ])('that %s', async (_, status, headers, seen) => {
    const server = createServer((request, response) => {
      expect(request.headers['authorization']).toBe('Basic x y');
      response.writeHead(status, headers).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const diagnosis = await probeReceiver({
      ...endpoint(`http://127.0.0.1:${port}`),
      OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Basic%20x%20y',
    });
    server.close();
    server.closeAllConnections();
    expect(diagnosis).toMatchObject({ isFine: false, seen: expect.stringContaining(seen) });
    // The key is nowhere in what is said.
    expect(JSON.stringify(diagnosis)).not.toContain('x y');
  });
});

describe('the API', () => {
  let folder: string;
  afterEach(() => rmSync(folder, { recursive: true }));

  function install(...copies: readonly (readonly [string, string])[]): string {
    folder = mkdtempSync(join(tmpdir(), 'spanwise-doctor-'));
    for (const [path, version] of copies) {
      mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, path, 'package.json'), JSON.stringify({ version }));
    }
    return folder;
  }

  const api = 'node_modules/@opentelemetry/api';

  it('is found wherever it is installed', () => {
    install(
      [api, '1.10.0'],
      [`node_modules/library/${api}`, '1.9.0'],
      [`node_modules/@scope/other/${api}`, '1.10.0'],
    );
    expect(
      findApiCopies(folder)
        .map(({ version }) => version)
        .toSorted(),
    ).toEqual(['1.10.0', '1.10.0', '1.9.0']);
  });

  it.each<[string, readonly (readonly [string, string])[], boolean, string]>([
    ['one copy', [[api, '1.10.0']], true, '1.10.0 in node_modules/@opentelemetry/api'],
    [
      'two versions',
      [
        [api, '1.10.0'],
        [`node_modules/library/${api}`, '1.9.0'],
      ],
      false,
      '1.9.0 in node_modules/library',
    ],
    ['none', [['node_modules/library', '1.0.0']], false, 'none is installed'],
  ])('%s', async (_, copies, isFine, seen) => {
    const { code, diagnoses } = await ask(install(...copies), []);
    expect([code, diagnoses[0]]).toEqual([
      isFine ? 0 : 1,
      expect.objectContaining({ isFine, seen: expect.stringContaining(seen) }),
    ]);
  });
});

describe('an application that runs', () => {
  /** What is seen in a program, less what is seen without one. */
  async function run(program: string, maxMillis?: number): Promise<Diagnosis[]> {
    const flags = ['--conditions=@spanwise/source', '--input-type=module', '-e'];
    const { diagnoses } = await ask(root, [process.execPath, ...flags, program], maxMillis);
    return diagnoses.slice(2);
  }
  const root = join(import.meta.dirname, '../../..');
  const start = (address: string): string =>
    `import { instrument, otlp } from 'spanwise';
     const spanwise = instrument({ destinations: [otlp({ endpoint: '${address}', protocol: 'http/protobuf' })] });
     await import('openai');
     const { agent } = await import('spanwise');
     await agent({ name: 'test' }, async () => {})();`;
  const attached = {
    what: expect.stringMatching(/^openai \d/),
    isFine: true,
    seen: expect.stringMatching(/^attached \(load hook\), \d+ methods$/),
  };

  it('is fine when its library is attached and its spans arrive', async () => {
    const diagnoses = await run(`${start(viewer.receivers.http)} await spanwise.forceFlush();`);
    expect(diagnoses.filter(({ isFine }) => !isFine)).toEqual([]);
    expect(diagnoses).toContainEqual(attached);
    expect(diagnoses).toContainEqual(
      expect.objectContaining({ what: 'traces', seen: expect.stringMatching(/to http.*: ok$/) }),
    );
  });

  it('is asked before it shuts Spanwise down, and what it sent to nobody is said', async () => {
    const diagnoses = await run(
      `${start(nobody)} await spanwise.forceFlush(); await spanwise.shutdown();`,
    );
    expect(diagnoses).toContainEqual(attached);
    expect(diagnoses).toContainEqual({
      what: 'traces',
      isFine: false,
      seen: expect.stringMatching(/: unreachable$/),
      fix: expect.stringContaining('OTEL_EXPORTER_OTLP_ENDPOINT'),
    });
  });

  it('is ended when it does not end by itself', async () => {
    const diagnoses = await run('setInterval(() => {}, 1000);', 1);
    expect(diagnoses.map(({ what }) => what)).toEqual(['Spanwise']);
  });

  it('has said what it reports when it is killed', async () => {
    const diagnoses = await run(
      `${start(viewer.receivers.http)}
       const { readdirSync, readFileSync } = await import('node:fs');
       const folder = process.env.SPANWISE_DOCTOR_FOLDER;
       const isWritten = (name) =>
         name.endsWith('.json') && readFileSync(folder + '/' + name, 'utf8').includes('"load hook"');
       setInterval(() => {
         if (readdirSync(folder).some(isWritten)) process.kill(process.pid, 'SIGKILL');
       }, 20);`,
    );
    expect(diagnoses).toContainEqual(attached);
    expect(diagnoses).toContainEqual(
      expect.objectContaining({ what: 'command', seen: 'it ended by SIGKILL' }),
    );
  });

  it.each<[string, string, object]>([
    [
      'without Spanwise',
      '',
      {
        what: 'Spanwise',
        seen: 'the application started none of it',
        fix: expect.stringContaining('instrument()'),
      },
    ],
    [
      'that fails',
      'process.exitCode = 3;',
      {
        what: 'command',
        seen: 'it ended with code 3',
        fix: expect.stringContaining('what it printed'),
      },
    ],
    [
      'that loads no library',
      "import { attach } from '@spanwise/auto'; attach();",
      {
        what: 'libraries',
        seen: expect.stringMatching(/none of .*openai.* was loaded/),
        fix: expect.stringContaining('--for'),
      },
    ],
    [
      'that is switched off',
      "process.env.OTEL_SDK_DISABLED = 'true'; (await import('spanwise')).instrument();",
      { what: 'Spanwise', seen: expect.stringContaining('OTEL_SDK_DISABLED=true') },
    ],
  ])('%s is told so', async (_, program, expected) => {
    expect(await run(program)).toContainEqual(
      expect.objectContaining({ isFine: false, ...expected }),
    );
  });

  it('is told when it is none, or cannot be run', async () => {
    const { code, diagnoses } = await ask(root, ['git', '--version']);
    expect([code, diagnoses.at(-1)]).toEqual([
      1,
      expect.objectContaining({ fix: expect.stringContaining('doctor -- node app.js') }),
    ]);
    await expect(ask(root, ['/no/such/command'])).rejects.toThrow('cannot be run');
  });

  it('is told which versions of the API it has loaded', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spanwise-doctor-'));
    try {
      for (const [path, version] of [
        ['node_modules/@opentelemetry/api', '1.10.0'],
        ['node_modules/library/node_modules/@opentelemetry/api', '1.9.0'],
      ] as const) {
        mkdirSync(join(folder, path), { recursive: true });
        writeFileSync(join(folder, path, 'package.json'), JSON.stringify({ version }));
        writeFileSync(join(folder, path, 'index.js'), '');
      }
      writeFileSync(
        join(folder, 'node_modules/library/index.js'),
        "require('@opentelemetry/api');",
      );
      writeFileSync(join(folder, 'app.js'), "require('@opentelemetry/api'); require('library');");
      const { diagnoses } = await ask(folder, [process.execPath, join(folder, 'app.js')]);
      expect(diagnoses).toContainEqual({
        what: 'loaded copies of @opentelemetry/api',
        isFine: false,
        seen: expect.stringMatching(/1\.10\.0 in .*; 1\.9\.0 in .*library/),
        fix: expect.stringContaining('npm ls'),
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
