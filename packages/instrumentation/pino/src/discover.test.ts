/** Copies of pino that nobody loads are found by their lines, and found again after a pause. */
import { tracingChannel } from 'node:diagnostics_channel';
import { afterEach, expect, it, vi } from 'vitest';
import { discover, FOUND_LOGGER } from './discover.ts';
import { Lines } from './line.ts';

const channel = tracingChannel<unknown, object>('pino_asJson');
let stop = (): void => {};

afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** A logger of a copy of its own, as far as it is looked at. */
function loggerOf(): { readonly prototype: object; readonly logger: object } {
  const prototype = { [Symbol('pino.asJson')]: () => '{}\n' };
  return { prototype, logger: Object.create(prototype) as object };
}

const publish = (instance: object): void => {
  channel.traceSync(() => '{}\n', { instance, arguments: [{}, 'hello', 30, ''] });
};

/** Attaches as core does. */
function attachTo(prototype: object): void {
  const [symbol] = Object.getOwnPropertySymbols(prototype);
  const methods = prototype as Record<symbol, () => unknown>;
  const lines = new Lines({ enabled: true, logFields: () => undefined });
  methods[symbol!] = lines.wrap(methods[symbol!]!);
}

it('hands over the first logger of each copy, and listens no more until a pause is over', () => {
  vi.useFakeTimers();
  const [first, second] = [loggerOf(), loggerOf()];
  const found: unknown[] = [];
  stop = discover((exports) => {
    const logger = exports[FOUND_LOGGER] as object;
    found.push(logger);
    attachTo(Object.getPrototypeOf(logger) as object);
  });
  publish(first.logger);
  expect(found).toEqual([first.logger]);
  expect(channel.hasSubscribers).toBe(true);
  // It is known by now: there is nothing to listen for.
  publish(first.logger);
  expect(channel.hasSubscribers).toBe(false);
  vi.advanceTimersByTime(1000);
  expect(channel.hasSubscribers).toBe(true);
  publish(second.logger);
  expect(found).toEqual([first.logger, second.logger]);
});

it('stops when it is told to', () => {
  vi.useFakeTimers();
  discover(() => {})();
  vi.advanceTimersByTime(1000);
  expect(channel.hasSubscribers).toBe(false);
});
