/** Marks spans of other instrumentations with conversation, user and tenant. */
import type { Context } from '@opentelemetry/api';
import type { Span, SpanProcessor } from '@opentelemetry/sdk-trace';
import { contextAttributes, contextFacts, safely } from '@spanwise/core';

/** A span processor that copies the facts of `withContext` to every span that starts inside it. */
export function contextProcessor(): SpanProcessor {
  return {
    onStart(span: Span, parent: Context) {
      safely('marking a span', () => {
        const facts = contextFacts(parent);
        if (facts) span.setAttributes(contextAttributes(facts));
      });
    },
    onEnd() {},
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}
