/** How the SDK's messages read as those of the conventions. Called only when content is captured. */
import {
  asObject,
  listOf,
  mediaPart,
  textPart,
  toolArguments,
  type Message,
  type Modality,
  type Part,
  type SystemPart,
  type ToolDefinition,
} from '@spanwise/core/adapter';
import type { Event, SdkMessage, SdkPart, SdkTool } from './ai.ts';

/** The messages of a prompt. */
export function messagesOf(messages: readonly SdkMessage[] | undefined): Message[] {
  return listOf(messages).map(({ role, content }) => ({
    role: typeof role === 'string' ? role : 'user',
    parts: partsOf(content),
  }));
}

/** Instructions that are given apart from the messages. */
export function systemOf(instructions: Event['instructions']): SystemPart[] {
  const given = typeof instructions === 'string' ? [{ content: instructions }] : instructions;
  return listOf(Array.isArray(given) ? (given as readonly SdkMessage[]) : [given as SdkMessage])
    .flatMap(({ content }) => partsOf(content))
    .filter((part) => part.type === 'text');
}

/** The tools on offer, by type and name. */
export function toolsOf(tools: Event['tools']): ToolDefinition[] {
  const named: readonly (readonly [name: string | undefined, tool: SdkTool | null])[] =
    Array.isArray(tools)
      ? (tools as readonly (SdkTool | null)[]).map((tool) => [tool?.name, tool])
      : Object.entries((tools ?? {}) as Readonly<Record<string, SdkTool | null>>);
  return named.map(([name = '', tool]) => ({
    type: tool?.type === undefined || tool.type === 'dynamic' ? 'function' : tool.type,
    name,
  }));
}

/** The parts of a text, or of a list of parts. */
export function partsOf(content: SdkMessage['content']): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [textPart(content)];
  return listOf(content).map(partOf);
}

function partOf(part: SdkPart): Part {
  const { type, toolCallId: id, toolName = '' } = part;
  switch (type) {
    case 'text':
      return textPart(part.text ?? '');
    case 'reasoning':
      return { type: 'reasoning', content: part.text ?? '' };
    case 'tool-call':
      return { type: 'tool_call', id, name: toolName, arguments: toolArguments(part.input) };
    case 'tool-result':
      return { type: 'tool_call_response', id, response: resultOf(part.output ?? part.result) };
    case 'image':
      return media(part.image, part.mediaType ?? 'image/*');
    case 'file':
      return media(part.data, part.mediaType ?? '');
    default:
      return { type: `generic:${type ?? 'unknown'}` };
  }
}

/** What a tool gave stands beside the word for what it is. */
function resultOf(output: unknown): object {
  const { type, value } = (output ?? {}) as { readonly type?: unknown; readonly value?: unknown };
  return asObject(typeof type === 'string' && value !== undefined ? value : output);
}

function media(source: unknown, mediaType: string): Part {
  const [kind = ''] = mediaType.split('/');
  const modality: Modality = /^(?:image|video|audio)$/.test(kind) ? (kind as Modality) : 'document';
  // From 7 on the bytes stand in an object that says what they are.
  const data =
    typeof source === 'object' && source !== null && 'data' in source ? source.data : source;
  const type = mediaType.endsWith('/*') ? undefined : mediaType;
  if (data instanceof Uint8Array) return { type: 'blob', modality, mime_type: type, content: data };
  if (typeof data === 'string' || data instanceof URL)
    return mediaPart(modality, String(data), type);
  return { type: 'generic:file', mime_type: type };
}
