/** Messages, their parts and tool definitions, in the shapes of the GenAI conventions (JSON schemas of `gen-ai-input-messages` and its siblings). */

/** What kind of media a part holds. */
export type Modality = 'image' | 'video' | 'audio' | 'document';

/** A part of a message. The word in `type` decides which other fields there are. */
export type Part =
  | {
      readonly type: 'text';
      readonly content: string;
      /** What the text is from, as the provider says it. */
      readonly citations?: unknown;
    }
  | { readonly type: 'reasoning'; readonly content: string }
  | {
      readonly type: 'tool_call';
      readonly name: string;
      readonly id?: string | undefined;
      readonly arguments?: unknown;
    }
  | {
      readonly type: 'tool_call_response';
      readonly id?: string | undefined;
      readonly response: unknown;
    }
  | {
      readonly type: 'blob';
      readonly modality: Modality;
      readonly mime_type?: string | undefined;
      /** Base64, or the bytes. */
      readonly content: string | Uint8Array;
    }
  | {
      readonly type: 'uri';
      readonly modality: Modality;
      readonly mime_type?: string | undefined;
      readonly uri: string;
    }
  | {
      readonly type: 'file';
      readonly modality: Modality;
      readonly mime_type?: string | undefined;
      readonly file_id: string;
    }
  | {
      readonly type: 'compaction';
      readonly id?: string | undefined;
      readonly content?: string | undefined;
    }
  | GenericPart;

/** A part that the conventions have no word for yet. */
export interface GenericPart {
  readonly type: `generic:${string}` | 'server_tool_call' | 'server_tool_call_response' | 'refusal';
  readonly [key: string]: unknown;
}

/** A part of separately given instructions. */
export type SystemPart = Extract<Part, { type: 'text' }> | GenericPart;

/** One message of a conversation, or one choice of a reply. */
export interface Message {
  readonly role: string;
  readonly parts: readonly Part[];
  readonly name?: string | undefined;
  readonly finish_reason?: string | undefined;
}

/** A tool that the model may call. */
export interface ToolDefinition {
  readonly type: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly parameters?: unknown;
}

/** A text part. */
export function textPart(content: string): Part & { type: 'text' } {
  return { type: 'text', content };
}

/**
 * A part for media that a request or reply holds as base64, as a `data:` address or by address.
 * The bytes are replaced by type, size and hash before anything is recorded.
 */
export function mediaPart(modality: Modality, source: string, mimeType?: string): Part {
  if (!source.startsWith('data:')) {
    return /^[a-z][a-z0-9+.-]*:/i.test(source.slice(0, 32))
      ? { type: 'uri', modality, mime_type: mimeType, uri: source }
      : { type: 'blob', modality, mime_type: mimeType, content: source };
  }
  const comma = source.indexOf(',');
  const type = source.slice(5, comma === -1 ? 5 : comma).split(';')[0];
  return { type: 'blob', modality, mime_type: type || mimeType, content: source.slice(comma + 1) };
}

/** What a tool is given or gives back: the conventions ask for an object; any other value stands in one. */
export function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { value };
}

/** The arguments of a tool call as a value where they are JSON, as the given text where they are not. */
export function toolArguments(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
