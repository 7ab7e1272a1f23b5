/** Checks that what was recorded is whole. */
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { visits } from './traffic.ts';

const SERVER = 1;

/** The traces of requests, by trace id. */
export function requestTraces(spans: readonly ReadableSpan[]): ReadableSpan[][] {
  const traces = Map.groupBy(spans, (span) => span.spanContext().traceId);
  return [...traces.values()].filter((trace) =>
    trace.some((span) => span.kind === SERVER && span.name.includes('/messages')),
  );
}

/** What is missing, in sentences. Empty: nothing. */
export function missing(
  started: number,
  spans: readonly ReadableSpan[],
  openCalls: number,
): string[] {
  const problems: string[] = [];
  const expect = (holds: boolean, sentence: string): void => {
    if (!holds) problems.push(sentence);
  };
  expect(started === spans.length, `${started - spans.length} spans never ended`);
  expect(openCalls === 0, `${openCalls} calls are still open`);
  const traces = requestTraces(spans);
  expect(traces.length === visits.length, `${traces.length} traces for ${visits.length} requests`);
  for (const trace of traces) checkTrace(trace, expect);
  const all = (operation: string): ReadableSpan[] =>
    spans.filter((span) => span.attributes['gen_ai.operation.name'] === operation);
  for (const operation of ['chat', 'execute_tool', 'retrieval', 'embeddings', 'invoke_agent']) {
    expect(all(operation).length > 0, `no span of ${operation}`);
  }
  expect(
    all('execute_tool').some((span) => span.attributes['error.type'] === 'NotRefundableError'),
    'the refund that fails is not an error',
  );
  expect(
    all('chat').some(
      (span) =>
        span.attributes['spanwise.stream.outcome'] === 'aborted' ||
        span.attributes['spanwise.stream.outcome'] === 'cancelled',
    ),
    'the answer that was left is not told from the others',
  );
  return problems;
}

function checkTrace(
  trace: readonly ReadableSpan[],
  expect: (holds: boolean, sentence: string) => void,
): void {
  const [root] = trace.filter((span) => span.parentSpanContext === undefined);
  const name = root?.name ?? 'a trace';
  const ids = new Set(trace.map((span) => span.spanContext().spanId));
  const under = (operation: string, parent: string): boolean => {
    const parents = new Set(
      trace
        .filter((span) => span.attributes['gen_ai.operation.name'] === parent)
        .map((span) => span.spanContext().spanId),
    );
    return trace.some(
      (span) =>
        span.attributes['gen_ai.operation.name'] === operation &&
        parents.has(span.parentSpanContext?.spanId ?? ''),
    );
  };
  expect(
    trace.filter((span) => span.parentSpanContext === undefined).length === 1,
    `${name} has no single root`,
  );
  expect(
    trace.every(
      (span) => span.parentSpanContext === undefined || ids.has(span.parentSpanContext.spanId),
    ),
    `${name} has a span whose parent is not there`,
  );
  expect(under('chat', 'invoke_agent'), `${name} has no model call under its agent`);
  expect(under('execute_tool', 'invoke_agent'), `${name} has no tool under its agent`);
  const searches = trace.some((span) => span.name === 'execute_tool search_knowledge');
  expect(
    !searches || under('retrieval', 'execute_tool'),
    `${name} has no retrieval under its tool`,
  );
  for (const span of trace) {
    if (span.attributes['gen_ai.operation.name'] === undefined) continue;
    expect(span.attributes['spanwise.tenant.id'] !== undefined, `${span.name} has no tenant`);
    expect(
      span.attributes['gen_ai.conversation.id'] !== undefined ||
        span.name.startsWith('embeddings') ||
        span.name.startsWith('retrieval'),
      `${span.name} has no conversation`,
    );
    const isWhole =
      !['aborted', 'cancelled'].includes(String(span.attributes['spanwise.stream.outcome'])) &&
      span.attributes['error.type'] === undefined;
    expect(
      span.attributes['gen_ai.operation.name'] !== 'chat' ||
        !isWhole ||
        typeof span.attributes['gen_ai.usage.input_tokens'] === 'number',
      `${span.name} has no tokens`,
    );
  }
}
