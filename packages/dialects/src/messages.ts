/** Reads messages of the shapes that are met, of OpenAI, Anthropic, Google, the AI SDK and others, as those of the GenAI conventions. */

/** A part of a message, as the conventions have it. */
export type MessagePart = Readonly<Record<string, unknown>> & { readonly type: string };

/** A message, as the conventions have it. */
export interface Message {
  readonly role: string;
  readonly parts: readonly MessagePart[];
  readonly name?: string;
  readonly finish_reason?: string;
}

type Fields = Readonly<Record<string, unknown>>;

const MAX_JSON_CHARACTERS = 64_000_000;

/** The value of a JSON text; anything else as it is. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{"]/.test(value) || value.length > MAX_JSON_CHARACTERS) {
    return value;
  }
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** Reads messages. `role` is that of a text, and of a message that has none. Empty when there are none. */
export function readMessages(given: unknown, role: string): Message[] {
  const value = parsed(given);
  if (value === undefined || value === null || value === '') return [];
  if (!Array.isArray(value)) {
    const fields = fieldsOf(value);
    // A request as a whole: its messages, with the instructions in front.
    const list = fields['messages'] ?? fields['contents'];
    if (Array.isArray(list)) {
      const system = fields['system'] ?? fields['instructions'];
      return [
        ...(system === undefined ? [] : readMessages([{ role: 'system', content: system }], role)),
        ...readMessages(list, role),
      ];
    }
    // A reply as a whole.
    const choices = fields['choices'] ?? fields['candidates'] ?? fields['generations'];
    if (Array.isArray(choices)) return readMessages(choices, role);
    if (typeof fields['prompt'] === 'string' && fields['role'] === undefined) {
      return readMessages(fields['prompt'], role);
    }
    return readMessages([value], role);
  }
  // A list of parts is one message.
  if (value.length > 0 && value.every(isPart)) return [{ role, parts: value.flatMap(readPart) }];
  return value.flatMap((item) => readMessage(item, role));
}

function readMessage(item: unknown, role: string): Message[] {
  if (typeof item === 'string') return item === '' ? [] : [{ role, parts: [text(item)] }];
  // Nested lists: LangChain has a list of messages for each prompt.
  if (Array.isArray(item)) return item.flatMap((inner) => readMessage(inner, role));
  const fields = fieldsOf(item);
  const inner = fields['message'];
  if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
    const reason = fields['finish_reason'] ?? fields['finishReason'];
    return readMessage(
      typeof reason === 'string' ? { finish_reason: reason, ...inner } : inner,
      role,
    );
  }
  const kwargs = fields['kwargs'];
  if (Array.isArray(fields['id']) && typeof kwargs === 'object' && kwargs !== null) {
    // LangChain's serialised messages name their class.
    return readMessage(
      { role: ROLES[String((fields['id'] as unknown[]).at(-1))] ?? role, ...kwargs },
      role,
    );
  }
  const by = ROLES[String(fields['role'] ?? fields['type'])] ?? stringOf(fields['role']) ?? role;
  const parts = [...readParts(fields), ...readToolCalls(fields)];
  const callId = stringOf(fields['tool_call_id']) ?? stringOf(fields['toolCallId']);
  const asResult =
    (by === 'tool' || callId !== undefined) &&
    !parts.some(({ type }) => type === 'tool_call_response');
  const name = stringOf(fields['name']);
  const reason = stringOf(fields['finish_reason']) ?? stringOf(fields['finishReason']);
  return [
    {
      role: asResult ? 'tool' : by,
      parts: asResult
        ? [response(callId ?? stringOf(fields['id']), contentOf(parts, fields))]
        : parts,
      ...(name !== undefined && { name }),
      ...(reason !== undefined && { finish_reason: finishReason(reason) }),
    },
  ];
}

const ROLES: Readonly<Record<string, string>> = {
  human: 'user',
  ai: 'assistant',
  model: 'assistant',
  HumanMessage: 'user',
  AIMessage: 'assistant',
  AIMessageChunk: 'assistant',
  SystemMessage: 'system',
  ToolMessage: 'tool',
  function: 'tool',
  developer: 'system',
};

function readParts(fields: Fields): MessagePart[] {
  const content = fields['parts'] ?? fields['contents'] ?? fields['content'] ?? fields['text'];
  const reasoning =
    stringOf(fields['reasoning_content']) ??
    stringOf(fields['reasoning']) ??
    stringOf(fields['thinking']);
  return [
    ...(reasoning === undefined ? [] : [{ type: 'reasoning', content: reasoning }]),
    ...readContent(content),
    ...(typeof fields['refusal'] === 'string' ? [text(fields['refusal'])] : []),
  ];
}

