/** What the demo reads of a finished span. */
import type { InstrumentOptions } from 'spanwise';

/** Anything that hears of spans. */
export type SpanProcessor = NonNullable<InstrumentOptions['spanProcessors']>[number];
/** Anything that hears of log records. */
export type LogRecordProcessor = NonNullable<InstrumentOptions['logRecordProcessors']>[number];
/** A finished span. */
export type FinishedSpan = Parameters<SpanProcessor['onEnd']>[0];

/** The attributes that the demo shows or checks. */
export const attribute = {
  operation: 'gen_ai.operation.name',
  model: 'gen_ai.request.model',
  conversation: 'gen_ai.conversation.id',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  cost: 'spanwise.cost.amount',
  cacheResult: 'spanwise.cache.result',
  tenant: 'spanwise.tenant.id',
  outcome: 'spanwise.stream.outcome',
  error: 'error.type',
  status: 'http.response.status_code',
} as const;

/** `chat`, `execute_tool`, …; `undefined` for a span of HTTP. */
export function operationOf(span: FinishedSpan): string | undefined {
  return textOf(span, attribute.operation);
}

/** Is it the request that a customer sent? */
export function isRequest(span: FinishedSpan): boolean {
  return span.parentSpanContext === undefined && span.name.includes('/messages');
}

/** The first text of an attribute in a trace. */
export function textIn(trace: readonly FinishedSpan[], name: string): string | undefined {
  return trace.map((span) => textOf(span, name)).find((text) => text !== undefined);
}

function textOf({ attributes }: FinishedSpan, name: string): string | undefined {
  const value = attributes[name];
  return typeof value === 'string' ? value : undefined;
}

/** The spans directly below one. */
export function childrenOf(trace: readonly FinishedSpan[], parent: FinishedSpan): FinishedSpan[] {
  const { spanId } = parent.spanContext();
  return trace.filter((span) => span.parentSpanContext?.spanId === spanId);
}
