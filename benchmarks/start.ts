/** What attaching adds to the start of a process with one client, in milliseconds: the least of the runs. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const RUNS = 9;
const cwd = join(import.meta.dirname, '..');

/** Milliseconds from the start of a process until the line after the last. */
function millisOf(text: string): number {
  return Number(
    execFileSync(
      process.execPath,
      ['--input-type=module', '-e', `${text}\nconsole.log(performance.now());`],
      { cwd: join(cwd, 'benchmarks'), encoding: 'utf8' },
    ),
  );
}

const client = `await import('openai');`;
const sdk = ['sdk-trace', 'sdk-metrics', 'sdk-logs', 'resources', 'core', 'context-async-hooks']
  .map((name) => `require('@opentelemetry/${name}');`)
  .join('');
const ways = {
  bare: client,
  one: `${client}
const { attach } = await import('@spanwise/core');
const { openai } = await import('@spanwise/instrumentation-openai');
attach({ adapters: [openai] });`,
  all: `${client}
const { attach } = await import('@spanwise/auto');
attach();`,
  sdk: `${client}
const { createRequire } = await import('node:module');
const require = createRequire(import.meta.resolve('spanwise'));
${sdk}`,
  instrumented: `${client}
const { instrument, none } = await import('spanwise');
instrument({ destinations: [none()], spanProcessors: [{ onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} }] });`,
};
const least = Object.fromEntries(
  Object.keys(ways).map((way) => [way, Number.POSITIVE_INFINITY]),
) as Record<keyof typeof ways, number>;
// In turn, so that what else the machine does falls on all alike.
for (let run = 0; run < RUNS; run += 1)
  for (const [way, text] of Object.entries(ways) as [keyof typeof ways, string][])
    least[way] = Math.min(least[way], millisOf(text));

const rounded = (value: number): number => Number(value.toFixed(1));
console.log(
  JSON.stringify({
    bare: rounded(least.bare),
    attachAdds: rounded(least.all - least.bare),
    attachOneAdds: rounded(least.one - least.bare),
    allOverOne: Number((least.all / least.one).toFixed(3)),
    sdkAdds: rounded(least.sdk - least.bare),
    instrumentAddsToSdk: rounded(least.instrumented - least.sdk),
  }),
);
