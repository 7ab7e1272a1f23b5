/** How the client's messages read as those of the conventions. Called only when content is captured. */
import {
  listOf,
  mediaPart,
  textPart,
  toolArguments,
  type GenericPart,
  type Message,
  type Part,
  type ToolDefinition,
} from '@spanwise/core/adapter';
import type { ChatMessage, ContentChunk, Tool } from './mistral.ts';

/** The conventions' word for why a choice ended. */
export function finishWord<T>(reason: T): T | 'tool_call' | 'length' {
  if (reason === 'tool_calls') return 'tool_call';
  return reason === 'model_length' ? 'length' : reason;
}

/** One message; `finishReason` for a choice of a reply. */
export function messageOf(message: ChatMessage, finishReason?: string | null): Message {
  const { role, content, name } = message;
  const parts: Part[] =
    role === 'tool'
      ? [{ type: 'tool_call_response', id: message.toolCallId ?? undefined, response: content }]
      : contentParts(content);
  for (const { id, function: called } of listOf(message.toolCalls))
    parts.push({
      type: 'tool_call',
      id: id === 'null' ? undefined : id,
      name: called?.name ?? '',
      arguments: toolArguments(called?.arguments),
    });
  return {
    role: role ?? 'assistant',
    parts,
    ...(name != null && { name }),
    ...(finishReason != null && { finish_reason: finishWord(finishReason) }),
  };
}

/** The parts of a text, or of a list of chunks. */
export function contentParts(content: ChatMessage['content']): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [textPart(content)];
  return listOf(content).map((chunk) => partOf(chunk));
}

/** The tools on offer: functions, and the provider's own by their names. */
export function toolDefinitions(tools: readonly Tool[] | null | undefined): ToolDefinition[] {
  return listOf(tools).map(({ type = 'function', function: offered }) => ({
    type,
    name: offered?.name ?? type,
  }));
}

function partOf(chunk: ContentChunk): Part {
  const { type = 'text', text = '', thinking, imageUrl, documentUrl, inputAudio, fileId } = chunk;
  if (type === 'text') return textPart(text);
  if (thinking !== undefined) {
    const thoughts = listOf(thinking).map((thought) => thought.text ?? '');
    return { type: 'reasoning', content: thoughts.join('') };
  }
  if (imageUrl !== undefined)
    return mediaPart('image', typeof imageUrl === 'string' ? imageUrl : imageUrl.url);
  if (documentUrl !== undefined) return mediaPart('document', documentUrl);
  if (typeof inputAudio === 'string') return mediaPart('audio', inputAudio);
  if (fileId !== undefined) return { type: 'file', modality: 'document', file_id: fileId };
  return { ...chunk, type: `generic:${type}` } satisfies GenericPart;
}
