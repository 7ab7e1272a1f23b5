/**
 * Runs every benchmark, the ways of each in turn in one run, and prints a table of ratios; `--write` puts it into
 * docs/benchmarks.md. `--node <path>` measures under another Node. `npm run build` first.
 */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadLancedb } from './lancedb.ts';
import { describePeer, installPeers, PEERS } from './peers.ts';

const { values: options } = parseArgs({
  options: {
    node: { type: 'string', default: process.execPath },
    rounds: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
});
const root = join(import.meta.dirname, '..');
const peers = installPeers() ? PEERS : [];
if (peers.length === 0) console.error('SKIPPED: the peers, since no package registry is reached');

type Numbers = Readonly<Record<string, number>>;
type Row = readonly [what: string, measured: string, target: string];

/** One number of one program in several ways: the least over the rounds. */
function measure(file: string, ways: readonly string[], ...words: string[]): Numbers {
  const least: Record<string, number> = {};
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const way of ways) {
      const text = execFileSync(options.node, [join(import.meta.dirname, file), way, ...words], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      least[way] = Math.min(least[way] ?? Number.POSITIVE_INFINITY, Number(text));
    }
  }
  return least;
}

const added = (numbers: Numbers, way: string): number => numbers[way]! - numbers['bare']!;
const perPeer = (numbers: Numbers, unit: string, digits: number, base = 1): string =>
  peers.map((peer) => `${peer} ${(added(numbers, peer) / base).toFixed(digits)}${unit}`).join(', ');
const withPeers = (ours: string, theirs: string): string =>
  theirs === '' ? ours : `${ours} (${theirs})`;

/** What is said of a peer, where there are any. */
const peerText = (begin: string, text: () => string): string =>
  peers.length === 0 ? '' : begin + text();

const call = measure('call.ts', ['bare', 'none', 'hand', 'recorded', 'content', ...peers]);
const chunk = measure('stream.ts', ['bare', 'recorded', 'content', ...peers], 'chunks');
const heap = measure('stream.ts', ['bare', 'recorded', ...peers], 'heap', '200000');
const image = measure('blocking.ts', ['bare', 'content'], 'image');
const text = measure('blocking.ts', ['bare', 'content'], 'text');
const flight = measure('in-flight.ts', ['bare', 'recorded'], 'time');
const flightHeap = measure('in-flight.ts', ['bare', 'recorded'], 'heap');
const logLine = measure('log-line.ts', [
  'bare',
  'recorded',
  'mixin',
  ...(peers.length > 0 ? ['opentelemetry'] : []),
]);
const transports = ['recorded', ...(peers.length > 0 ? ['peer'] : [])];
const outage = (what: string): Numbers => measure('log-outage.ts', ['bare', ...transports], what);
const outageDelay = outage('delay');
const outageMemory = outage('memory');
const delivery = (what: string): Numbers => measure('log-delivery.ts', transports, what);
const deliveryTime = delivery('time');
const deliveryArrived = delivery('arrived');
const deliveryMemory = delivery('memory');
const hasLancedb = loadLancedb() !== undefined;
const search = measure('store.ts', ['sqlite-vec', 'pg', ...(hasLancedb ? ['lancedb'] : [])]);
const write: Numbers = hasLancedb ? measure('store.ts', ['write']) : {};
const start = JSON.parse(
  execFileSync(options.node, [join(import.meta.dirname, 'start.ts')], { encoding: 'utf8' }),
) as Numbers;
const hand = added(call, 'hand');

