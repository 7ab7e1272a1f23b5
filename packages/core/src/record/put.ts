/** Puts attributes on a span under the chosen set of names, structures as the provider can keep them. */
import type { AttributeValue, Span } from '@opentelemetry/api';
import * as names from '@spanwise/semconv';
import { NAME_SETS } from '@spanwise/semconv';
import type { NameSetChoice } from '../settings.ts';
import type { Telemetry } from './telemetry.ts';

const RENAMED: Readonly<Record<string, string>> = NAME_SETS['1.41'].attributes;

/** Sets one attribute; under `both`, a renamed one under its two names. */
export function putAttribute(
  span: { readonly setAttribute: (name: string, value: AttributeValue) => unknown },
  set: NameSetChoice,
  attribute: string,
  value: AttributeValue,
): void {
  const older = set === '2026-10' ? undefined : RENAMED[attribute];
  if (older !== undefined) span.setAttribute(older, value);
  if (older === undefined || set === 'both') span.setAttribute(attribute, value);
}

/** Which field of captured content is which attribute. */
export const CONTENT_ATTRIBUTES: Readonly<Record<string, string>> = {
  system: names.ATTR_GEN_AI_SYSTEM_INSTRUCTIONS,
  messages: names.ATTR_GEN_AI_INPUT_MESSAGES,
  replies: names.ATTR_GEN_AI_OUTPUT_MESSAGES,
  tools: names.ATTR_GEN_AI_TOOL_DEFINITIONS,
  toolArguments: names.ATTR_GEN_AI_TOOL_CALL_ARGUMENTS,
  toolResult: names.ATTR_GEN_AI_TOOL_CALL_RESULT,
  query: names.ATTR_GEN_AI_RETRIEVAL_QUERY_TEXT,
  documents: names.ATTR_GEN_AI_RETRIEVAL_DOCUMENTS,
};

/**
 * Sets captured content: as structures where the SDK keeps them (3.x), as JSON text where it drops
 * them (2.x). The first structure that is set tells which.
 */
export function putContent(
  span: Span,
  telemetry: Telemetry,
  content: Readonly<Record<string, unknown>>,
): void {
  for (const [field, value] of Object.entries(content)) {
    const attribute = CONTENT_ATTRIBUTES[field];
    if (attribute === undefined || value === undefined) continue;
    if (typeof value === 'string') span.setAttribute(attribute, value);
    else putStructure(span, telemetry, attribute, value);
  }
}

function putStructure(span: Span, telemetry: Telemetry, attribute: string, value: unknown): void {
  if (telemetry.structured !== false) {
    span.setAttribute(attribute, value);
    if (telemetry.structured) return;
    const { attributes } = span as { attributes?: Readonly<Record<string, unknown>> };
    telemetry.structured = attributes?.[attribute] !== undefined;
    if (telemetry.structured) return;
  }
  span.setAttribute(attribute, JSON.stringify(value));
}
