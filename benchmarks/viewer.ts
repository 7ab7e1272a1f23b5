/**
 * Measures `spanwise dev` as a process that a real exporter sends to, and its page in Chromium; prints a table, and with
 * `--write` puts it into docs/benchmarks.md. `npm run build` first.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { type Info, ROUTES } from '@spanwise/viewer';
import { chromium } from 'playwright-core';
import { findBrowser } from '../test/page/browser.ts';
import { createRandom, SPANS_PER_TRACE, TRACES, writeTrace } from './viewer-data.ts';

const root = join(import.meta.dirname, '..');
const bin = join(root, 'packages/cli/dist/bin.js');
const ROUNDS = 9;
const SPANS = TRACES * SPANS_PER_TRACE;
/** Fewer than its queue holds: a benchmark of the exporter's queue is another one. */
const TRACES_AT_ONCE = 100;
const MEGABYTE = 1_000_000;
/** Of `/proc/<pid>/stat`. */
const TICKS_PER_SECOND = 100;

interface Dev {
  readonly process: ChildProcess;
  readonly url: string;
  readonly receiver: string;
  readonly ask: (route: string, query?: Readonly<Record<string, string>>) => Promise<unknown>;
}

async function startDev(): Promise<Dev> {
  const anyPort = ['--port', '0', '--http-port', '0', '--grpc-port', '0', '--max-size', '1gb'];
  const child = spawn(process.execPath, [bin, 'dev', '--json', ...anyPort], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url, token, receivers } = JSON.parse(line) as {
    url: string;
    token: string;
    receivers: { http: string };
  };
  return {
    process: child,
    url,
    receiver: receivers.http,
    ask: async (route, query = {}) => {
      const address = new URL(route, url);
      address.search = String(new URLSearchParams(query));
      const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
      return response.json();
    },
  };
}

async function stopDev({ process: child }: Dev): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

const cpuSeconds = ({ process: child }: Dev): number => {
  const [, , ...fields] = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(/\)? /);
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
};
const megabytes = ({ process: child }: Dev, field: string): number => {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return (Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)![1]) * 1024) / MEGABYTE;
};

interface Start {
  readonly dev: number;
  /** Of its core, which others do not change. */
  readonly devCpu: number;
  readonly nothing: number;
}

/** The least milliseconds until a process says that it listens, and until one that does nothing has ended. */
async function measureStart(): Promise<Start> {
  const least = { dev: Infinity, devCpu: Infinity, nothing: Infinity };
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const dev = await startDev();
    least.dev = Math.min(least.dev, performance.now() - begun);
    least.devCpu = Math.min(least.devCpu, cpuSeconds(dev) * 1000);
    // oxlint-disable-next-line no-await-in-loop
    await stopDev(dev);
    const next = performance.now();
    execFileSync(process.execPath, ['-e', '0']);
    least.nothing = Math.min(least.nothing, performance.now() - next);
  }
  return least;
}

/** Sends all, and waits until it is stored. */
async function send({ receiver, ask }: Dev): Promise<number> {
  const provider = new TracerProvider({
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url: `${receiver}/v1/traces` }),
        maxQueueSize: 2 * TRACES_AT_ONCE * SPANS_PER_TRACE,
      }),
    ],
  });
  const tracer = provider.getTracer('benchmark');
  const random = createRandom();
  const begun = performance.now();
  for (let number = 0; number < TRACES; number += 1) {
    writeTrace(tracer, number, random);
    // oxlint-disable-next-line no-await-in-loop -- it is not told more than its queue holds
    if (number % TRACES_AT_ONCE === TRACES_AT_ONCE - 1) await provider.forceFlush();
  }
  await provider.shutdown();
  const { counts } = (await ask(ROUTES.info)) as Info;
  if (counts.spans !== SPANS) throw new Error(`${SPANS - counts.spans} spans were lost`);
  return (performance.now() - begun) / 1000;
}

