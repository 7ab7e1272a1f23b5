/** How the messages of the Converse API read as those of the conventions. Called only when content is captured. */
import {
  listOf,
  mediaPart,
  textPart,
  toolArguments,
  type Message as NeutralMessage,
  type Modality,
  type Part,
  type SystemPart,
  type ToolDefinition,
} from '@spanwise/core/adapter';
import type { ContentBlock, MediaBlock, Message, Tool } from './bedrock.ts';

const MEDIA = ['image', 'video', 'audio', 'document'] as const;
const MIME_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  csv: 'text/csv',
  html: 'text/html',
  txt: 'text/plain',
  md: 'text/markdown',
};

/** The messages of a request. */
export function inputMessages(messages: readonly Message[] | undefined): NeutralMessage[] {
  return listOf(messages).map(({ role, content }) => {
    const parts = contentParts(content);
    const isTool = parts.length > 0 && parts.every(({ type }) => type === 'tool_call_response');
    return { role: isTool ? 'tool' : typeof role === 'string' ? role : 'user', parts };
  });
}

/** Instructions that are given apart from the messages. */
export function systemParts(system: readonly ContentBlock[] | undefined): SystemPart[] {
  return contentParts(system).filter((part) => part.type === 'text');
}

/** The tools on offer, by type and name. */
export function toolDefinitions(tools: readonly Tool[] | undefined): ToolDefinition[] {
  return listOf(tools).flatMap(({ toolSpec, systemTool }) => {
    const name = toolSpec?.name ?? systemTool?.name;
    return name === undefined ? [] : [{ type: toolSpec ? 'function' : 'system', name }];
  });
}

/** The parts of a message. */
export function contentParts(content: readonly ContentBlock[] | undefined): Part[] {
  return listOf(content).flatMap((block) => blockParts(block));
}

function blockParts(block: ContentBlock): Part[] {
  if (typeof block.text === 'string') return [citedText([block], block.citations)];
  for (const modality of MEDIA) {
    const media = block[modality];
    if (media) return mediaParts(modality, media);
  }
  const { toolUse, toolResult, guardContent, reasoningContent, citationsContent } = block;
  if (toolUse) {
    const { toolUseId: id, name = '', input, type } = toolUse;
    const value = toolArguments(input);
    return type === 'server_tool_use'
      ? [{ type: 'server_tool_call', id, name, server_tool_call: { type: name, arguments: value } }]
      : [{ type: 'tool_call', id, name, arguments: value }];
  }
  if (toolResult) {
    const { toolUseId: id, content } = toolResult;
    return [{ type: 'tool_call_response', id, response: toolResponse(content) }];
  }
  if (guardContent) {
    const { text, image } = guardContent;
    return image ? mediaParts('image', image) : [textPart(text?.text ?? '')];
  }
  if (reasoningContent) {
    const { reasoningText } = reasoningContent;
    return [
      reasoningText
        ? { type: 'reasoning', content: reasoningText.text ?? '' }
        : { type: 'generic:redacted_reasoning' },
    ];
  }
  if (citationsContent) {
    return [citedText(citationsContent.content, citationsContent.citations)];
  }
  const [[name, value] = ['cachePoint']] = Object.entries(block);
  // A cache point, or nothing, says nothing to a reader. What the conventions have no word for keeps the provider's.
  return name === 'cachePoint' ? [] : [{ ...(value as object), type: `generic:${name}` }];
}

function citedText(
  texts: readonly { readonly text?: string }[] | undefined,
  cited: readonly unknown[] | undefined,
): Part {
  const citations = listOf(cited);
  return {
    type: 'text',
    content: listOf(texts)
      .map(({ text = '' }) => text)
      .join(''),
    ...(citations.length > 0 && { citations }),
  };
}

function mediaParts(modality: Modality, { format, source }: MediaBlock): Part[] {
  const mimeType =
    format === undefined || modality === 'document'
      ? MIME_TYPES[format ?? '']
      : `${modality}/${format}`;
  const { bytes, s3Location, text, content } = source ?? {};
  if (s3Location?.uri !== undefined) return [mediaPart(modality, s3Location.uri, mimeType)];
  if (bytes !== undefined) return [{ type: 'blob', modality, mime_type: mimeType, content: bytes }];
  const texts = text === undefined ? listOf(content).map((part) => part.text ?? '') : [text];
  return texts.map((part) => textPart(part));
}

/** A result of one text or of one value is that. */
function toolResponse(content: readonly ContentBlock[] | undefined): unknown {
  const blocks = listOf(content);
  const [first] = blocks;
  if (blocks.length === 1 && first) {
    if (first.json !== undefined) return first.json;
    if (typeof first.text === 'string') return first.text;
  }
  return blocks.flatMap((block) =>
    block.json === undefined ? blockParts(block) : [textPart(JSON.stringify(block.json))],
  );
}
