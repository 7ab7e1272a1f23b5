/** Log lines in a real Loki: by OTLP and as lines that an agent picks up. The trace of a line is found, and never a label. */
import { once } from 'node:events';
import { context, logs } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { attach, recordEvent, type Attachment } from '@spanwise/core';
import transport, { pino as entry } from '@spanwise/pino';
import { inSpan } from '@spanwise/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { missingPrograms } from './binaries.ts';
import { startStack, type Stack } from './stack.ts';

const missing = missingPrograms().filter((program) => ['loki', 'otelcol'].includes(program));
const skipped = missing.length > 0 ? ` (skipped: not built: ${missing.join(', ')})` : '';
const PATIENCE = { timeout: 60_000, interval: 250 };

const SPAN_ID = 'b7ad6b7169203331';
const REFUND = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: SPAN_ID, traceFlags: 1 };
const OTHER = { ...REFUND, traceId: 'f'.repeat(32) };

describe.skipIf(missing.length > 0)(`lines in Loki${skipped}`, () => {
  let stack: Stack;
  let loki: string;
  let attachment: Attachment;

  beforeAll(async () => {
    stack = await startStack({ servers: ['loki', 'collector'] });
    loki = `http://127.0.0.1:${stack.stores['STACK_LOKI_PORT']}`;
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    attachment = attach({ adapters: [entry] });
  });
  afterAll(async () => {
    attachment.disable();
    context.disable();
    await stack.stop();
  });

  /** The lines that a query finds, once there are so many, and what Loki keeps beside the first. */
  async function find(
    query: string,
    count: number,
  ): Promise<{ lines: string[]; beside: Readonly<Record<string, string>> }> {
    return vi.waitFor(async () => {
      const streams = await stack.loki({ query, since: '1h' });
      const lines = streams.flatMap(({ values }) => values.map(([, line]) => line));
      expect(lines).toHaveLength(count);
      return { lines: lines.toSorted(), beside: streams[0]!.stream! };
    }, PATIENCE);
  }

  async function labels(): Promise<readonly string[]> {
    const response = await fetch(`${loki}/loki/api/v1/labels?since=1h`);
    return ((await response.json()) as { data: string[] }).data;
  }

  it('by OTLP: those of a trace and no others, and the trace is no label', async () => {
    const stream = await transport({
      endpoint: `${loki}/otlp`,
      protocol: 'http/protobuf',
      serviceName: 'otlp',
    });
    const logger = pino({}, stream);
    const MOST = 59_000;
    inSpan(() => logger.info({ order: { id: 1042 } }, 'refunded'), REFUND);
    inSpan(() => logger.warn('late'), REFUND);
    inSpan(() => logger.info('shipped'), OTHER);
    logger.info('started');
    // As much as stays beside the line, and what Loki would refuse there.
    inSpan(() => logger.info({ most: 'm'.repeat(MOST) }, 'most'), OTHER);
    inSpan(() => logger.info({ long: 'l'.repeat(100_000) }, 'long'), OTHER);
    const many = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`f${index}`, index]),
    );
    inSpan(() => logger.info(many, 'many'), OTHER);
    stream.end();
    await once(stream, 'close');

    const refund = await find(`{service_name="otlp"} | trace_id = "${REFUND.traceId}"`, 2);
    expect(refund.lines).toEqual(['late', 'refunded']);
    expect((await find('{service_name="otlp"} |= "refunded"', 1)).beside).toMatchObject({
      trace_id: REFUND.traceId,
      span_id: SPAN_ID,
      severity_text: 'info',
      order_id: '1042',
    });
    await find('{service_name="otlp"}', 7);
    expect((await find('{service_name="otlp"} |= "most"', 1)).beside['most']).toHaveLength(MOST);
    const [long] = (await find('{service_name="otlp"} |= "long"', 1)).lines;
    expect(JSON.parse(long!)).toEqual({ msg: 'long', long: 'l'.repeat(100_000) });
    const [all] = (await find('{service_name="otlp"} |= "many"', 1)).lines;
    expect(JSON.parse(all!)).toEqual({ msg: 'many', ...many });
    expect(await labels()).toContain('service_name');
    expect((await labels()).filter((label) => /trace|span/.test(label))).toEqual([]);
  });

  // Loki keeps no name of an event that comes without the Collector.
  it('events by the Collector: what Loki would refuse beside a line is the line', async () => {
    const provider = new LoggerProvider({
      resource: resourceFromAttributes({ 'service.name': 'events' }),
      processors: [
        new BatchLogRecordProcessor({
          exporter: new OTLPLogExporter({ url: `${stack.otlpHttp}/v1/logs` }),
        }),
      ],
    });
    logs.setGlobalLoggerProvider(provider);
    const long = 'a long reason, '.repeat(8000);
    inSpan(() => recordEvent('order.refunded', { 'order.id': 1042 }), REFUND);
    inSpan(() => recordEvent('order.refunded', { 'order.id': 1043, reason: long }), REFUND);
    await provider.shutdown();
    logs.disable();
    const query = `{service_name="events"} | trace_id = "${REFUND.traceId}"`;
    const { lines } = await find(query, 2);
    expect(JSON.parse(lines[1]!)).toEqual({ 'order.id': 1043, reason: long });
    expect((await find(`${query} | order_id = "1042"`, 1)).beside).toMatchObject({
      event_name: 'order.refunded',
      severity_number: '9',
    });
  });

  it('as lines that an agent picks up: the query reads the trace out of them', async () => {
    const lines: string[] = [];
    const logger = pino(
      { base: null },
      { write: (line: string) => void lines.push(line.trimEnd()) },
    );
    inSpan(() => logger.info('refunded'), REFUND);
    inSpan(() => logger.info('shipped'), OTHER);
    // What an agent does with the standard output of a container.
    const values = lines.map((line, index) => [
      `${Date.now()}${String(index).padStart(6, '0')}`,
      line,
    ]);
    const response = await fetch(`${loki}/loki/api/v1/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ streams: [{ stream: { container: 'desk' }, values }] }),
    });
    expect(response.status).toBe(204);
    const found = await find(`{container="desk"} | json | trace_id = "${REFUND.traceId}"`, 1);
    expect(found.lines).toEqual([lines[0]]);
    expect(await labels()).not.toContain('trace_id');
  });
});
