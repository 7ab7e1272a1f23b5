/**
 * Runs a client in every way, right and wrong, and prints all that an application can tell of it: in a program of its
 * own, alone and watched. Imports nothing of the test runner, so that such a program can run it.
 */
/* oxlint-disable no-await-in-loop -- one thing after the other is what is tested */
import { execFile } from 'node:child_process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { attach, endOpenCalls, type AdapterEntry } from '@spanwise/core';
import type { WireReply, WireServer } from './exchange.ts';
import { recordTelemetry } from './telemetry.ts';

/** What is done, and what the provider answers meanwhile. */
export type Situation = readonly [
  name: string,
  replies: WireReply | readonly WireReply[],
  use: () => unknown,
];

/** `bare`: alone; `watched`; `content`: watched, with its content captured. */
export type Mode = 'bare' | 'watched' | 'content';

/** What such a program prints. */
export interface Printed {
  /** What was seen, by situation. */
  readonly results: Readonly<Record<string, unknown>>;
  /** What of ours failed, and how often. */
  readonly failures: Readonly<Record<string, number>>;
  readonly spans: number;
}

/** Runs such a program in each mode, side by side. It is given these arguments, and the mode as its last. */
export async function runSideBySide(
  program: string,
  ...programArguments: readonly string[]
): Promise<Readonly<Record<Mode, Printed>>> {
  const run = async (mode: Mode): Promise<Printed> => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        '--conditions=@spanwise/source',
        '--disable-warning=ExperimentalWarning',
        program,
        ...programArguments,
        mode,
      ],
      { maxBuffer: 2 ** 24 },
    );
    return JSON.parse(stdout) as Printed;
  };
  const [bare, watched, content] = await Promise.all([run('bare'), run('watched'), run('content')]);
  return { bare, watched, content };
}

/** What {@link printSituations} is given. */
export interface SituationsOptions {
  readonly mode: Mode;
  readonly adapter: AdapterEntry;
  /** The client's exports. Default: the situations import it, which is seen. */
  readonly exports?: object;
  readonly server: WireServer;
  readonly situations: readonly Situation[];
}

/** Runs each situation and prints what was seen, as {@link Printed}. Stops the server. */
export async function printSituations(options: SituationsOptions): Promise<void> {
  const { mode, adapter, exports, server, situations } = options;
  const recorded = mode === 'bare' ? undefined : recordTelemetry();
  const attachment =
    mode === 'bare'
      ? undefined
      : attach({
          adapters: [adapter],
          ...(exports && { modules: { [adapter.id]: exports } }),
          captureContent: mode === 'content' ? 'span-and-event' : 'none',
        });
  let seen: unknown[] = [];
  process.on('unhandledRejection', (error) => seen.push(['unhandled', tell(error)]));
  process.on('warning', ({ name }) => seen.push(['warning', name]));
  for (const level of ['log', 'warn', 'error'] as const)
    console[level] = (...given: unknown[]) => seen.push([level, ...given.map(String)]);

  const results: Record<string, unknown> = {};
  for (const [name, replies, use] of situations) {
    seen = [];
    server.answer(replies);
    let outcome: unknown;
    try {
      const result = use();
      const promise = Object.prototype.toString.call(result);
      const value: unknown = await result;
      outcome = { promise, value: Array.isArray(value) ? value : tell(value) };
    } catch (error) {
      outcome = { error: tell(error) };
    }
    // What nobody waits for has happened once the provider has been heard of again, and all of its turns are over.
    for (let round = 0; round < 3; round += 1) {
      await fetch(`${server.url}/quiet`, { method: 'POST', body: 'quiet' }).then((response) =>
        response.text(),
      );
      await nextTurn();
    }
    const sent = server.bodies().flatMap((text) => (text === 'quiet' ? [] : [stable(text)]));
    results[name] = { outcome, seen, sent };
  }
  // What was left is over for the collector of garbage at a time of its own.
  if (mode !== 'bare') endOpenCalls();
  const failures = attachment?.report().failures ?? {};
  const spans = recorded?.spans().length ?? 0;
  process.stdout.write(JSON.stringify({ results, failures, spans } satisfies Printed));
  // Connections of streams that were left are still open.
  await server.stop();
}

/** What can be told of a value without calling it. */
export function tell(value: unknown): unknown {
  if (value instanceof Error) {
    const { name, message, cause } = value;
    const own = Object.keys(value);
    return {
      class: value.constructor.name,
      name,
      message: stable(message),
      own,
      cause: tell(cause),
    };
  }
  if (typeof value !== 'object' || value === null) return stable(value);
  return {
    class: value.constructor?.name,
    own: Object.keys(value),
    json: stable(JSON.stringify(value)),
  };
}

/** The port differs from run to run. */
function stable<T>(value: T): T | string {
  return typeof value === 'string' ? value.replaceAll(/127\.0\.0\.1:\d+/g, 'SERVER') : value;
}

export { startWireServer, type WireReply, type WireServer } from './exchange.ts';
export { recordTelemetry } from './telemetry.ts';
