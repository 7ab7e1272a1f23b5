/** Runs the demo against the stack, as a person would. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** How long it may run, to its last flush. */
const LIMIT_MILLIS = 90_000;
const script = join(import.meta.dirname, '../../scripts/demo.ts');

/**
 * Runs it once, with the metrics often enough for rates.
 *
 * @throws {Error} with what it printed, when it fails.
 */
export async function runDemo(
  endpoint: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<void> {
  const demo = spawn(process.execPath, [script, '--once'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: AbortSignal.timeout(LIMIT_MILLIS),
    env: {
      ...process.env,
      // A key of the person who runs the tests must not make it ask a real provider.
      OPENAI_API_KEY: '',
      OPENAI_BASE_URL: '',
      SUPPORT_DESK_PROVIDER: '',
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_METRIC_EXPORT_INTERVAL: '500',
      OTEL_BSP_SCHEDULE_DELAY: '500',
      SPANWISE_TENANT_ON_METRICS: 'true',
      ...variables,
    },
  });
  let printed = '';
  for (const output of [demo.stdout, demo.stderr])
    output.on('data', (text: Buffer) => (printed += String(text)));
  const [code] = (await once(demo, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the demo ended with ${code}: ${printed}`);
}
