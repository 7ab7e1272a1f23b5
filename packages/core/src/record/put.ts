/** Puts attributes on a span under the chosen set of names, structures as the provider can keep them. */
import type { AttributeValue, Span } from '@opentelemetry/api';
import * as names from '@spanwise/semconv';
import { NAME_SETS, type OperationSpec } from '@spanwise/semconv';
import type { NameSetChoice } from '../settings.ts';
import type { Telemetry } from './telemetry.ts';

const RENAMED: Readonly<Record<string, string>> = NAME_SETS['1.41'].attributes;

/** Writes the attributes of one call: to its span when that records, and to its event when one is emitted. */
export class AttributeWriter {
  readonly #span: Span | undefined;
  readonly #event: Record<string, unknown> | undefined;
  readonly #set: NameSetChoice;
  readonly #expected: OperationSpec['attributes'];

  constructor(
    span: Span | undefined,
    event: Record<string, unknown> | undefined,
    set: NameSetChoice,
    expected: OperationSpec['attributes'],
  ) {
    this.#span = span;
    this.#event = event;
    this.#set = set;
    this.#expected = expected;
  }

  /** True when the operation has this attribute. */
  expects(attribute: string): boolean {
    return attribute in this.#expected;
  }

  /** Sets an attribute, under the names of the chosen set. */
  put(attribute: string, value: AttributeValue): void {
    const older = this.#set === '2026-10' ? undefined : RENAMED[attribute];
    if (older !== undefined) this.#write(older, value);
    if (older === undefined || this.#set === 'both') this.#write(attribute, value);
  }

  /** The same, unless the operation does not have it or there is no value. */
  putExpected(attribute: string, value: string | number | boolean | string[] | undefined): void {
    if (value !== undefined && attribute in this.#expected) this.put(attribute, value);
  }

  #write(name: string, value: AttributeValue): void {
    this.#span?.setAttribute(name, value);
    if (this.#event) this.#event[name] = value;
  }
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
