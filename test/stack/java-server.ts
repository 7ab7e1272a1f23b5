/** Servers that Maven fetches once: kept by recipe, started on the loopback, ended with their data. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from './binaries.ts';

const DOWNLOAD_LIMIT_MILLIS = 300_000;
const START_LIMIT_MILLIS = 120_000;

/** What Maven fetches. */
export interface JavaRecipe {
  readonly name: string;
  /** The words of Maven's command line; `out` in the folder where it is run gets what is fetched. */
  readonly fetch: readonly string[];
  /** The text of the `pom.xml` that it reads there. Default: none. */
  readonly pom?: string;
}

/** How a server is started. */
export interface JavaServer {
  readonly name: string;
  readonly command: string;
  readonly words: readonly string[];
  /** What it writes when it has started. */
  readonly started: RegExp;
  /** Taken away in the end. */
  readonly data: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** The user and the group to run as. Default: this one. */
  readonly userId?: number | undefined;
}

/** Where what was fetched is kept. */
export function folderOf(recipe: JavaRecipe): string {
  const hash = createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 12);
  return join(cacheFolder(), `${recipe.name}-${hash}`);
}

/** Why it cannot be started; `undefined` when it can. Fetches it where that was not done before. */
export function whyNotFetched(recipe: JavaRecipe): string | undefined {
  if (spawnSync('java', ['-version']).status !== 0) return 'there is no Java';
  const folder = folderOf(recipe);
  if (existsSync(folder)) return undefined;
  const work = mkdtempSync(join(tmpdir(), `spanwise-${recipe.name}-`));
  if (recipe.pom !== undefined) writeFileSync(join(work, 'pom.xml'), recipe.pom);
  const { status } = spawnSync('mvn', ['-B', '-q', ...recipe.fetch], {
    cwd: work,
    timeout: DOWNLOAD_LIMIT_MILLIS,
    stdio: 'ignore',
  });
  if (status === 0) {
    mkdirSync(dirname(folder), { recursive: true });
    cpSync(join(work, 'out'), `${folder}.new`, { recursive: true });
    renameSync(`${folder}.new`, folder);
  }
  rmSync(work, { recursive: true, force: true });
  return status === 0 ? undefined : 'Maven could not fetch it';
}

/**
 * Starts a server; gives back how it is ended, with its data.
 *
 * @throws {Error} with what it wrote, when it does not start.
 */
export async function startServer(server: JavaServer): Promise<() => Promise<void>> {
  const { name, command, words, started, data, environment, userId } = server;
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
    ...(userId !== undefined && { uid: userId, gid: userId }),
  });
  const ended = once(child, 'exit');
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    // Its data go with it: nothing has to be written down in order.
    kill();
    await ended;
    process.off('exit', kill);
    rmSync(data, { recursive: true, force: true });
  };
  let written = '';
  const isStarted = await new Promise<boolean>((resolve) => {
    const listen = (text: Buffer): void => {
      written = (written + String(text)).slice(-10_000);
      if (started.test(written)) resolve(true);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => resolve(false));
    AbortSignal.timeout(START_LIMIT_MILLIS).addEventListener('abort', () => resolve(false));
  });
  if (isStarted) return stop;
  await stop();
  throw new Error(`${name} did not start: ${written}`);
}
