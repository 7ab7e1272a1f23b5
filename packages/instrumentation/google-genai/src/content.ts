/** How the client's messages read as those of the conventions. Called only when content is captured. */
import {
  listOf,
  textPart,
  type GenericPart,
  type Message,
  type Modality,
  type Part,
  type SystemPart,
  type ToolDefinition,
} from '@spanwise/core/adapter';
import type { Content, Contents, GenerateBody, Media, Part as ClientPart } from './genai.ts';

type Entry = string | ClientPart | Content;

/** The messages of a request: texts and parts that stand beside each other are one. */
export function inputMessages(contents: Contents | null | undefined): Message[] {
  const messages: Message[] = [];
  let open: Part[] | undefined;
  for (const entry of entriesOf(contents)) {
    if (typeof entry === 'object' && 'parts' in entry) {
      open = undefined;
      messages.push(messageOf(entry));
      continue;
    }
    if (open === undefined) messages.push({ role: 'user', parts: (open = []) });
    open.push(...partsOf(entry as string | ClientPart));
  }
  return messages;
}

/** One message. */
export function messageOf({ role, parts }: Content, finishReason?: string): Message {
  const read = listOf(parts).flatMap((part) => partsOf(part));
  const isTool = read.length > 0 && read.every(({ type }) => type === 'tool_call_response');
  return {
    role: isTool ? 'tool' : role === 'model' ? 'assistant' : (role ?? 'user'),
    parts: read,
    ...(finishReason !== undefined && { finish_reason: finishReason }),
  };
}

/** Instructions that are given apart from the messages. */
export function systemParts(instruction: Contents | null | undefined): SystemPart[] {
  return inputMessages(instruction)
    .flatMap(({ parts }) => parts)
    .filter((part) => part.type === 'text');
}

/** The tools on offer: functions, and the provider's own by their names. */
export function toolDefinitions(
  tools: NonNullable<GenerateBody['config']>['tools'],
): ToolDefinition[] {
  return listOf(tools).flatMap((tool) =>
    Object.entries(tool).flatMap(([type, given]): ToolDefinition[] =>
      type === 'functionDeclarations'
        ? listOf(given as readonly { name?: string }[]).map(({ name = '' }) => ({
            type: 'function',
            name,
          }))
        : given === undefined || typeof given === 'function'
          ? []
          : [{ type, name: type }],
    ),
  );
}

/** What kind of media a type of the Internet is. */
export function modalityOf(mimeType: string | undefined): Modality {
  const kind = mimeType?.split('/')[0];
  return kind === 'image' || kind === 'video' || kind === 'audio' ? kind : 'document';
}

function entriesOf(contents: Contents | null | undefined): readonly Entry[] {
  return listOf(Array.isArray(contents) ? (contents as readonly Entry[]) : [contents as Entry]);
}

function partsOf(part: string | ClientPart): Part[] {
  if (typeof part === 'string') return part === '' ? [] : [textPart(part)];
  const { text, thought, inlineData, fileData, functionCall, functionResponse } = part;
  if (typeof text === 'string') {
    if (text === '') return [];
    return [thought ? { type: 'reasoning', content: text } : textPart(text)];
  }
  if (inlineData) return [mediaOf('blob', inlineData)];
  if (fileData) return [mediaOf('uri', fileData)];
  if (functionCall) {
    const { id, name = '', args } = functionCall;
    return [{ type: 'tool_call', id, name, arguments: args }];
  }
  if (functionResponse) {
    const { id, response } = functionResponse;
    return [{ type: 'tool_call_response', id, response }];
  }
  const { executableCode, codeExecutionResult, ...rest } = part;
  if (executableCode) {
    const call = { type: 'code_execution', ...executableCode };
    return [{ type: 'server_tool_call', name: 'code_execution', server_tool_call: call }];
  }
  if (codeExecutionResult) {
    const response = { type: 'code_execution', ...codeExecutionResult };
    return [{ type: 'server_tool_call_response', server_tool_call_response: response }];
  }
  // What the conventions have no word for keeps the provider's, and what it holds; signatures say nothing.
  return Object.entries(rest)
    .filter(([type, value]) => value != null && type !== 'thoughtSignature')
    .map(([type, value]): GenericPart => ({ type: `generic:${type}`, value }));
}

function mediaOf(type: 'blob' | 'uri', { mimeType, data = '', fileUri = '' }: Media): Part {
  const common = { modality: modalityOf(mimeType), mime_type: mimeType };
  return type === 'blob' ? { type, ...common, content: data } : { type, ...common, uri: fileUri };
}
