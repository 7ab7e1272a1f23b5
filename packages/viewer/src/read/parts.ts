/** Reads the parts of messages for people to see. */
import type { Attributes, AttributeValue, MediaPart, Part } from '../api.ts';
import { fieldsOf, numberIn, structureIn, textIn } from './values.ts';

const MAX_IMAGE_BYTES = 1024 * 1024;

/** Reads the parts of a message of the conventions. */
export function readParts(parts: AttributeValue | undefined): Part[] {
  if (typeof parts === 'string') return [readText(parts)];
  if (!Array.isArray(parts)) return [];
  return (parts as readonly AttributeValue[]).map(readPart);
}

function readPart(given: AttributeValue): Part {
  const part = fieldsOf(given);
  const content = textIn(part, 'content') ?? '';
  const type = textIn(part, 'type') ?? '';
  switch (type) {
    case 'text':
      return readText(content);
    case 'reasoning':
      return { type: 'reasoning', text: content };
    case 'tool_call':
      return {
        type: 'tool_call',
        id: textIn(part, 'id'),
        name: textIn(part, 'name') ?? '',
        arguments: readValue(part['arguments']),
      };
    case 'server_tool_call':
      return {
        type: 'tool_call',
        id: textIn(part, 'id'),
        name: textIn(part, 'name') ?? '',
        arguments: part['server_tool_call'],
        isServerSide: true,
      };
    case 'tool_call_response':
    case 'server_tool_call_response':
      return {
        type: 'tool_result',
        id: textIn(part, 'id'),
        value: readValue(part['response'] ?? part['server_tool_call_response']) ?? null,
      };
    case 'blob':
    case 'file':
    case 'uri':
      return readMedia(type, part);
    case 'compaction':
      return { type: 'compaction', text: textIn(part, 'content') };
    default:
      return { type: 'other', name: type, value: given };
  }
}

/** A value, parsed when it is a JSON text. */
export function readValue(value: AttributeValue | undefined): AttributeValue | undefined {
  return typeof value === 'string' ? (structureIn(value) ?? value) : value;
}

function readText(text: string): Part {
  return { type: 'text', text, json: structureIn(text) };
}

function readMedia(type: string, part: Attributes): MediaPart {
  const modality = textIn(part, 'modality') ?? 'document';
  const mimeType = textIn(part, 'mime_type');
  const content = type === 'blob' ? textIn(part, 'content') : undefined;
  // Four characters of base64 are three bytes.
  const bytes =
    content === undefined ? numberIn(part, 'size') : Math.floor((content.length * 3) / 4);
  const fileId = textIn(part, 'file_id');
  const isFingerprint = fileId?.startsWith('sha256') === true;
  return {
    type: 'media',
    modality,
    mimeType,
    bytes,
    fingerprint: isFingerprint ? fileId : undefined,
    fileId: isFingerprint ? undefined : fileId,
    uri: textIn(part, 'uri'),
    content:
      content !== undefined &&
      modality === 'image' &&
      bytes! <= MAX_IMAGE_BYTES &&
      /^[A-Za-z0-9+/]+=*$/.test(content)
        ? content
        : undefined,
  };
}
