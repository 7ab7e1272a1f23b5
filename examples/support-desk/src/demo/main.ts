/** The demo: starts the application, sends it conversations, shows and checks what was recorded. */
import { setTimeout as wait } from 'node:timers/promises';
import { instrument, none, otlp } from 'spanwise';
import { formatTrace } from 'spanwise/console';
import { startApplication } from '../start.ts';
import { missing, requestTraces } from './check.ts';
import { Collector } from './collector.ts';
import { summary } from './summary.ts';
import { send, visits } from './traffic.ts';

const CONCURRENCY = 3;
const SHOWN = 3;
const SETTLE_MILLIS = 5000;

const isOnce = process.argv.includes('--once');
const isTerminal = process.stdout.isTTY === true;
const endpoint = process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
const collector = new Collector();
const spanwise = instrument({
  serviceName: 'support-desk',
  destinations: [endpoint ? otlp() : none()],
  spanProcessors: [collector],
  // Evaluations are events: without a destination they go nowhere, and need not be complained about.
  logRecordProcessors: [{ onEmit() {}, forceFlush: async () => {}, shutdown: async () => {} }],
});

console.log(
  'Starting the support desk: a scripted model, PostgreSQL with pgvector, and the application …',
);
const application = await startApplication();

let done = 0;
await send(application.url, CONCURRENCY, () => {
  done += 1;
  if (isTerminal) process.stdout.write(`\r${done} of ${visits.length} conversations`);
});
console.log(
  `${isTerminal ? '\r' : ''}${done} of ${visits.length} conversations${isTerminal ? '   ' : ''}\n`,
);

// The answer that a customer left ends a moment after the customer.
const settled = Date.now() + SETTLE_MILLIS;
while (
  (spanwise.report().openCalls > 0 || requestTraces(collector.spans).length < visits.length) &&
  Date.now() < settled
)
  await wait(20);

for (const trace of requestTraces(collector.spans).slice(0, SHOWN))
  console.log(`${formatTrace(trace)}\n`);
console.log(`${summary(collector.spans)}\n`);
await spanwise.forceFlush();

const problems = missing(collector.started, collector.spans, spanwise.report().openCalls);
for (const problem of problems) console.error(`missing: ${problem}`);
if (endpoint) console.log(`Everything was sent to ${endpoint}.`);
else console.log('Set OTEL_EXPORTER_OTLP_ENDPOINT to see this in your own back end.');
console.log(
  'Next: examples/support-desk/src is the application; README.md says how to add Spanwise to yours.',
);

if (isTerminal && !isOnce && problems.length === 0) {
  console.log(
    `\nStill serving. Try:\n  curl -s ${application.url}/conversations/mine/messages -H 'content-type: application/json' -H 'x-tenant-id: me' -d '{"question":"How long can I return an item?"}'\nCtrl+C ends it.`,
  );
} else {
  await application.stop();
  await spanwise.shutdown();
  process.exitCode = problems.length > 0 ? 1 : 0;
}
