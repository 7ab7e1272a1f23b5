/** `spanwise tail`: traces in the terminal, as they come. */
import { setTimeout as wait } from 'node:timers/promises';
import {
  listTraces,
  QueryError,
  readTrace,
  startViewer,
  type Trace,
  type Viewer,
} from '@spanwise/viewer';
import { ConfigError } from '@spanwise/core';
import type { Terminal } from '../terminal.ts';
import { formatTrace } from './format-trace.ts';
import { type StoreOptions, viewerOptions } from './dev.ts';

/** Options of `tail`. */
export interface TailOptions extends StoreOptions {
  readonly json?: boolean | undefined;
}

const TICK_MILLIS = 200;
/** A trace is shown when its root has come and nothing more came for as long as this. */
const SETTLED_MILLIS = 600;
/** One without a root is shown in the end, too. */
const ABANDONED_MILLIS = 10_000;

/** Prints each trace that matches the query once. Runs until it is stopped. */
export async function tail(
  query: string,
  options: TailOptions,
  terminal: Terminal,
): Promise<number> {
  const viewer = await startViewer({ ...viewerOptions(options, terminal), port: 0 });
  try {
    checkQuery(viewer, query);
    if (!options.json) {
      terminal.error(
        `Waiting for traces at ${viewer.receivers.http}${viewer.receivers.grpc === undefined ? '' : ` and ${viewer.receivers.grpc}`}\n`,
      );
    }
    const waiting = new Map<string, { since: number; isOpen: boolean }>();
    while (!terminal.stopped.aborted) {
      const now = Date.now();
      for (const { traceId, isOpen } of viewer.store.takeChanges()?.summaries ?? [])
        waiting.set(traceId, { since: now, isOpen });
      for (const [traceId, { since, isOpen }] of waiting) {
        if (now - since < (isOpen ? ABANDONED_MILLIS : SETTLED_MILLIS)) continue;
        waiting.delete(traceId);
        print(viewer, traceId, query, options, terminal);
      }
      // oxlint-disable-next-line no-await-in-loop -- it follows what comes
      await wait(TICK_MILLIS, undefined, { signal: terminal.stopped }).catch(() => {});
    }
    // What is still waiting is shown before the end.
    for (const traceId of waiting.keys()) print(viewer, traceId, query, options, terminal);
    return 0;
  } finally {
    await viewer.stop();
  }
}

function print(
  { store }: Viewer,
  traceId: string,
  query: string,
  { json }: TailOptions,
  terminal: Terminal,
): void {
  const { items } = listTraces(store, {
    query: `${query} trace:${traceId}`,
    sort: 'newest',
    limit: 1,
  });
  const trace: Trace | undefined = items.length === 0 ? undefined : readTrace(store, traceId);
  if (trace)
    terminal.write(json ? `${JSON.stringify(trace)}\n` : `${formatTrace(trace, terminal)}\n\n`);
}

function checkQuery({ store }: Viewer, query: string): void {
  try {
    listTraces(store, { query, sort: 'newest', limit: 1 });
  } catch (cause) {
    if (!(cause instanceof QueryError)) throw cause;
    throw new ConfigError({
      code: 'CLI_QUERY_UNKNOWN',
      message: cause.message,
      fix: 'The filters stand in the help of the command.',
      cause,
    });
  }
}
