/** How the client's messages read as those of the conventions. Called only when content is captured. */
import {
  listOf,
  mediaPart,
  textPart,
  toolArguments,
  type GenericPart,
  type Message,
  type Modality,
  type Part,
  type ToolDefinition,
} from '@spanwise/core/adapter';
import type { Block, MessageBody, MessageParam, Source } from './anthropic.ts';

/** What of a block says nothing to a reader: signatures, what only the provider can decrypt, hints for caches. */
const UNREADABLE = /^(signature|encrypted_.*|cache_control|caller)$/;
const MAX_DEPTH = 12;

/** The parts of a text, or of a list of blocks. */
export function contentParts(content: MessageParam['content']): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [textPart(content)];
  return listOf(content).flatMap((block) => blockParts(block));
}

/** The messages of a request. */
export function inputMessages(messages: readonly MessageParam[] | undefined): Message[] {
  return listOf(messages).map(({ role, content }) => {
    const parts = contentParts(content);
    const isTool = parts.length > 0 && parts.every(({ type }) => type === 'tool_call_response');
    return { role: isTool ? 'tool' : typeof role === 'string' ? role : 'user', parts };
  });
}

/** Instructions that are given apart from the messages. */
export function systemParts(system: MessageBody['system']): (Part & { type: 'text' })[] {
  return contentParts(system).filter((part) => part.type === 'text');
}

/** The tools on offer, by type and name. */
export function toolDefinitions(tools: MessageBody['tools']): ToolDefinition[] {
  return listOf(tools).map((tool) => {
    const type = tool.type == null || tool.type === 'custom' ? 'function' : tool.type;
    return { type, name: tool.name ?? tool.mcp_server_name ?? type };
  });
}

function blockParts(block: Block): Part[] {
  const type = typeof block.type === 'string' ? block.type : 'unknown';
  switch (type) {
    case 'text': {
      const citations = listOf(block.citations as readonly unknown[]);
      return [
        {
          type: 'text',
          content: block.text ?? '',
          ...(citations.length > 0 && { citations: readable(citations) }),
        },
      ];
    }
    case 'thinking':
      return [{ type: 'reasoning', content: block.thinking ?? '' }];
    case 'redacted_thinking':
      return [generic(type, {})];
    case 'tool_use':
      return [
        {
          type: 'tool_call',
          id: block.id,
          name: block.name ?? '',
          arguments: toolArguments(block.input),
        },
      ];
    case 'tool_result':
      return [
        {
          type: 'tool_call_response',
          id: block.tool_use_id,
          response:
            typeof block.content === 'string'
              ? block.content
              : contentParts(block.content as readonly Block[]),
        },
      ];
    case 'server_tool_use':
    case 'mcp_tool_use': {
      const { id, name = '', server_name } = block;
      const call = {
        type: type === 'mcp_tool_use' ? 'mcp' : name,
        ...(server_name !== undefined && { server_name }),
        arguments: toolArguments(block.input),
      };
      return [{ type: 'server_tool_call', id, name, server_tool_call: call }];
    }
    case 'image':
    case 'document':
      return sourceParts(type, block.source);
    case 'container_upload':
      return [{ type: 'file', modality: 'document', file_id: block.file_id ?? '' }];
    case 'compaction':
      return [
        {
          type: 'compaction',
          ...(typeof block.content === 'string' && { content: block.content }),
        },
      ];
    default:
      return type.endsWith('_tool_result')
        ? [
            {
              type: 'server_tool_call_response',
              id: block.tool_use_id,
              server_tool_call_response: {
                type: type.slice(0, -'_tool_result'.length),
                content: readable(block.content),
              },
            },
          ]
        : [generic(type, readable(block) as object)];
  }
}

function sourceParts(modality: Modality, source: Source | string | undefined): Part[] {
  if (typeof source !== 'object' || source === null) return [];
  const { type, data = '', media_type: mimeType } = source;
  switch (type) {
    case 'base64':
      return [{ type: 'blob', modality, mime_type: mimeType, content: data }];
    case 'url':
      return [mediaPart(modality, source.url ?? '')];
    case 'file':
      return [{ type: 'file', modality, file_id: source.file_id ?? '' }];
    case 'text':
      return [textPart(data)];
    case 'content':
      return contentParts(source.content as MessageParam['content']);
    default:
      return [];
  }
}

/** What the conventions have no word for keeps the provider's, and what it holds. */
function generic(type: string, value: object): GenericPart {
  return { ...value, type: type as GenericPart['type'] };
}

function readable(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) return value.map((entry) => readable(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !UNREADABLE.test(key))
      .map(([key, entry]) => [key, readable(entry, depth + 1)]),
  );
}
