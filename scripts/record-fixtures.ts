/**
 * Records exchanges from the real server of llama.cpp with a made model.
 *
 * Needs Linux on x86-64 with apt-get and dpkg, and Debian's archive with its suite sid; installs nothing: the
 * packages are unpacked into the user's cache.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Exchange, WireReply } from '@spanwise/testing';
import { tinyModel } from './tiny-model.ts';

const PACKAGES =
  'llama.cpp-tools libllama0 libggml0 libc6 libstdc++6 libgcc-s1 libssl3t64 libgomp1 libzstd1 libatomic1 zlib1g';
const START_LIMIT_MILLIS = 30_000;

const cache = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'spanwise/llama-server',
);

/** Unpacks the server, unless it is there, and gives back the folder. */
function unpackServer(): string {
  const root = join(cache, 'root');
  if (globSync('usr/bin/llama-server', { cwd: root }).length > 0) return root;
  for (const folder of ['lists/partial', 'archives/partial', 'packages'])
    mkdirSync(join(cache, folder), { recursive: true });
  // The archive that this machine uses already, with the suite that has the server.
  const address = execFileSync('apt-get', ['indextargets', '--format', '$(REPO_URI)'], {
    encoding: 'utf8',
  })
    .split('\n')
    .find((line) => /\/debian\/?$/.test(line));
  if (address === undefined) throw new Error('apt-get knows no archive of Debian');
  writeFileSync(
    join(cache, 'sources.list'),
    `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${address} sid main\n`,
  );
  writeFileSync(
    join(cache, 'apt.conf'),
    [
      `Dir::State::Lists "${cache}/lists";`,
      `Dir::Cache::Archives "${cache}/archives";`,
      `Dir::Cache::pkgcache "";`,
      `Dir::Cache::srcpkgcache "";`,
      `Dir::Etc::SourceList "${cache}/sources.list";`,
      'Dir::Etc::SourceParts "/dev/null";',
      'APT::Sandbox::User "root";',
    ].join('\n'),
  );
  const environment = { ...process.env, APT_CONFIG: join(cache, 'apt.conf') };
  const packages = join(cache, 'packages');
  execFileSync('apt-get', ['update'], { env: environment, stdio: 'ignore' });
  execFileSync('apt-get', ['download', ...PACKAGES.split(' ')], {
    env: environment,
    cwd: packages,
    stdio: 'ignore',
  });
  for (const file of globSync('*.deb', { cwd: packages }))
    execFileSync('dpkg', ['-x', join(packages, file), root]);
  return root;
}

/** The command of the server, by its own loader: its C library is newer than most. */
function serverCommand(root: string): readonly [string, string[], NodeJS.ProcessEnv] {
  const libraries = join(root, 'usr/lib/x86_64-linux-gnu');
  return [
    join(libraries, 'ld-linux-x86-64.so.2'),
    [
      '--library-path',
      `${libraries}:${join(libraries, 'llama')}`,
      join(root, 'usr/bin/llama-server'),
    ],
    {
      ...process.env,
      GGML_BACKEND_PATH: join(libraries, 'ggml/backends0/libggml-cpu-x64.so'),
    },
  ];
}

/** Starts the server on a free port; resolves with its address once it listens. */
function startServer(
  root: string,
  model: string,
  more: readonly string[],
): Promise<{ readonly process: ChildProcess; readonly url: string }> {
  const [command, loader, environment] = serverCommand(root);
  const server = spawn(
    command,
    [
      ...loader,
      ...`--model ${model} --alias tiny-agent --host 127.0.0.1 --port 0`.split(' '),
      ...'--threads 1 --ctx-size 16384 --parallel 2 --jinja --no-warmup'.split(' '),
      ...more,
    ],
    { env: environment, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      server.kill();
      reject(new Error('the server did not start'));
    }, START_LIMIT_MILLIS);
    createInterface({ input: server.stderr }).on('line', (line) => {
      const url = /listening on (http:\/\/\S+)/.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve({ process: server, url });
    });
  });
}

/** How the exchanges of one file are made again. */
export interface Recording {
  /** The file. */
  readonly fixture: string;
  /** A client that sends to the address by the given `fetch` and does not retry. */
  readonly client: (url: string, fetch: typeof globalThis.fetch) => object;
  /** Further arguments of the server that an exchange needs. Default: none. */
  readonly argumentsOf?: (exchange: Exchange) => readonly string[];
}

/**
 * Makes every call of a file again and replaces reply and origin. What is asked and what is expected stays as
 * it is: ids and counts may then differ, the contract says where, and a person decides.
 */
export async function recordFixtures({
  fixture,
  client,
  argumentsOf = () => [],
}: Recording): Promise<void> {
  const root = unpackServer();
  const [command, loader, environment] = serverCommand(root);
  // It says its version on its error output.
  const { stderr } = spawnSync(command, [...loader, '--version'], {
    env: environment,
    encoding: 'utf8',
  });
  const version = /version: (\S+)/.exec(stderr)?.[1];
  if (version === undefined) throw new Error('the server does not say its version');
  const model = join(tmpdir(), `spanwise-tiny-agent-${process.pid}.gguf`);
  writeFileSync(model, tinyModel());
  const servers = new Map<string, Awaited<ReturnType<typeof startServer>>>();
  const recorded: Exchange[] = [];
  try {
    for (const exchange of JSON.parse(readFileSync(fixture, 'utf8')) as Exchange[]) {
      const more = argumentsOf(exchange);
      const key = more.join(' ');
      const server = servers.get(key) ?? (await startServer(root, model, more));
      servers.set(key, server);
      recorded.push({
        ...exchange,
        origin: {
          kind: 'recorded',
          server: 'llama-server',
          version,
          date: new Date().toISOString().slice(0, 10),
        },
        reply: await record(exchange, (fetch) => client(server.url, fetch)),
      });
      console.log(`recorded: ${exchange.name}`);
    }
  } finally {
    for (const server of servers.values()) server.process.kill();
  }
  writeFileSync(fixture, `${JSON.stringify(recorded, undefined, 1)}\n`);
}

/** Makes one call with the real client and gives back what was on the wire. */
async function record(
  exchange: Exchange,
  createClient: (fetch: typeof globalThis.fetch) => object,
): Promise<WireReply> {
  let read: Promise<WireReply> | undefined;
  const client = createClient(async (...request) => {
    const response = await fetch(...request);
    read = readReply(response.clone());
    return response;
  });
  const steps = exchange.method.split('.');
  const method = steps.pop()!;
  const owner = steps.reduce<unknown>(
    (object, step) => (object as Record<string, unknown>)[step],
    client,
  );
  const call = (owner as Record<string, (...values: readonly unknown[]) => unknown>)[method]!;
  await Promise.resolve(call.apply(owner, [...exchange.arguments])).catch(() => {});
  if (read === undefined) throw new Error(`${exchange.name}: nothing was answered`);
  return read;
}

async function readReply(response: Response): Promise<WireReply> {
  const text = await response.text();
  const status = response.status === 200 ? {} : { status: response.status };
  if (!response.headers.get('content-type')?.startsWith('text/event-stream'))
    return { ...status, json: JSON.parse(text) as unknown };
  return {
    ...status,
    events: text
      .split('\n')
      .filter((line) => line.startsWith('data: ') && line !== 'data: [DONE]')
      .map((line) => JSON.parse(line.slice('data: '.length)) as unknown),
  };
}
