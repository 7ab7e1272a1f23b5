/**
 * The real server of llama.cpp, from Debian.
 *
 * Needs Linux on x86-64 with apt-get and dpkg, and Debian's archive with its suite sid; installs nothing: the
 * packages are unpacked into the user's cache.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PACKAGES =
  'llama.cpp-tools libllama0 libggml0 libc6 libstdc++6 libgcc-s1 libssl3t64 libgomp1 libzstd1 libatomic1 zlib1g';
const START_LIMIT_MILLIS = 30_000;

const cache = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'spanwise/llama-server',
);

const root = join(cache, 'root');

/** Whether it was unpacked already. */
export function hasLlamaServer(): boolean {
  return existsSync(join(root, 'usr/bin/llama-server'));
}

/**
 * Unpacks it, unless it is there.
 *
 * @throws {Error} when there is no Debian here, or its archive does not answer.
 */
export function unpackLlamaServer(): void {
  if (hasLlamaServer()) return;
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
}

/** The command of the server, by its own loader: its C library is newer than most. */
function serverCommand(): readonly [string, string[], NodeJS.ProcessEnv] {
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

/** The server while it runs. */
export interface LlamaServer {
  readonly process: ChildProcess;
  readonly url: string;
}

/**
 * Its version.
 *
 * @throws {Error} when it does not say it.
 */
export function llamaVersion(): string {
  const [command, loader, environment] = serverCommand();
  // It says its version on its error output.
  const { stderr } = spawnSync(command, [...loader, '--version'], {
    env: environment,
    encoding: 'utf8',
  });
  const version = /version: (\S+)/.exec(stderr)?.[1];
  if (version === undefined) throw new Error('the server does not say its version');
  return version;
}

/** Starts it on a free port; resolves with its address once it listens. */
export function startLlamaServer(model: string, more: readonly string[]): Promise<LlamaServer> {
  const [command, loader, environment] = serverCommand();
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