const SEARCHES: readonly (readonly [string, string])[] = [
  ['a word of one trace out of a hundred', 'needle'],
  ['a word of every span', 'order'],
  ['one letter', 'e'],
  ['a phrase', '"order needle"'],
  ['a word with filters', 'order model:gpt-4o tokens:>100'],
  ['a phrase that nine spans of ten have', '"chat small"'],
];

/** The least milliseconds of an answer, over HTTP. */
async function measureSearch({ ask }: Dev, query: string): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await ask(ROUTES.conversations, { query });
    least = Math.min(least, performance.now() - begun);
  }
  return least;
}

/** Milliseconds until the first conversation is to be seen, in a browser that was not there before. */
async function measurePaint({ url }: Dev): Promise<number | undefined> {
  const executablePath = findBrowser();
  if (executablePath === undefined) return undefined;
  const browser = await chromium.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    let least = Infinity;
    for (let round = 0; round < 3; round += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const context = await browser.newContext();
      // oxlint-disable-next-line no-await-in-loop
      const page = await context.newPage();
      const begun = performance.now();
      // oxlint-disable-next-line no-await-in-loop
      await page.goto(url);
      // oxlint-disable-next-line no-await-in-loop
      await page
        .getByText(/order /)
        .first()
        .waitFor();
      least = Math.min(least, performance.now() - begun);
      // oxlint-disable-next-line no-await-in-loop
      await context.close();
    }
    return least;
  } finally {
    await browser.close();
  }
}

const start = await measureStart();
const dev = await startDev();
const rows: (readonly [string, string, string])[] = [
  [
    'start of `spanwise dev`, until it listens and has said so',
    `${start.dev.toFixed(0)} ms by the clock, ${start.devCpu.toFixed(0)} by the time of its core (\`node -e 0\`: ${start.nothing.toFixed(0)} ms by the clock, ${(start.dev / start.nothing).toFixed(1)} ×)`,
    '< 300 ms',
  ],
];
try {
  const atStart = megabytes(dev, 'VmRSS');
  const seconds = await send(dev);
  const used = cpuSeconds(dev);
  const { storage } = (await dev.ask(ROUTES.info)) as Info;
  // What is not needed any more is given back when nothing happens.
  await wait(5000);
  rows.push(
    [
      'spans a second from a real exporter, none lost',
      `${(SPANS / used).toFixed(0)} by the time of its core, ${(SPANS / seconds).toFixed(0)} by the clock, the exporter on the other core`,
      '≥ 5,000',
    ],
    [
      '100,000 spans with 1 kB of content: memory of the process',
      `${megabytes(dev, 'VmRSS').toFixed(0)} MB, at most ${megabytes(dev, 'VmHWM').toFixed(0)} (at its start ${atStart.toFixed(0)}; by the store's own count ${(storage.bytes / MEGABYTE).toFixed(0)})`,
      '< 300 MB',
    ],
  );
  const paint = await measurePaint(dev);
  rows.push([
    'the page with 10,000 traces stored, until conversations are seen',
    paint === undefined ? 'SKIPPED: no Chromium' : `${paint.toFixed(0)} ms`,
    '< 1 s',
  ]);
  for (const [what, query] of SEARCHES) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const millis = await measureSearch(dev, query);
    rows.push([`search over 10,000 traces: ${what}`, `${millis.toFixed(0)} ms`, '< 100 ms']);
  }
} finally {
  await stopDev(dev);
}

const table = [
  `${new Date().toISOString().slice(0, 10)}: Node ${process.version} on ${process.platform} ${process.arch}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), load of ${loadavg()[0]!.toFixed(0)}. The least of ${ROUNDS} rounds.`,
  '',
  '| what | measured | target |',
  '| --- | --- | --- |',
  ...rows.map((row) => `| ${row.join(' | ')} |`),
  '',
].join('\n');
console.log(table);
if (process.argv.includes('--write')) {
  const file = join(root, 'docs/benchmarks.md');
  const page = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    page.replace(
      /(<!-- viewer -->\n)[^]*?(<!-- \/viewer -->)/,
      (_, before, after) => `${before}\n${table}\n${after}`,
    ),
  );
}
