/** The messages of a call as its span has them, in the shapes of the GenAI conventions. */
import {
  ATTR_GEN_AI_INPUT_MESSAGES,
  ATTR_GEN_AI_OUTPUT_MESSAGES,
  ATTR_GEN_AI_SYSTEM_INSTRUCTIONS,
  ATTR_GEN_AI_TOOL_DEFINITIONS,
} from '@spanwise/semconv';
import type { AttributeValue, Span } from '../../../src/api.ts';

/** A part of a message. */
export type ContentPart = Readonly<Record<string, AttributeValue>>;

/** A message. */
export interface ContentMessage {
  readonly role: string;
  readonly parts: readonly ContentPart[];
}

/** What was sent and what came back. Empty lists without content. */
export interface CallContent {
  readonly system: readonly ContentPart[];
  readonly input: readonly ContentMessage[];
  readonly output: readonly ContentMessage[];
  readonly tools: readonly ContentPart[];
}

/** Reads the content of a whole span. What does not have the shape of the conventions is left out. */
export function readCallContent(span: Span): CallContent {
  const read = (name: string): AttributeValue | undefined => {
    const value = span.normalized?.[name] ?? span.attributes[name];
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as AttributeValue;
    } catch {
      return undefined;
    }
  };
  return {
    system: objectsOf(read(ATTR_GEN_AI_SYSTEM_INSTRUCTIONS)),
    input: messagesOf(read(ATTR_GEN_AI_INPUT_MESSAGES)),
    output: messagesOf(read(ATTR_GEN_AI_OUTPUT_MESSAGES)),
    tools: objectsOf(read(ATTR_GEN_AI_TOOL_DEFINITIONS)),
  };
}

/** The text of the parts that are text. */
export function textOf(parts: readonly ContentPart[]): string {
  return parts
    .map(({ type, content }) => (type === 'text' && typeof content === 'string' ? content : ''))
    .filter((text) => text !== '')
    .join('\n');
}

function messagesOf(value: AttributeValue | undefined): ContentMessage[] {
  return objectsOf(value).map((message) => ({
    role: typeof message.role === 'string' ? message.role : 'user',
    parts: objectsOf(message.parts),
  }));
}

function objectsOf(value: AttributeValue | undefined): ContentPart[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly AttributeValue[]).filter(
    (member): member is ContentPart =>
      typeof member === 'object' && member !== null && !Array.isArray(member),
  );
}
