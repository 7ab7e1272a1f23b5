/** Runs every benchmark, the ways of each in turn in one run, and prints ratios. `npm run build` first. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROUNDS = 3;

/** One number of one program: the least over the rounds. */
function measure(
  file: string,
  ways: readonly string[],
  ...words: string[]
): Record<string, number> {
  const least: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const way of ways) {
      const text = execFileSync(
        process.execPath,
        [join(import.meta.dirname, file), way, ...words],
        { encoding: 'utf8' },
      );
      least[way] = Math.min(least[way] ?? Number.POSITIVE_INFINITY, Number(text));
    }
  }
  return least;
}

const call = measure('call.ts', ['bare', 'none', 'hand', 'recorded']);
const chunk = measure('stream.ts', ['bare', 'recorded'], 'chunks');
const heap = measure('stream.ts', ['bare', 'recorded'], 'heap', '200000');
const image = measure('image.ts', ['bare', 'content']);
const start = JSON.parse(
  execFileSync(process.execPath, [join(import.meta.dirname, 'start.ts')], { encoding: 'utf8' }),
) as Record<string, number>;

const row = (what: string, ours: string, target: string): void =>
  console.log(`${what.padEnd(62)}${ours.padEnd(34)}${target}`);
console.log(`Node ${process.version} on ${process.platform} ${process.arch}\n`);
row('what', 'measured', 'target');
row(
  'added per call, recorded, against by hand',
  `${ratio(call['recorded']! - call['bare']!, call['hand']! - call['bare']!)} × (${call['bare']} µs bare)`,
  '≤ 2.5 ×',
);
row('added per call, no provider', `${(call['none']! - call['bare']!).toFixed(1)} µs`, '≤ 2 µs');
row(
  'added per streamed chunk, a context active',
  `${(chunk['recorded']! - chunk['bare']!).toFixed(0)} ns`,
  '≤ 100 ns on Node 24',
);
row(
  'heap at the end of 200,000 chunks, content off',
  `${(heap['recorded']! - heap['bare']!).toFixed(2)} MB`,
  '≤ 0.1 MB',
);
row(
  'event loop blocked by an image of 5 MB, content on',
  `${(image['content']! - image['bare']!).toFixed(2)} ms`,
  '≤ 0.1 ms',
);
row('start of a process: attach()', `${start['attachAdds']} ms over ${start['bare']} ms`, '');
row(
  'start of a process: instrument(), over loading the SDK',
  `${start['instrumentAddsToSdk']} ms (SDK ${start['sdkAdds']} ms)`,
  '≤ 10 ms',
);

function ratio(left: number, right: number): string {
  return (left / right).toFixed(2);
}