const rows: readonly Row[] = [
  [
    'added per call, recorded with metrics, over a span by hand with the same attributes and metrics',
    withPeers(`${(added(call, 'recorded') / hand).toFixed(2)} ×`, perPeer(call, ' ×', 2, hand)),
    '≤ 2.5 ×',
  ],
  ['added per call with content', `${(added(call, 'content') / hand).toFixed(2)} ×`, ''],
  [
    'added per call, no provider registered',
    `${added(call, 'none').toFixed(1)} µs over ${call['bare']!.toFixed(0)} µs bare`,
    '≤ 2 µs',
  ],
  [
    'added per streamed chunk, a context active',
    withPeers(`${added(chunk, 'recorded').toFixed(0)} ns`, perPeer(chunk, ' ns', 0)),
    '≤ 100 ns on Node 24',
  ],
  ['added per streamed chunk with content', `${added(chunk, 'content').toFixed(0)} ns`, ''],
  [
    'live heap at the end of a stream of 200,000 chunks, content off',
    withPeers(`${added(heap, 'recorded').toFixed(2)} MB`, perPeer(heap, ' MB', 1)),
    '≤ 0.1 MB',
  ],
  [
    'event loop blocked by one image of 5 MB, content on',
    `${added(image, 'content').toFixed(2)} ms`,
    '≤ 0.1 ms',
  ],
  ['event loop blocked by 1 MB of text, content on', `${added(text, 'content').toFixed(2)} ms`, ''],
  [
    '5,000 calls in flight: added per call',
    `${added(flight, 'recorded').toFixed(1)} µs over ${flight['bare']!.toFixed(0)} µs, ${added(flightHeap, 'recorded').toFixed(1)} kB of heap over ${flightHeap['bare']!.toFixed(1)} kB`,
    '',
  ],
  [
    'start of a process, `attach()` with its imports',
    `${start['attachAdds']} ms over ${start['bare']} ms`,
    '',
  ],
  [
    'start of a process that uses one client: every adapter attached over that one alone',
    `${start['allOverOne']} × (\`attach()\` adds ${start['attachAdds']} ms, with one adapter ${start['attachOneAdds']} ms)`,
    'nothing measurable',
  ],
  [
    'start of a process, `instrument()` over loading the SDK',
    `${start['instrumentAddsToSdk']} ms (the SDK: ${start['sdkAdds']} ms)`,
    '≤ 10 ms',
  ],
  [
    "added per line of pino's inside a span, over a bare line",
    `${(added(logLine, 'recorded') / logLine['bare']!).toFixed(2)} × (a mixin ${(added(logLine, 'mixin') / logLine['bare']!).toFixed(2)} ×${logLine['opentelemetry'] === undefined ? '' : `, OpenTelemetry's instrumentation ${(added(logLine, 'opentelemetry') / logLine['bare']!).toFixed(2)} ×`})`,
    '≤ 0.33 ×',
  ],
  [
    'a million lines by the transport, nobody there: longest delay of the loop; most memory',
    `${outageDelay['recorded']} ms; ${outageMemory['recorded']} MB (to a file by pino: ${outageDelay['bare']} ms; ${outageMemory['bare']} MB${peerText('; pino-opentelemetry-transport: ', () => `${outageDelay['peer']} ms; ${outageMemory['peer']} MB`)})`,
    'bounded',
  ],
  [
    'a burst of 100,000 lines by the transport: how many arrive; time for each that does; most memory, with that of the receiver',
    `${deliveryArrived['recorded']} %; ${deliveryTime['recorded']} µs; ${deliveryMemory['recorded']} MB${peerText(' (pino-opentelemetry-transport: ', () => `${deliveryArrived['peer']} %; ${deliveryTime['peer']} µs; ${deliveryMemory['peer']} MB)`)}`,
    'no slower, with less memory',
  ],
  [
    'a recorded search among 10,000 vectors over a bare one, in the process',
    `${search['sqlite-vec']!.toFixed(2)} × by sqlite-vec${hasLancedb ? `, ${search['lancedb']!.toFixed(2)} × by LanceDB` : ''}`,
    '≤ 1.05 ×',
  ],
  [
    'the same over a connection, to PGlite in the same process',
    `${search['pg']!.toFixed(2)} × by pg`,
    '',
  ],
  ...(hasLancedb
    ? [
        [
          '1,000 vectors of 4,096 dimensions written to LanceDB: allocated before the client begins',
          `${write['write']!.toFixed(0)} kB, of 32,768 kB of numbers`,
          'nothing is copied',
        ] as const,
      ]
    : []),
  ['installed, core and one adapter', withPeers(...installedSizes()), '≤ 0.5 MB'],
];

const versions = [
  `Node ${execFileSync(options.node, ['--version'], { encoding: 'utf8' }).trim()} on ${process.platform} ${process.arch}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})`,
  'openai 7.57.0',
  'OpenTelemetry SDK 3.1.0',
  ...peers.map(describePeer).map(({ name, version }) => `${name} ${version}`),
];
const table = [
  `${new Date().toISOString().slice(0, 10)}: ${versions.join(', ')}. The least of ${options.rounds} rounds.`,
  '',
  '| what | measured | target |',
  '| --- | --- | --- |',
  ...rows.map((row) => `| ${row.join(' | ')} |`),
  '',
].join('\n');
console.log(table);
if (options.write) {
  const file = join(root, 'docs/benchmarks.md');
  const page = readFileSync(file, 'utf8');
  const name = `node-${execFileSync(options.node, ['-p', 'process.versions.node.split(".")[0]'], { encoding: 'utf8' }).trim()}`;
  const place = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`);
  if (!place.test(page)) throw new Error(`docs/benchmarks.md has no place for ${name}`);
  writeFileSync(
    file,
    page.replace(place, (_, before, after) => `${before}\n${table}\n${after}`),
  );
}

/** Built files of ours, and what each peer's own package has on disk. */
function installedSizes(): [ours: string, theirs: string] {
  const ours = ['semconv', 'core', 'instrumentation/openai']
    .flatMap((name) => globSync(join(root, 'packages', name, '{dist/**,package.json,README.md}')))
    .map((file) => statSync(file))
    .filter((entry) => entry.isFile())
    .reduce((sum, { size }) => sum + size, 0);
  const theirs = peers
    .map(
      (peer) =>
        `${peer} ${(describePeer(peer).bytes / 1e6).toFixed(2)} MB without what it depends on`,
    )
    .join(', ');
  return [`${(ours / 1e6).toFixed(2)} MB`, theirs];
}
