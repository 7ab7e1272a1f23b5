/** One line of pino's inside a span: prints nanoseconds a line, the least of the runs. */
import { context, trace } from '@opentelemetry/api';
import * as bare from 'pino';
import { pinoOfPeer } from './peers.ts';
import { registerProviders } from './providers.ts';

const [, , mode = 'bare'] = process.argv;
const LINES = 50_000;
const RUNS = 20;

registerProviders();
const { attach, traceContext } = await import('@spanwise/auto');
if (mode === 'recorded') await attach().ready;
const { pino } = (mode === 'opentelemetry' ? pinoOfPeer() : bare) as typeof bare;
const logger = pino(
  mode === 'mixin' ? { mixin: traceContext() } : {},
  pino.destination({ dest: '/dev/null', sync: true }),
);
const span = trace.getTracer('benchmark').startSpan('request');
let least = Number.POSITIVE_INFINITY;
context.with(trace.setSpan(context.active(), span), () => {
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    for (let line = 0; line < LINES; line += 1)
      logger.info({ line, tenant: 'kids', order: { id: 1042 } }, 'answered');
    least = Math.min(least, ((performance.now() - started) * 1e6) / LINES);
  }
});
console.log(least.toFixed(0));
