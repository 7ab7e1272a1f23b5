/** Checks that what was recorded is whole. */
import {
  attribute,
  childrenOf,
  isRequest,
  operationOf,
  textIn,
  type FinishedSpan,
} from './spans.ts';

/** What the demo saw. */
export interface Seen {
  readonly traces: readonly (readonly FinishedSpan[])[];
  readonly startedSpans: number;
  readonly endedSpans: number;
  /** Calls that the instrumentation still watches. */
  readonly openCalls: number;
  readonly evaluations: number;
  /** How many lines of the log have a trace's id. */
  readonly linesOf: (traceId: string) => number;
  readonly replies: readonly {
    readonly question: string;
    readonly status?: number | undefined;
    readonly answer: string;
    readonly conversation: { readonly leaves?: boolean | undefined };
  }[];
  /** The model was the scripted one, so it is known what must have happened. */
  readonly isScripted: boolean;
}

/** What is missing, in sentences. Empty: nothing. */
export function findMissing(seen: Seen): string[] {
  const { startedSpans, endedSpans, openCalls, replies, evaluations } = seen;
  const requests = seen.traces.filter((trace) => trace.some(isRequest));
  const answered = replies.filter(({ conversation }) => !conversation.leaves);
  const problems: string[] = [];
  const expect: Expect = (holds, sentence) => {
    if (!holds) problems.push(sentence);
  };
  for (const { question, status, answer } of answered) {
    expect(status === 200 && answer !== '', `"${question}" got no answer, but status ${status}`);
  }
  expect(startedSpans === endedSpans, `${startedSpans - endedSpans} spans have not ended`);
  expect(openCalls === 0, `${openCalls} calls are still open`);
  expect(
    requests.length === replies.length,
    `${requests.length} traces of ${replies.length} requests`,
  );
  expect(
    // A real model may have answered before the customer left.
    evaluations === answered.length || (!seen.isScripted && evaluations > answered.length),
    `${evaluations} evaluations of ${answered.length} answers`,
  );
  for (const trace of requests) {
    checkTrace(trace, seen.isScripted, expect);
    const { traceId } = trace[0]!.spanContext();
    expect(
      seen.linesOf(traceId) > 0,
      `no line of the log has the trace of ${textIn(trace, attribute.conversation) ?? 'a request'}`,
    );
  }
  if (seen.isScripted) checkScript(requests, expect);
  return problems;
}

type Expect = (holds: boolean, sentence: string) => void;

function checkTrace(trace: readonly FinishedSpan[], isScripted: boolean, expect: Expect): void {
  const name = `the trace of ${textIn(trace, attribute.conversation) ?? 'a request'}`;
  const ids = new Set(trace.map((span) => span.spanContext().spanId));
  const roots = trace.filter(({ parentSpanContext }) => parentSpanContext === undefined);
  const below = (operation: string, parent: string): boolean =>
    trace.some(
      (span) =>
        operationOf(span) === parent &&
        childrenOf(trace, span).some((child) => operationOf(child) === operation),
    );
  expect(roots.length === 1, `${name} has ${roots.length} roots`);
  expect(
    trace.every(({ parentSpanContext }) => !parentSpanContext || ids.has(parentSpanContext.spanId)),
    `${name} has a span whose parent is not there`,
  );
  expect(
    roots.some((root) =>
      childrenOf(trace, root).some((span) => operationOf(span) === 'invoke_agent'),
    ),
    `${name} has no agent below its request`,
  );
  expect(below('chat', 'invoke_agent'), `${name} has no model call below its agent`);
  if (isScripted) {
    expect(below('execute_tool', 'invoke_agent'), `${name} has no tool below its agent`);
  }
  for (const search of trace.filter((span) => span.name === 'execute_tool search_knowledge')) {
    const retrievals = childrenOf(trace, search);
    expect(
      retrievals.some((span) => operationOf(span) === 'retrieval'),
      `${name} has no retrieval below its search`,
    );
    const isKept = trace.some((span) => span.attributes[attribute.cacheResult] === 'hit');
    expect(
      isKept || below('embeddings', 'retrieval'),
      `${name} has no embeddings below its retrieval`,
    );
  }
  for (const span of trace) checkSpan(span, name, isScripted, expect);
}

function checkSpan(span: FinishedSpan, trace: string, isScripted: boolean, expect: Expect): void {
  const operation = operationOf(span);
  if (operation === undefined) return;
  const has = (key: string): boolean => span.attributes[key] !== undefined;
  expect(has(attribute.tenant), `${trace}: ${span.name} has no tenant`);
  if (operation !== 'chat' && operation !== 'embeddings') return;
  expect(has(attribute.model), `${trace}: ${span.name} has no model`);
  // A call that was left or failed has no usage, and none is made up.
  if (isCut(span) || has(attribute.error)) return;
  const input = span.attributes[attribute.inputTokens];
  expect(typeof input === 'number' && input > 0, `${trace}: ${span.name} has no input tokens`);
  const output = span.attributes[attribute.outputTokens];
  expect(!isScripted || has(attribute.cost), `${trace}: ${span.name} has no cost`);
  expect(
    operation === 'embeddings' || (typeof output === 'number' && output > 0),
    `${trace}: ${span.name} has no output tokens`,
  );
}

/** What the scripted model makes happen on purpose. */
function checkScript(traces: readonly (readonly FinishedSpan[])[], expect: Expect): void {
  const calls = traces.flatMap((trace) =>
    trace
      .filter((span) => operationOf(span) === 'chat')
      .map((call) => ({
        call,
        statuses: childrenOf(trace, call).map((span) => span.attributes[attribute.status]),
      })),
  );
  expect(
    traces.flat().some((span) => span.attributes[attribute.error] === 'NotRefundableError'),
    'no refund that was refused',
  );
  expect(
    calls.some(({ statuses }) => statuses.includes(429) && statuses.includes(200)),
    'no model call that was refused with 429 and sent again',
  );
  expect(
    calls.some(({ call }) => isCut(call)),
    'no answer that was left in the middle',
  );
}

function isCut({ attributes }: FinishedSpan): boolean {
  return ['aborted', 'cancelled'].includes(String(attributes[attribute.outcome]));
}
