/** A million lines while no receiver is there: prints the longest delay of the loop in milliseconds (`delay`) or the most memory in megabytes (`memory`). */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { logTransport } from './log-transport.ts';

const [, , mode = 'bare', what = 'delay'] = process.argv;
const LINES = 1_000_000;
const LINES_PER_TURN = 100;

const logger = pino({ transport: logTransport(mode, 'http://127.0.0.1:9') });
const delay = monitorEventLoopDelay({ resolution: 1 });
let most = 0;
// The worker is there by then.
await new Promise<void>((resolve) => logger.flush(() => resolve()));
delay.enable();
for (let line = 0; line < LINES; line += LINES_PER_TURN) {
  for (let index = 0; index < LINES_PER_TURN; index += 1)
    logger.info({ line, tenant: 'kids', order: { id: 1042 } }, 'answered');
  most = Math.max(most, process.memoryUsage.rss());
  await turn();
}
delay.disable();
console.log((what === 'delay' ? delay.max / 1e6 : most / 1e6).toFixed(1));
