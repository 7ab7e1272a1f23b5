/** What attaching adds to the start of a process with one client, in milliseconds: the least of the runs. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const RUNS = 9;
const cwd = join(import.meta.dirname, '..');

/** Milliseconds from the start of the process until the line after the call. */
function least(text: string): number {
  const times = Array.from({ length: RUNS }, () =>
    Number(
      execFileSync(
        process.execPath,
        ['--input-type=module', '-e', `${text}\nconsole.log(performance.now());`],
        {
          cwd: join(cwd, 'benchmarks'),
          encoding: 'utf8',
        },
      ),
    ),
  );
  return Math.min(...times);
}

const client = `await import('openai');`;
const sdk = ['sdk-trace', 'sdk-metrics', 'sdk-logs', 'resources', 'core', 'context-async-hooks']
  .map((name) => `require('@opentelemetry/${name}');`)
  .join('');
const bare = least(client);
const attached = least(`${client}\nconst { attach } = await import('@spanwise/auto');\nattach();`);
const withSdk = least(
  `${client}\nconst { createRequire } = await import('node:module');\nconst require = createRequire(import.meta.resolve('spanwise'));\n${sdk}`,
);
const instrumented = least(
  `${client}\nconst { instrument, none } = await import('spanwise');\ninstrument({ destinations: [none()], spanProcessors: [{ onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} }] });`,
);
console.log(
  JSON.stringify({
    bare: Number(bare.toFixed(1)),
    attachAdds: Number((attached - bare).toFixed(1)),
    sdkAdds: Number((withSdk - bare).toFixed(1)),
    instrumentAddsToSdk: Number((instrumented - withSdk).toFixed(1)),
  }),
);
