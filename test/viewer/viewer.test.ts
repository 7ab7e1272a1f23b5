/** What real exporters send is what the viewer's API shows. */
import {
  type Conversation,
  type ConversationSummary,
  type Group,
  type Info,
  type LibraryFindings,
  type LogRecord,
  type Metric,
  type MetricSummary,
  type Page,
  ROUTES,
  type Span,
  type Trace,
  type TraceSummary,
  type Viewer,
} from '@spanwise/viewer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, ask, startTestViewer } from './ask.ts';
import { type Protocol, sendRun } from './send.ts';

const PROTOCOLS: readonly Protocol[] = ['http/protobuf', 'http/json', 'grpc'];

describe.each(PROTOCOLS)('over %s', (protocol) => {
  let viewer: Viewer;
  let traceId: string;
  beforeAll(async () => {
    viewer = await startTestViewer();
    traceId = await sendRun(viewer, protocol);
  });
  afterAll(() => viewer.stop());

  it('counts what came', async () => {
    const info = await ask<Info>(viewer, ROUTES.info);
    expect(info.counts).toEqual({ traces: 1, spans: 4, logs: 2, metrics: 3 });
    expect(info.dropped).toEqual({});
    expect(info.services).toEqual(['sender']);
  });

  it('sums up the trace', async () => {
    const { items, total, next } = await ask<Page<TraceSummary>>(viewer, ROUTES.traces);
    expect({ total, next }).toEqual({ total: 1, next: undefined });
    expect(items).toMatchObject([
      {
        traceId,
        name: 'invoke_agent helper',
        service: 'sender',
        spanCount: 4,
        errorCount: 0,
        callCount: 2,
        toolCount: 1,
        isOpen: false,
        models: ['small-1'],
        agents: ['helper'],
        tools: ['look_up'],
        conversationId: 'c-1',
        userId: 'u-1',
        tenantId: 'acme',
        usage: { inputTokens: 30, outputTokens: 14, cacheReadTokens: 6 },
        cost: { amount: 0.002, currency: 'USD', source: 'table' },
        timeToFirstChunkMillis: 250,
        question: 'Where is order 1042?',
        answer: 'It is on its way.',
      },
    ]);
  });

  it('shows the conversation: what is repeated once, and the tool with its result', async () => {
    const { items } = await ask<Page<ConversationSummary>>(viewer, ROUTES.conversations);
    expect(items).toMatchObject([{ key: 'id:c-1', title: 'Where is order 1042?', traceCount: 1 }]);
    const { threads, evaluations } = await ask<Conversation>(
      viewer,
      ROUTES.conversation.replace(':key', encodeURIComponent('id:c-1')),
    );
    expect(threads).toHaveLength(1);
    expect(threads[0]).toMatchObject({
      agent: 'helper',
      system: [{ type: 'text', text: 'Be brief.' }],
    });
    const told = threads[0]!.entries.map((entry) =>
      entry.kind === 'message'
        ? [entry.role, ...entry.parts.map(({ type }) => type)]
        : [entry.kind],
    );
    expect(told).toEqual([
      ['user', 'text'],
      ['call'],
      ['assistant', 'tool_call'],
      ['call'],
      ['assistant', 'reasoning', 'text'],
    ]);
    expect(threads[0]!.entries[2]).toMatchObject({
      parts: [
        {
          name: 'look_up',
          arguments: { id: '1042' },
          result: { value: { status: 'shipped' } },
          run: { traceId },
        },
      ],
    });
    expect(threads[0]!.entries[3]).toMatchObject({
      call: {
        requestModel: 'small',
        parameters: { temperature: 0.5 },
        finishReasons: ['stop'],
        stream: { firstChunkMillis: 250 },
        rateLimits: [{ kind: 'requests', remaining: 9 }],
        evaluations: [{ name: 'helpful', score: 0.9 }],
        hasContent: true,
      },
    });
    expect(evaluations).toMatchObject([{ name: 'helpful', traceId }]);
  });

  it('shows every span, the log records and where the time went', async () => {
    const trace = await ask<Trace>(viewer, ROUTES.trace.replace(':traceId', traceId));
    expect(trace.spans.map(({ label }) => label)).toEqual([
      'helper',
      'small-1',
      'look_up',
      'small-1',
    ]);
    expect(trace.spans[2]).toMatchObject({
      category: 'tool',
      kind: 'internal',
      scope: { name: 'sender', version: '1.2.3' },
      resource: { 'service.name': 'sender' },
      events: [{ name: 'looked', attributes: { rows: 1 } }],
    });
    expect(trace.logs.map(({ eventName, severity }) => eventName ?? severity)).toEqual([
      'gen_ai.evaluation.result',
      'warn',
    ]);
    expect(trace.time.map(({ category }) => category).toSorted()).toEqual([
      'agent',
      'model',
      'tool',
    ]);
    expect(trace.graph.edges).toEqual([
      { from: 'agent:helper', to: 'model:small-1', count: 2 },
      { from: 'agent:helper', to: 'tool:look_up', count: 1 },
    ]);
    const { spanId } = trace.spans[1]!;
    const span = await ask<Span>(
      viewer,
      ROUTES.span.replace(':traceId', traceId).replace(':spanId', spanId),
    );
    expect(span).toEqual(trace.spans[1]);
  });

  it('lists log records, and finds them', async () => {
    const { items } = await ask<Page<LogRecord>>(viewer, ROUTES.logs, { query: 'parcel' });
    expect(items).toMatchObject([
      { body: 'slow parcel service', severity: 'warn', traceId, hasTrace: true },
    ]);
    expect((await ask<Page<LogRecord>>(viewer, ROUTES.logs, { severity: 'error' })).items).toEqual(
      [],
    );
  });

  it('reads metrics with percentiles', async () => {
    const metrics = await ask<MetricSummary[]>(viewer, ROUTES.metrics);
    expect(metrics.map(({ name, type }) => [name, type])).toEqual([
      ['gen_ai.client.inference.duration', 'histogram'],
      ['open', 'updowncounter'],
      ['requests', 'counter'],
    ]);
    const name = 'gen_ai.client.inference.duration';
    const metric = await ask<Metric>(viewer, ROUTES.metric.replace(':name', name), {
      by: 'gen_ai.request.model',
    });
    expect(metric).toMatchObject({ unit: 's', isStandard: true });
    expect(metric.series).toMatchObject([
      {
        attributes: { 'gen_ai.request.model': 'small' },
        whole: { count: 4, value: 6.15, min: 0.05, max: 5, p50: expect.closeTo(0.55, 5) },
      },
    ]);
  });

  it('groups, and gives the values of filters', async () => {
    const groups = await ask<Group[]>(viewer, ROUTES.groups, { by: 'tenant' });
    expect(groups).toMatchObject([
      { value: 'acme', filter: 'tenant:acme', traceCount: 1, usage: { inputTokens: 30 } },
    ]);
    expect(await ask(viewer, ROUTES.values, { key: 'model', prefix: 'sm' })).toEqual([
      { value: 'small', count: 1 },
      { value: 'small-1', count: 1 },
    ]);
  });

  it('finds what the conventions miss, by library', async () => {
    const findings = await ask<LibraryFindings[]>(viewer, ROUTES.findings);
    const spans = findings.find(({ library }) => library.version === '1.2.3');
    expect(spans).toMatchObject({ dialects: ['gen_ai'], spanCount: 4 });
    expect(spans?.findings.map(({ level }) => level)).not.toContain('violation');
    const metrics = findings.find(({ library }) => library.version === undefined);
    expect(metrics?.findings.find(({ rule }) => rule === 'metric-buckets')).toMatchObject({
      name: 'gen_ai.client.inference.duration',
      count: 1,
    });
  });

  it('gives the trace as OTLP again, which another viewer takes', async () => {
    const response = await fetch(addressOf(viewer, ROUTES.export), {
      headers: { authorization: `Bearer ${viewer.token}` },
    });
    const line = await response.text();
    const other = await startTestViewer({ grpcPort: false });
    const sent = await fetch(`${other.receivers.http}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: line,
    });
    expect([sent.status, await sent.json()]).toEqual([200, {}]);
    const path = ROUTES.trace.replace(':traceId', traceId);
    const [one, copy] = [await ask<Trace>(viewer, path), await ask<Trace>(other, path)];
    await other.stop();
    expect(copy.spans.map(withoutCall)).toEqual(one.spans.map(withoutCall));
  });
});

/** Judgements stand in log records, which the export of traces does not have. */
function withoutCall(span: Span): Span {
  return { ...span, call: undefined };
}
