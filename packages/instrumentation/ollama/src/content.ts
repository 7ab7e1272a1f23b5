/** How the client's messages read as those of the conventions. Called only when content is captured. */
import {
  listOf,
  mediaPart,
  textPart,
  toolArguments,
  type Message,
  type Part,
} from '@spanwise/core/adapter';
import type { OllamaMessage } from './ollama.ts';

/** One message; `finishReason` for that of a reply. */
export function messageOf(message: OllamaMessage, finishReason?: string): Message {
  const { role = 'assistant', content, thinking } = message;
  const parts: Part[] = [];
  if (thinking) parts.push({ type: 'reasoning', content: thinking });
  if (role === 'tool')
    parts.push({ type: 'tool_call_response', id: message.tool_call_id, response: content });
  else if (content) parts.push(textPart(content));
  for (const image of listOf(message.images))
    parts.push(
      typeof image === 'string'
        ? mediaPart('image', image)
        : { type: 'blob', modality: 'image', content: image },
    );
  for (const { id, function: call } of listOf(message.tool_calls))
    parts.push({
      type: 'tool_call',
      id,
      name: call?.name ?? '',
      arguments: toolArguments(call?.arguments),
    });
  return { role, parts, ...(finishReason !== undefined && { finish_reason: finishReason }) };
}
