/** How what goes into an interaction and comes out of it reads as messages. Called only when content is captured. */
import {
  listOf,
  textPart,
  toolArguments,
  type Message,
  type Modality,
  type Part,
  type ToolDefinition,
} from '@spanwise/core/adapter';
import type { InteractionBody, Item } from './genai.ts';

const MEDIA: ReadonlySet<string | undefined> = new Set(['image', 'video', 'audio', 'document']);

/** What was sent: a text, contents of one message, turns of a conversation, or steps. */
export function inputItems(input: InteractionBody['input']): Message[] {
  if (typeof input === 'string') return [{ role: 'user', parts: [textPart(input)] }];
  const items = Array.isArray(input) ? listOf(input as readonly Item[]) : listOf([input as Item]);
  const messages: { role: string; parts: Part[] }[] = [];
  for (const item of items) {
    const role = roleOf(item);
    const parts = itemParts(item);
    const last = messages.at(-1);
    if (last?.role === role && item.role === undefined) last.parts.push(...parts);
    else messages.push({ role, parts });
  }
  return messages;
}

/** What came back, as one message. `undefined`: there is nothing. */
export function itemsMessage(
  items: readonly Item[],
  finishReason: string | undefined,
): Message | undefined {
  const parts = items.filter(({ type }) => type !== 'user_input').flatMap(itemParts);
  return parts.length === 0
    ? undefined
    : {
        role: 'assistant',
        parts,
        ...(finishReason !== undefined && { finish_reason: finishReason }),
      };
}

/** The tools on offer, by type and name. */
export function itemTools(tools: InteractionBody['tools']): ToolDefinition[] {
  return listOf(tools).map(({ type = 'function', name = type }) => ({ type, name }));
}

function roleOf({ role, type }: Item): string {
  if (role !== undefined) return role === 'model' ? 'assistant' : role;
  if (type === 'function_result') return 'tool';
  return type === 'function_call' || type === 'thought' || type === 'model_output'
    ? 'assistant'
    : 'user';
}

function itemParts(item: Item): Part[] {
  const { type, text, content, mime_type: mimeType } = item;
  if (MEDIA.has(type)) {
    const common = { modality: type as Modality, mime_type: mimeType };
    return item.uri === undefined
      ? [{ type: 'blob', ...common, content: item.data ?? '' }]
      : [{ type: 'uri', ...common, uri: item.uri }];
  }
  switch (type) {
    case 'function_call': {
      const { id, name = '' } = item;
      return [{ type: 'tool_call', id, name, arguments: toolArguments(item.arguments) }];
    }
    case 'function_result':
      return [{ type: 'tool_call_response', id: item.call_id, response: item.result }];
    case 'thought': {
      const summary =
        text ??
        listOf(item.summary)
          .map((part) => part.text ?? '')
          .join('\n');
      return summary === '' ? [] : [{ type: 'reasoning', content: summary }];
    }
    // A message, and what of it has no type: a turn.
    case 'text':
    case 'model_output':
    case 'user_input':
    case undefined: {
      const own = text ?? (typeof content === 'string' ? content : undefined);
      if (own !== undefined) return own === '' ? [] : [textPart(own)];
      return listOf(content as readonly Item[]).flatMap(itemParts);
    }
    default: {
      const { type: _type, ...rest } = item;
      return [{ ...rest, type: `generic:${type}` }];
    }
  }
}