function readContent(given: unknown): MessagePart[] {
  if (given === undefined || given === null || given === '') return [];
  const list =
    typeof given === 'string' && given.trimStart().startsWith('[') ? parsed(given) : given;
  if (
    Array.isArray(list) &&
    list.every((item) => typeof item === 'string' || isPart(unwrap(item)))
  ) {
    return list.flatMap((item) => readPart(unwrap(item)));
  }
  if (typeof given === 'string') return [text(given)];
  return isPart(given) ? readPart(given) : [text(JSON.stringify(given))];
}

// OpenInference wraps each part once more.
function unwrap(item: unknown): unknown {
  return fieldsOf(item)['message_content'] ?? item;
}

function isPart(item: unknown): boolean {
  const fields = fieldsOf(item);
  if (fields['role'] !== undefined || Array.isArray(fields['tool_calls'])) return false;
  return (
    (typeof fields['type'] === 'string' &&
      !(fields['type'] in ROLES) &&
      fields['type'] !== 'message') ||
    typeof fields['text'] === 'string' ||
    [
      'functionCall',
      'function_call',
      'functionResponse',
      'inlineData',
      'inline_data',
      'toolUse',
      'toolResult',
    ].some((key) => typeof fields[key] === 'object' && fields[key] !== null)
  );
}

/** One part, by its type; what is not known is taken as it is. */
function readPart(given: unknown): MessagePart[] {
  if (typeof given === 'string') return [text(given)];
  const part = fieldsOf(given);
  const type = stringOf(part['type']) ?? '';
  const reader = PARTS[type.replaceAll('-', '_')];
  if (reader) return [reader(part)];
  if (typeof part['text'] === 'string') {
    return [
      part['thought'] === true ? { type: 'reasoning', content: part['text'] } : text(part['text']),
    ];
  }
  for (const [key, read] of Object.entries(KEYED)) {
    const value = part[key];
    if (typeof value === 'object' && value !== null) return [read(value as Fields)];
  }
  return [type === '' ? { type: 'json', content: part } : (part as MessagePart)];
}

type ReadPart = (part: Fields) => MessagePart;

const call: ReadPart = (part) => ({
  type: 'tool_call',
  name: stringOf(part['name']) ?? stringOf(part['toolName']) ?? stringOf(part['tool_name']) ?? '',
  ...idField(
    part['id'] ??
      part['toolCallId'] ??
      part['tool_call_id'] ??
      part['call_id'] ??
      part['toolUseId'],
  ),
  ...field('arguments', parsed(part['arguments'] ?? part['args'] ?? part['input'])),
});
const result: ReadPart = (part) =>
  response(
    stringOf(part['tool_use_id']) ??
      stringOf(part['toolCallId']) ??
      stringOf(part['tool_call_id']) ??
      stringOf(part['call_id']) ??
      stringOf(part['toolUseId']) ??
      stringOf(part['id']),
    plain(part['response'] ?? part['result'] ?? part['output'] ?? part['content']),
  );
const media =
  (modality: string): ReadPart =>
  (part) => {
    const source = fieldsOf(
      part['source'] ?? part['image_url'] ?? part['image'] ?? part['input_audio'] ?? part['file'],
    );
    const uri =
      stringOf(part['image_url']) ??
      stringOf(source['url']) ??
      stringOf(fieldsOf(source['image'])['url']) ??
      stringOf(part['url']) ??
      stringOf(part['uri']) ??
      stringOf(part['image']);
    const mime =
      stringOf(source['media_type']) ??
      stringOf(part['mediaType']) ??
      stringOf(part['mimeType']) ??
      stringOf(part['mime_type']);
    const kind = mime?.split('/')[0];
    const of = kind === 'image' || kind === 'audio' || kind === 'video' ? kind : modality;
    const inline = /^data:([^;,]*)[^,]*,(.*)$/s.exec(uri ?? '');
    const base64 = inline?.[2] ?? stringOf(source['data']) ?? stringOf(part['data']);
    const mimeType = inline?.[1] || mime;
    if (base64 !== undefined) {
      return { type: 'blob', modality: of, content: base64, ...field('mime_type', mimeType) };
    }
    const file = stringOf(source['file_id']) ?? stringOf(part['file_id']);
    if (file !== undefined)
      return { type: 'file', modality: of, file_id: file, ...field('mime_type', mimeType) };
    return { type: 'uri', modality: of, uri: uri ?? '', ...field('mime_type', mimeType) };
  };
