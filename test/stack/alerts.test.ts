/** Faults of a real application, on the real stack: the alert that should fire does. A minute of the rules takes a second. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { instrument, otlp, type Spanwise } from 'spanwise';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { printRules } from '../../dashboards/src/print-rules.ts';
import { missingPrograms } from './binaries.ts';
import { startProvider, type Mood, type Provider } from './provider.ts';
import { startStack, type Stack } from './stack.ts';

const missing = missingPrograms();
const skipped = missing.length > 0 ? ` (skipped: not built: ${missing.join(', ')})` : '';
const PATIENCE = { timeout: 75_000, interval: 250 };
/** Metrics come every half second: a window must hold a few. */
const SHORTEST_SECONDS = 5;
const CALLERS = 4;

/** What an hour cost in the last hours, as the rules record it: they look an hour back, which is a minute here. */
function usualCost(): string {
  const now = Math.floor(Date.now() / 1000);
  const points = Array.from({ length: 100 }, (_, index) => now - 3100 + index * 30);
  return [
    '# TYPE job:spanwise_cost:rate1h gauge',
    ...points.map(
      (seconds) =>
        `job:spanwise_cost:rate1h{job="desk",spanwise_cost_currency="USD"} 0.5 ${seconds}`,
    ),
    '# EOF',
    '',
  ].join('\n');
}

describe.skipIf(missing.length > 0)(`an alert${skipped}`, () => {
  let stack: Stack;
  let provider: Provider;
  let spanwise: Spanwise;
  let client: OpenAI;

  beforeAll(async () => {
    const seconds = (minutes: number): string =>
      minutes === 0 ? '0s' : `${Math.max(SHORTEST_SECONDS, minutes)}s`;
    const folder = mkdtempSync(join(tmpdir(), 'spanwise-history-'));
    const historyFile = join(folder, 'metrics.txt');
    writeFileSync(historyFile, usualCost());
    stack = await startStack({
      servers: ['prometheus', 'jaeger', 'loki'],
      rules: printRules(seconds, '1s'),
      historyFile,
    });
    rmSync(folder, { recursive: true });
    provider = await startProvider();
    vi.stubEnv('OTEL_METRIC_EXPORT_INTERVAL', '500');
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await spanwise?.shutdown();
    provider?.stop();
    await stack?.stop();
  });

  /** Names of the alerts that fire. */
  async function firing(): Promise<string[]> {
    const { result } = await stack.prometheus('query', {
      query: 'count by (alertname) (ALERTS{alertstate="firing"})',
    });
    return result.map(({ metric }) => metric['alertname']!);
  }

  /** Calls models without a pause while `until` does not hold. */
  async function callWhile(
    mood: Mood,
    model: string,
    until: () => Promise<boolean>,
  ): Promise<void> {
    provider.mood = mood;
    const over = new AbortController();
    const callers = Array.from({ length: CALLERS }, async () => {
      while (!over.signal.aborted) {
        const messages = [{ role: 'user' as const, content: 'Is it open?' }];
        // oxlint-disable-next-line no-await-in-loop -- a caller waits for the answer
        await call(model, mood === 'slow', messages).catch(() => {});
      }
    });
    try {
      await vi.waitUntil(until, PATIENCE);
    } finally {
      over.abort();
      await Promise.all(callers);
    }
  }

  async function call(
    model: string,
    stream: boolean,
    messages: { role: 'user'; content: string }[],
  ): Promise<void> {
    if (!stream) {
      await client.chat.completions.create({ model, messages });
      return;
    }
    for await (const _chunk of await client.chat.completions.create({
      model,
      messages,
      stream: true,
    }));
  }

  it('fires while no Collector runs, and ends when one does', async () => {
    await vi.waitUntil(async () => (await firing()).includes('SpanwiseCollectorDown'), PATIENCE);
    await stack.launch(['collector']);
    spanwise = instrument({
      serviceName: 'desk',
      destinations: [otlp({ endpoint: stack.otlpHttp, protocol: 'http/protobuf' })],
      // A dollar a call, of this model alone.
      cost: { dear: { input: 1000, output: 0 } },
      modules: { openai: OpenAI },
      instrumentations: { openai: { providers: { [new URL(provider.url).host]: 'openai' } } },
    });
    client = new OpenAI({ apiKey: 'none', baseURL: provider.url });
    await callWhile('well', 'cheap', async () => {
      const { result } = await stack.prometheus('query', {
        query: 'job:spanwise_inferences_failed:ratio_rate60m',
      });
      return result.length > 0 && !(await firing()).includes('SpanwiseCollectorDown');
    });
    expect(await firing()).toEqual([]);
  });

  it.each<[alerts: readonly string[], mood: Mood, model: string]>([
    [['SpanwiseCostJumps'], 'well', 'dear'],
    [['SpanwiseThrottled', 'SpanwiseLimitNearlyUsed'], 'busy', 'cheap'],
    [['SpanwiseAnswersLateFast'], 'slow', 'cheap'],
    [['SpanwiseCallsFailFast', 'SpanwiseProviderDown'], 'failing', 'cheap'],
  ])('fires: %s', async (alerts, mood, model) => {
    expect(await firing()).not.toEqual(expect.arrayContaining([...alerts]));
    await callWhile(mood, model, async () => {
      const names = await firing();
      return alerts.every((name) => names.includes(name));
    });
    expect(await firing()).toEqual(expect.arrayContaining([...alerts]));
  });
});
