/** How the client's messages read as those of the conventions. Called only when content is captured. */
import {
  type GenericPart,
  listOf,
  mediaPart,
  type Message,
  type Part,
  textPart,
  toolArguments,
  type ToolDefinition,
} from '@spanwise/core/adapter';
import type { ChatMessage, ContentPart, ResponseItem, Tool, ToolCall } from './openai.ts';

/** The messages of a chat request. */
export function chatMessages(messages: readonly ChatMessage[] | undefined): Message[] {
  return listOf(messages).map((message) => chatMessage(message));
}

/** One chat message; `finishReason` for a choice of a reply. */
export function chatMessage(message: ChatMessage, finishReason?: string | null): Message {
  const role = typeof message.role === 'string' ? message.role : 'assistant';
  const parts: Part[] = [];
  const reasoning = message.reasoning_content ?? message.reasoning;
  if (reasoning) parts.push({ type: 'reasoning', content: reasoning });
  if (role === 'tool') {
    parts.push({ type: 'tool_call_response', id: message.tool_call_id, response: message.content });
  } else {
    parts.push(...contentParts(message.content));
  }
  if (message.refusal) parts.push({ type: 'refusal', content: message.refusal });
  for (const call of listOf(message.tool_calls)) parts.push(toolCallPart(call));
  return {
    role,
    parts,
    ...(message.name !== undefined && { name: message.name }),
    ...(finishReason && {
      finish_reason: finishWord(finishReason),
    }),
  };
}

/** The conventions' word for why a choice ended. `eos` is Together's. */
export function finishWord<T>(reason: T): T | 'tool_call' | 'stop' {
  if (reason === 'eos') return 'stop';
  return reason === 'tool_calls' || reason === 'function_call' ? 'tool_call' : reason;
}

/** The items of a response's input. */
export function itemMessages(input: string | readonly ResponseItem[] | undefined): Message[] {
  if (typeof input === 'string') return [{ role: 'user', parts: [textPart(input)] }];
  return listOf(input).map((item) => ({ role: roleOf(item), parts: itemParts(item) }));
}

/** The items of a response's output, which are one message. */
export function outputMessage(
  output: readonly ResponseItem[] | undefined,
  finishReason?: string,
): Message[] {
  const parts = listOf(output).flatMap((item) => itemParts(item));
  return parts.length === 0
    ? []
    : [
        {
          role: 'assistant',
          parts,
          ...(finishReason !== undefined && { finish_reason: finishReason }),
        },
      ];
}

/** The tools on offer, by type and name. */
export function toolDefinitions(tools: readonly Tool[] | null | undefined): ToolDefinition[] {
  return listOf(tools).map((tool) => {
    const type = tool.type ?? 'function';
    return { type, name: tool.name ?? tool.function?.name ?? tool.custom?.name ?? type };
  });
}

function roleOf(item: ResponseItem): string {
  if (typeof item.role === 'string') return item.role;
  return item.type?.endsWith('_output') ? 'tool' : 'assistant';
}

function itemParts(item: ResponseItem): Part[] {
  const type = item.type ?? (item.content == null ? 'item_reference' : 'message');
  switch (type) {
    case 'message':
      return contentParts(item.content);
    case 'function_call':
      return [
        {
          type: 'tool_call',
          id: item.call_id ?? undefined,
          name: item.name ?? '',
          arguments: toolArguments(item.arguments),
        },
      ];
    case 'function_call_output':
      return [{ type: 'tool_call_response', id: item.call_id ?? undefined, response: item.output }];
    case 'reasoning':
      return listOf(item.summary).map((part) => ({ type: 'reasoning', content: part.text ?? '' }));
    case 'image_generation_call':
      return item.result ? [mediaPart('image', item.result)] : [];
    default:
      return [generic(type, item)];
  }
}

function contentParts(content: string | readonly ContentPart[] | null | undefined): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [textPart(content)];
  return listOf(content).map((part) => contentPart(part));
}

function contentPart(part: ContentPart): Part {
  switch (part.type) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return textPart(part.text ?? '');
    case 'refusal':
      return { type: 'refusal', content: part.refusal };
    case 'image_url':
    case 'input_image': {
      const image = typeof part.image_url === 'object' ? part.image_url?.url : part.image_url;
      return image
        ? mediaPart('image', image)
        : { type: 'file', modality: 'image', file_id: part.file_id ?? '' };
    }
    case 'input_audio': {
      const { data = '', format } = part.input_audio ?? {};
      return {
        type: 'blob',
        modality: 'audio',
        ...(format !== undefined && { mime_type: `audio/${format}` }),
        content: data,
      };
    }
    case 'video_url':
      return mediaPart('video', part.video_url?.url ?? '');
    case 'audio_url':
      return mediaPart('audio', part.audio_url?.url ?? '');
    case 'file':
    case 'input_file': {
      const id = part.file_id ?? part.file?.file_id;
      if (id) return { type: 'file', modality: 'document', file_id: id };
      return mediaPart('document', part.file_data ?? part.file?.file_data ?? '');
    }
    default:
      return generic(part.type ?? 'unknown', part);
  }
}

function toolCallPart(call: ToolCall): Part {
  return call.custom
    ? {
        type: 'tool_call',
        id: call.id ?? undefined,
        name: call.custom.name ?? '',
        arguments: call.custom.input,
      }
    : {
        type: 'tool_call',
        id: call.id ?? undefined,
        name: call.function?.name ?? '',
        arguments: toolArguments(call.function?.arguments),
      };
}

/** What the conventions have no word for keeps the provider's, and what it holds. */
function generic(type: string, value: object): GenericPart {
  return { ...value, type: type as GenericPart['type'] };
}
