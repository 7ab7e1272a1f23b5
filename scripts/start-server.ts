/** Starts a real server for a test, on a port that is free, with a folder of its own for its data. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What is started, and how. */
export interface ServerCommand {
  /** The file that is run. */
  readonly file: string;
  readonly arguments: (port: number, folder: string) => readonly string[];
  /** How many ports it needs besides. Default: none. */
  readonly furtherPorts?: number;
  /** What its environment has besides this process's. Default: nothing. */
  readonly environment?: (
    port: number,
    folder: string,
    further: readonly number[],
  ) => Readonly<Record<string, string>>;
  /** What is done before, in the folder for its data. Default: nothing. */
  readonly prepare?: (port: number, folder: string) => void;
  /** Who runs it. Default: who runs this. */
  readonly user?: { readonly uid?: number; readonly gid?: number };
  /** Whether it answers. Asked again until it is true; what it throws is false. */
  readonly isReady: (address: string) => Promise<boolean>;
}

/** A server that runs. */
export interface RunningServer {
  /** Host and port. */
  readonly address: string;
  readonly furtherPorts: readonly number[];
  /** Stops it, and removes its data. */
  readonly stop: () => Promise<void>;
}

const LIMIT_MILLIS = 90_000;

/**
 * Starts it, and waits until it answers.
 *
 * @throws {Error} when it ends before that, or does not answer within 90 seconds; with what it wrote to its error stream.
 */
export async function startServer(command: ServerCommand): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'spanwise-server-'));
  const [port, ...furtherPorts] = await findPorts(1 + (command.furtherPorts ?? 0));
  const address = `127.0.0.1:${port}`;
  command.prepare?.(port!, folder);
  const child = spawn(command.file, [...command.arguments(port!, folder)], {
    ...command.user,
    cwd: folder,
    env: { ...process.env, ...command.environment?.(port!, folder, furtherPorts) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (part: Buffer) => {
    errors = (errors + part.toString()).slice(-2000);
  });
  let isRunning = true;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      isRunning = false;
      resolve();
    };
    child.once('close', end);
    child.once('error', end);
  });
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const until = Date.now() + LIMIT_MILLIS;
  while (!(await command.isReady(address).catch(() => false))) {
    if (!isRunning || Date.now() > until) {
      await stop();
      throw new Error(`${command.file} does not answer: ${errors}`);
    }
    await pause(100);
  }
  return { address, furtherPorts, stop };
}

/** Held together until all are found, so that none is given twice. */
async function findPorts(count: number): Promise<number[]> {
  const probes = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<Server>((resolve, reject) => {
          const probe = createServer();
          probe.once('error', reject);
          probe.listen(0, '127.0.0.1', () => resolve(probe));
        }),
    ),
  );
  const ports = probes.map((probe) => (probe.address() as AddressInfo).port);
  await Promise.all(
    probes.map((probe) => new Promise<void>((resolve) => probe.close(() => resolve()))),
  );
  return ports;
}
