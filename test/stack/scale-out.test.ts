/** Agent, Kafka, router, two samplers: traces come out whole, none is lost with a router, and those worth it are kept. */
import * as semconv from '@spanwise/semconv';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { questionCount } from '../../examples/support-desk/src/demo/traffic.ts';
import { missingPrograms } from './binaries.ts';
import { startCollector, type Collector } from './collector.ts';
import { runDemo } from './demo.ts';
import { startKafka, whyNoKafka, type Kafka } from './kafka.ts';
import { startStack, type JaegerTrace, type Stack } from './stack.ts';

const missing = missingPrograms();
const reason = missing.length > 0 ? `not built: ${missing.join(', ')}` : whyNoKafka();
const skipped = reason === undefined ? '' : ` (skipped: ${reason})`;
/** The group of a router that was killed waits ten seconds for it. */
const PATIENCE = { timeout: 80_000, interval: 250 };
const BASE = 'single-node/collector.yaml';

describe.skipIf(reason !== undefined)(`the scale-out${skipped}`, () => {
  let stack: Stack;
  let kafka: Kafka;
  let agent: Collector;
  let router: Collector;
  let samplers: Collector[] = [];

  beforeAll(async () => {
    [stack, kafka] = await Promise.all([
      startStack({ servers: ['prometheus', 'jaeger', 'loki'] }),
      startKafka(),
    ]);
    await startSamplers(100);
    agent = await startCollector([BASE, 'single-node/dialects.yaml', 'scale-out/agent.yaml'], {
      ...stack.stores,
      STACK_KAFKA: `[${kafka.broker}]`,
    });
    router = await startRouter();
  });
  afterAll(async () => {
    for (const collector of [agent, router, ...samplers]) await collector?.stop('SIGKILL');
    await kafka?.stop();
    await stack?.stop();
  });

  async function startSamplers(percent: number): Promise<void> {
    samplers = await Promise.all(
      [1, 2].map(() =>
        startCollector([BASE, 'scale-out/sampler.yaml'], {
          ...stack.stores,
          STACK_DECISION_WAIT: '2s',
          STACK_SAMPLED_PERCENT: String(percent),
        }),
      ),
    );
  }

  function startRouter(): Promise<Collector> {
    return startCollector(['scale-out/router.yaml'], {
      STACK_KAFKA: `[${kafka.broker}]`,
      STACK_SAMPLERS: `[${samplers.map(({ grpc }) => grpc).join(', ')}]`,
    });
  }

  /** The demo as one version of itself. */
  function runVersion(version: number): Promise<void> {
    return runDemo(`http://${agent.grpc}`, {
      OTEL_RESOURCE_ATTRIBUTES: `service.version=${version}`,
    });
  }

  /** Traces of requests to one version of the demo. */
  async function tracesOf(version: number): Promise<readonly JaegerTrace[]> {
    const traces = await stack.jaeger('traces', {
      service: 'support-desk',
      operation: 'POST /conversations/:id/messages',
      lookback: '1h',
      limit: 1000,
    });
    return traces.filter(({ processes }) =>
      Object.values(processes).some(({ tags }) =>
        tags.some(({ key, value }) => key === 'service.version' && value === String(version)),
      ),
    );
  }

  function isWhole({ spans }: JaegerTrace): boolean {
    const ids = new Set(spans.map(({ spanID }) => spanID));
    return spans.every(({ references }) => references.every(({ spanID }) => ids.has(spanID)));
  }

  function isFailed({ spans }: JaegerTrace): boolean {
    return spans.some(({ tags }) =>
      tags.some(({ key, value }) => key === 'error' && value === true),
    );
  }

  function conversationOf({ spans }: JaegerTrace): unknown {
    return spans
      .flatMap(({ tags }) => tags)
      .find(({ key }) => key === semconv.ATTR_GEN_AI_CONVERSATION_ID)?.value;
  }

  it('loses nothing when a router is killed, and keeps every trace whole', async () => {
    const first = runVersion(1);
    await vi.waitUntil(async () => (await tracesOf(1)).length > 0, PATIENCE);
    // Somewhere in the first run, and before the second.
    await router.stop('SIGKILL');
    await first;
    await runVersion(2);
    expect(await tracesOf(2)).toEqual([]);
    router = await startRouter();
    const traces = await vi.waitUntil(async () => {
      const found = [...(await tracesOf(1)), ...(await tracesOf(2))];
      return found.length === 2 * questionCount && found.every(isWhole) ? found : undefined;
    }, PATIENCE);
    // Whole, and not only well-knit: a question has an agent, and an agent has calls.
    for (const { spans } of traces) {
      const names = spans.map(({ operationName }) => operationName);
      expect(names).toContain('invoke_agent support');
      expect(names.some((name) => name.startsWith('chat '))).toBe(true);
    }
  });

  it('keeps all that failed, when nothing of the rest is sampled', async () => {
    const expected = new Set((await tracesOf(2)).filter(isFailed).map(conversationOf));
    expect(expected.size).toBeGreaterThan(1);
    for (const collector of [router, ...samplers]) await collector.stop('SIGKILL');
    await startSamplers(0);
    router = await startRouter();
    await runVersion(3);
    const kept = await vi.waitUntil(async () => {
      const found = await tracesOf(3);
      return new Set(found.map(conversationOf)).size >= expected.size ? found : undefined;
    }, PATIENCE);
    expect(new Set(kept.map(conversationOf))).toEqual(expected);
    expect(kept.every(isFailed)).toBe(true);
  });

  it('gives work to both samplers', async () => {
    const { result } = await stack.prometheus('query', {
      query: 'otelcol_processor_tail_sampling_new_trace_id_received_total > 0',
    });
    // Those that were killed in between, and those of now.
    expect(result).toHaveLength(4);
  });

  it('counts spans before any is left out', async () => {
    const { result } = await stack.prometheus('query', {
      query: 'sum(traces_span_metrics_calls_total{span_name="POST /conversations/:id/messages"})',
    });
    expect(Number(result[0]?.value?.[1])).toBe(3 * questionCount);
  });
});
