/** Finds the copies of pino that no module loader tells of, as in a bundle, when they write. */
import { tracingChannel } from 'node:diagnostics_channel';
import { safely } from '@spanwise/core';
import type { ModuleExports } from '@spanwise/core/adapter';
import { linesOf } from './known.ts';
import { CHANNEL, type LineMessage } from './pino.ts';

/** The name under which a logger that was found stands among the exports that its pino does not have. */
export const FOUND_LOGGER = 'spanwise.logger';

/** While anybody listens, pino takes a third longer for each line: it is listened to again after so long. */
const PAUSE_MILLIS = 1000;

const nothing = (): void => {};

/**
 * Listens until a line comes from a pino that is known, and again after a pause. The first line of one that was
 * not known has its fields, too.
 */
export function discover(found: (exports: ModuleExports) => void): () => void {
  const channel = tracingChannel<unknown, LineMessage>(CHANNEL);
  const undos = new WeakMap<LineMessage, () => void>();
  let timer: NodeJS.Timeout | undefined;
  const start = (message: LineMessage): void => {
    const { instance } = message;
    if (instance === undefined) return;
    if (linesOf(instance) === undefined) {
      found({ [FOUND_LOGGER]: instance });
      const undo = linesOf(instance)?.begin(
        instance,
        message.arguments?.[0],
        message.arguments?.[1],
      );
      if (undo) undos.set(message, undo);
      return;
    }
    channel.unsubscribe(handlers);
    timer = setTimeout(() => channel.subscribe(handlers), PAUSE_MILLIS).unref();
  };
  const handlers = {
    start: (message: LineMessage) => safely('discovering pino', () => start(message)),
    end: (message: LineMessage) => undos.get(message)?.(),
    asyncStart: nothing,
    asyncEnd: nothing,
    error: nothing,
  };
  channel.subscribe(handlers);
  return () => {
    clearTimeout(timer);
    channel.unsubscribe(handlers);
  };
}
