/** Small programs, written for a test and run in a process of their own. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '.apps');

/** How a program ended and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of its output, read as JSON. */
  readonly printed: () => never;
}

/** What {@link runProgram} is given. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  readonly main?: string;
  /** Sent one after the other, each when the program has printed a further line. */
  readonly signals?: readonly NodeJS.Signals[];
  /** Called with the function that sends a signal. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** Writes a program and runs it to its end. Variables of OpenTelemetry do not reach it unless they are given. */
export async function runProgram(source: string, options: RunOptions = {}): Promise<Ended> {
  const {
    env = {},
    nodeOptions = [],
    files = {},
    main = 'main.mjs',
    signals = [],
    onStart,
  } = options;
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(join(root, 'program-'));
  try {
    for (const [path, text] of Object.entries({
      'package.json': '{"name":"the-app"}',
      [main]: source,
      ...files,
    })) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^(OTEL|SPANWISE)_|^NODE_OPTIONS$/.test(name),
      ),
    );
    const child = spawn(
      process.env['SPANWISE_TEST_NODE'] ?? process.execPath,
      [
        '--conditions=@spanwise/source',
        '--experimental-strip-types',
        '--disable-warning=ExperimentalWarning',
        ...nodeOptions,
        join(folder, main),
      ],
      { cwd: folder, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    onStart?.((signal) => child.kill(signal));
    let stdout = '';
    let stderr = '';
    const left = [...signals];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      for (const _ of text.matchAll(/\n/g)) {
        const signal = left.shift();
        if (signal) child.kill(signal);
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>(
      (resolve, reject) => {
        child.once('error', reject);
        child.once('close', (...ended) => resolve(ended));
      },
    );
    return {
      code,
      signal,
      stdout,
      stderr,
      printed: () => JSON.parse(stdout.trim().split('\n').at(-1)!) as never,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
