/** The demo: starts the application, sends it conversations, shows and checks what was recorded. */
import { setTimeout as wait } from 'node:timers/promises';
import { styleText } from 'node:util';
import { pino } from 'pino';
import { instrument, none, otlp } from 'spanwise';
import { formatTrace } from 'spanwise/console';
import { startApplication } from '../start.ts';
import { findMissing } from './check.ts';
import { Collector } from './collector.ts';
import { LogLines } from './log-lines.ts';
import { attribute, isRequest, textIn, type FinishedSpan } from './spans.ts';
import { summarize } from './summary.ts';
import { conversations, questionCount, send, type Reply } from './traffic.ts';

const CONCURRENCY = 3;
const SETTLE_MILLIS = 5000;

const isTerminal = process.stdout.isTTY;
const isServing = isTerminal && !process.argv.includes('--once');
const endpoint = process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];

const collector = new Collector();
// The scripted models stand in for two providers, whose list prices hold.
const priced = (provider: string): object => ({ providers: { '127.0.0.1': provider } });
const spanwise = instrument({
  serviceName: 'support-desk',
  cost: true,
  instrumentations: { openai: priced('openai'), anthropic: priced('anthropic') },
  destinations: [endpoint ? otlp() : none()],
  spanProcessors: [collector],
  logRecordProcessors: [collector],
});

// Colours only where they can be seen and are wanted: styleText asks the terminal and NO_COLOR.
const heading = (text: string): string => styleText('bold', text);
/** A trace, and the lines of the log that were written in it. */
const show = (trace: readonly FinishedSpan[]): string =>
  [formatTrace(trace).trimEnd(), log.format(trace)].filter(Boolean).join('\n');

console.log('Starting the support desk: a model, PostgreSQL with pgvector, and the application …');
const log = new LogLines();
const application = await startApplication(undefined, pino({ base: null }, log));
console.log(
  application.provider === undefined
    ? 'The model is a scripted one. Set SUPPORT_DESK_PROVIDER for a real one; README.md has the names.'
    : `The model is one of ${application.provider}.`,
);

const replies: Reply[] = [];
const progress = (): string =>
  `${replies.length} of ${questionCount} questions in ${conversations.length} conversations`;
await send(application.url, CONCURRENCY, (reply) => {
  replies.push(reply);
  if (isTerminal) process.stdout.write(`\r${progress()}`);
});
console.log(isTerminal ? '' : progress());

// The answer that a customer left ends a moment after the customer.
const requests = () => [...collector.traces.values()].filter((trace) => trace.some(isRequest));
const settled = Date.now() + SETTLE_MILLIS;
while (
  (spanwise.report().openCalls > 0 || requests().length < replies.length) &&
  Date.now() < settled
) {
  // oxlint-disable-next-line no-await-in-loop -- nothing tells when the last span has ended
  await wait(20);
}

for (const { id, shownAs } of conversations) {
  if (shownAs === undefined) continue;
  const trace = requests().find((spans) => textIn(spans, attribute.conversation) === id);
  if (trace) console.log(`\n${heading(shownAs)}\n${show(trace)}`);
}
console.log(`\n${heading('All of it')}\n${summarize([...collector.traces.values()])}\n`);

const problems = findMissing({
  traces: [...collector.traces.values()],
  startedSpans: collector.started,
  endedSpans: collector.ended,
  openCalls: spanwise.report().openCalls,
  linesOf: (traceId) => log.of(traceId).length,
  evaluations: collector.evaluations,
  replies,
  isScripted: application.provider === undefined,
});
for (const problem of problems) console.error(`missing: ${problem}`);
if (problems.length === 0) console.log(`Every one of ${replies.length} traces is whole.`);
await spanwise.forceFlush();
const viewer = process.env['SPANWISE_VIEWER_URL'];
console.log(
  viewer
    ? isServing
      ? `Read the conversations at ${viewer}`
      : 'On a terminal and without --once it stays, and you can read the conversations.'
    : endpoint
      ? `Traces, metrics and evaluations are sent to ${endpoint}; a line says so if that fails.`
      : 'Set OTEL_EXPORTER_OTLP_ENDPOINT to see this in your own back end.',
);
console.log(
  'Next: examples/support-desk/src is the application; README.md says how to add Spanwise to yours.',
);

if (isServing) {
  collector.onTrace = (trace) => console.log(`\n${show(trace)}`);
  console.log(
    `\n${heading('Still serving.')} Try:\n  curl -s ${application.url}/conversations/mine/messages -H 'content-type: application/json' -H 'x-tenant-id: me' -d '{"question":"How do I wash wool?"}'\nIts trace appears here. Ctrl+C ends it.`,
  );
} else {
  await application.stop();
  await spanwise.shutdown();
  process.exitCode = problems.length > 0 ? 1 : 0;
}
