/** Load with 1 MB prompts while the Collector is dead: the memory stays within the bound. `--seconds 20` for a short run. */
import { createServer, type AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { instrument, otlp, type OtlpProtocol } from 'spanwise';
import { logs, trace } from '@opentelemetry/api';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    /** `grpc`, `http/protobuf` or `http/json`. */
    protocol: { type: 'string', default: 'http/protobuf' },
    /** Spans and log records a second, each with a prompt. */
    rate: { type: 'string', default: '100' },
    /** `gone`: nobody listens. `silent`: connections are taken and never answered. */
    collector: { type: 'string', default: 'gone' },
  },
});
const MEGABYTE = 1_000_000;
const QUEUE_BYTES = 32 * 1024 * 1024;
/** Live bytes over those at the start: for each signal a full queue, and some copies of the request on its way. */
const LIVE_BOUND_BYTES = 2 * (QUEUE_BYTES + 6 * 4 * MEGABYTE);
/**
 * The same for the process, with what garbage collection has not come to: a bare loop that makes such texts and
 * keeps 66 of them in a list grew by 373 to 405 MB (Node 22.23, two cores).
 */
const RSS_BOUND_BYTES = 8 * (2 * QUEUE_BYTES);
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const liveBytes = (): number => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

const endMillis = Date.now() + Number(values.seconds) * 1000;
const spanwise = instrument({
  serviceName: 'soak',
  destinations: [
    otlp({ endpoint: await deadAddress(), protocol: values.protocol as OtlpProtocol }),
  ],
  instrumentations: { http: false },
  maxQueueBytes: QUEUE_BYTES,
  shutdownTimeoutMillis: 1000,
});
const tracer = trace.getTracer('soak');
const logger = logs.getLogger('soak');
const liveAtStart = liveBytes();
const rssAtStart = process.memoryUsage.rss();
let made = 0;
let highestRss = 0;

await new Promise<void>((resolve) => {
  const perTick = Math.ceil(Number(values.rate) / 50);
  const timer = setInterval(() => {
    for (let count = 0; count < perTick; count++) {
      // A text of its own each time, as a prompt that was received is.
      const prompt = Buffer.alloc(MEGABYTE, `prompt ${made++} `).toString('latin1');
      tracer.startSpan('chat', { attributes: { prompt } }).end();
      const body = Buffer.alloc(MEGABYTE, `reply ${made} `).toString('latin1');
      logger.emit({ eventName: 'chat', body });
    }
    highestRss = Math.max(highestRss, process.memoryUsage.rss());
    if (Date.now() < endMillis) return;
    clearInterval(timer);
    resolve();
  }, 20);
});

const { signals, dropped } = spanwise.report();
const liveGrowth = liveBytes() - liveAtStart;
await spanwise.shutdown();
const growth = highestRss - rssAtStart;
const inMegabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(0)} MB`;
console.log(
  JSON.stringify({
    node: process.version,
    seconds: Number(values.seconds),
    protocol: values.protocol,
    collector: values.collector,
    prompts: made,
    rssAtStart: inMegabytes(rssAtStart),
    highestRss: inMegabytes(highestRss),
    rssGrowth: inMegabytes(growth),
    rssBound: inMegabytes(RSS_BOUND_BYTES),
    liveGrowth: inMegabytes(liveGrowth),
    liveBound: inMegabytes(LIVE_BOUND_BYTES),
    queuedBytes: [signals?.traces, signals?.logs].map((of) => of?.destinations[0]?.queuedBytes),
    dropped,
  }),
);
const isBounded =
  growth <= RSS_BOUND_BYTES &&
  liveGrowth <= LIVE_BOUND_BYTES &&
  [signals?.traces, signals?.logs].every(
    (signal) => (signal?.destinations[0]?.queuedBytes ?? Infinity) <= QUEUE_BYTES,
  );
if (!isBounded || !dropped['queue full']) {
  console.error('soak: the bound does not hold, or the queue never was full');
  process.exit(1);
}
process.exit();

/** Where nobody answers. */
async function deadAddress(): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => {}).resume());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  if (values.collector === 'gone') await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