const known: ReadPart = (part) => part as MessagePart;

/** Readers by the type of a part, `-` as `_`. Those of the conventions are taken as they are. */
const PARTS: Readonly<Record<string, ReadPart>> = {
  text: (part) => text(stringOf(part['content']) ?? stringOf(part['text']) ?? ''),
  input_text: (part) => text(stringOf(part['text']) ?? ''),
  output_text: (part) => text(stringOf(part['text']) ?? ''),
  reasoning: (part) => ({
    type: 'reasoning',
    content: stringOf(part['content']) ?? stringOf(part['text']) ?? '',
  }),
  thinking: (part) => ({
    type: 'reasoning',
    content: stringOf(part['content']) ?? stringOf(part['thinking']) ?? '',
  }),
  redacted_thinking: () => ({ type: 'reasoning', content: '(redacted by the provider)' }),
  tool_call: call,
  tool_use: call,
  function_call: call,
  tool_result: result,
  tool_call_response: (part) => response(stringOf(part['id']), part['response'] ?? part['result']),
  function_call_output: result,
  image: media('image'),
  image_url: media('image'),
  input_image: media('image'),
  input_audio: media('audio'),
  audio: media('audio'),
  document: media('document'),
  input_file: media('document'),
  file: (part) =>
    typeof part['file_id'] === 'string' && part['modality'] !== undefined
      ? known(part)
      : media('document')(part),
  blob: known,
  uri: known,
  compaction: known,
  server_tool_call: known,
  server_tool_call_response: known,
};

/** Readers by the one key that a part has, of Google and Bedrock. */
const KEYED: Readonly<Record<string, ReadPart>> = {
  functionCall: call,
  function_call: call,
  toolUse: call,
  functionResponse: (part) =>
    response(stringOf(part['id']) ?? stringOf(part['name']), part['response']),
  toolResult: result,
  inlineData: (part) => media('document')(part),
  inline_data: (part) => media('document')(part),
};

function readToolCalls(fields: Fields): MessagePart[] {
  const kwargs = fieldsOf(fields['additional_kwargs']);
  const list = [fields['tool_calls'], fields['toolCalls'], kwargs['tool_calls']].find(
    (calls) => Array.isArray(calls) && calls.length > 0,
  );
  return (Array.isArray(list) ? list : []).map((item) => {
    const outer = fieldsOf(fieldsOf(item)['tool_call'] ?? item);
    const { function: named, ...rest } = outer;
    return call({ ...rest, ...fieldsOf(named) });
  });
}

/** What a tool gave back: the text of the message, parsed when it is JSON. */
function contentOf(parts: readonly MessagePart[], fields: Fields): unknown {
  const [only] = parts;
  if (parts.length === 1 && only?.type === 'text') return parsed(only['content']);
  return parts.length === 0 ? plain(fields['content'] ?? fields['result'] ?? null) : parts;
}

/** A list of texts as one text, a JSON text as its value. */
function plain(value: unknown): unknown {
  if (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof fieldsOf(item)['text'] === 'string')
  ) {
    return parsed(value.map((item) => String(fieldsOf(item)['text'])).join(''));
  }
  const fields = fieldsOf(value);
  // The AI SDK says what kind of value it is.
  if (typeof fields['type'] === 'string' && 'value' in fields) return fields['value'];
  return parsed(value) ?? null;
}

/** A finish reason in the words of the conventions. */
export function finishReason(reason: string): string {
  const word = reason.toLowerCase().replaceAll('-', '_');
  return REASONS[word] ?? word;
}

/** Finish reasons as others write them, in the words of the conventions. */
export const REASONS: Readonly<Record<string, string>> = {
  tool_calls: 'tool_call',
  tool_use: 'tool_call',
  function_call: 'tool_call',
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
};

function text(content: string): MessagePart {
  return { type: 'text', content };
}

function response(id: string | undefined, value: unknown): MessagePart {
  return { type: 'tool_call_response', ...idField(id), response: value ?? null };
}

function idField(id: unknown): { id?: string } {
  return typeof id === 'string' && id !== '' ? { id } : {};
}

function field(name: string, value: unknown): Fields {
  return value === undefined ? {} : { [name]: value };
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The object itself, or one without fields when it is none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}
