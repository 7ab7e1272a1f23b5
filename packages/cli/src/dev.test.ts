/** `spanwise dev`, as a process. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ROUTES } from '@spanwise/viewer';
import { afterEach, describe, expect, it } from 'vitest';

const bin = join(import.meta.dirname, 'bin.ts');
const anyPort = ['--port', '0', '--http-port', '0', '--grpc-port', '0'];

interface Running {
  readonly process: ChildProcess;
  readonly output: () => { out: string; error: string };
  /** The first whole line that it prints. */
  readonly firstLine: () => Promise<string>;
  readonly ended: Promise<number | null>;
}

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function spanwise(...args: string[]): Running {
  const child = spawn(process.execPath, ['--conditions=@spanwise/source', bin, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  running.push(child);
  let out = '';
  let error = '';
  child.stdout.on('data', (part) => (out += String(part)));
  child.stderr.on('data', (part) => (error += String(part)));
  return {
    process: child,
    output: () => ({ out, error }),
    firstLine: async () => {
      while (!out.includes('\n')) await once(child.stdout, 'data');
      return out.slice(0, out.indexOf('\n'));
    },
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
}

it('prints one line for scripts, serves, and ends when it is told to', async () => {
  const dev = spanwise('dev', '--json', ...anyPort);
  const { url, token, receivers, environment } = JSON.parse(await dev.firstLine()) as {
    url: string;
    token: string;
    receivers: { http: string; grpc: string };
    environment: Record<string, string>;
  };
  expect(new URL(url).hash).toBe(`#token=${token}`);
  expect(environment).toEqual({
    OTEL_EXPORTER_OTLP_ENDPOINT: receivers.http,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  });
  const info = await fetch(new URL(ROUTES.info, url), {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await info.json()).toMatchObject({ receivers });
  dev.process.kill('SIGTERM');
  expect(await dev.ended).toBe(0);
  // Not a word of the experimental module within.
  expect(dev.output().error).toBe('');
});

describe('with a command', () => {
  it('runs it with the variables, its own arguments and its exit code', async () => {
    const script =
      'console.log(JSON.stringify([process.env, process.argv.slice(1)])); process.exit(7)';
    const dev = spanwise(
      'dev',
      ...anyPort,
      '--',
      process.execPath,
      '-e',
      script,
      '--',
      '--json',
      '-x',
    );
    expect(await dev.ended).toBe(7);
    const printed = dev
      .output()
      .out.split('\n')
      .find((line) => line.startsWith('[{'))!;
    const [environment, args] = JSON.parse(printed) as [Record<string, string>, string[]];
    expect(args).toEqual(['--json', '-x']);
    expect(environment).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      SPANWISE_CAPTURE_CONTENT: 'span',
      SPANWISE_VIEWER_URL: expect.stringContaining('/#token='),
    });
    expect(dev.output().out).toContain('Page    http://127.0.0.1:');
  });

  it.each([
    ['--no-content', []],
    ['content that would be sent on', ['--forward', 'http://127.0.0.1:9']],
  ])('does not ask for content: %s', async (option, more) => {
    const script = 'process.exit(process.env.SPANWISE_CAPTURE_CONTENT === undefined ? 0 : 1)';
    const options = option.startsWith('--') ? [option] : more;
    const dev = spanwise('dev', ...anyPort, ...options, '--', process.execPath, '-e', script);
    expect(await dev.ended).toBe(0);
  });

  it('passes a signal on, and ends as the command does', async () => {
    const script =
      "process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000); console.log('rea' + 'dy')";
    const dev = spanwise('dev', ...anyPort, '--', process.execPath, '-e', script);
    while (!dev.output().out.includes('ready')) await once(dev.process.stdout!, 'data');
    dev.process.kill('SIGTERM');
    expect(await dev.ended).toBe(5);
  });

  it('says when it cannot be run', async () => {
    const dev = spanwise('dev', ...anyPort, '--', 'no-such-command');
    expect(await dev.ended).toBe(2);
    expect(dev.output().error).toContain('"no-such-command" cannot be run');
  });
});

it('takes the next free port, and says so', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as { port: number };
  const dev = spanwise('dev', ...anyPort.with(3, String(port)), '--', process.execPath, '-e', '0');
  expect(await dev.ended).toBe(0);
  holder.close();
  expect(dev.output().out).toMatch(new RegExp(`Port ${port} is taken: \\d+ is used instead`));
});

it.each([
  [['dev', '--port', 'many'], "argument 'many' is invalid"],
  [['dev', '--retention', '5'], 'An age is a number with s, m, h or d'],
  [['dev', '--forward', 'nowhere'], 'Use the base address of an OTLP/HTTP receiver'],
  [['devv'], 'Did you mean dev?'],
])('refuses %j with the way out', async (args, way) => {
  const wrong = spanwise(...args);
  expect(await wrong.ended).toBeGreaterThan(0);
  expect(wrong.output().error).toContain(way);
});
