/**
 * A burst of log lines to a receiver: prints microseconds for each line that arrives (`time`), how many of a hundred do
 * (`arrived`), or the most memory in megabytes (`memory`).
 */
import { once } from 'node:events';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { pino } from 'pino';
import { logTransport } from './log-transport.ts';

const [, , mode = 'recorded', what = 'time'] = process.argv;
const LINES = 100_000;
const LINES_PER_TURN = 100;
/** Nothing more arrives after so long. */
const QUIET_MILLIS = 5000;

const receiver = new Worker(new URL('log-receiver.ts', import.meta.url));
const [{ port }] = (await once(receiver, 'message')) as [{ port: number }];
const seen = { records: 0, atMillis: performance.now() };
receiver.on('message', ({ records }: { records: number }) => {
  seen.records = records;
  seen.atMillis = performance.now();
});

const logger = pino({ transport: logTransport(mode, `http://127.0.0.1:${port}`) });
await new Promise<void>((resolve) => logger.flush(() => resolve()));
let most = 0;
const look = (): void => {
  most = Math.max(most, process.memoryUsage.rss());
};
const started = performance.now();
for (let line = 0; line < LINES; line += LINES_PER_TURN) {
  for (let index = 0; index < LINES_PER_TURN; index += 1)
    logger.info({ line, tenant: 'kids', order: { id: 1042 } }, 'answered');
  look();
  await turn();
}
const written = performance.now();
while (
  seen.records < LINES &&
  performance.now() - Math.max(seen.atMillis, written) < QUIET_MILLIS
) {
  await wait(10);
  look();
}
const figures: Readonly<Record<string, number>> = {
  time: seen.records === 0 ? Infinity : ((seen.atMillis - started) * 1000) / seen.records,
  arrived: (seen.records * 100) / LINES,
  memory: most / 1e6,
};
console.log(figures[what]!.toFixed(1));
process.exit();
