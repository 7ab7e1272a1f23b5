/** A recorded call as a command that makes it again. The key is a variable of the reader's shell. */
import type { AttributeValue, Call } from '../../../src/api.ts';
import { textOf, type CallContent, type ContentMessage, type ContentPart } from './call-content.ts';

type Json = { [name: string]: AttributeValue | undefined };

/** Names of our parameters that a provider's API calls otherwise; `undefined` leaves it out. */
const openaiNames: Readonly<Record<string, string | undefined>> = {
  'choice.count': 'n',
  stop_sequences: 'stop',
  'reasoning.level': 'reasoning_effort',
  top_k: undefined,
};
const anthropicNames: Readonly<Record<string, string | undefined>> = {
  'choice.count': undefined,
  seed: undefined,
  'reasoning.level': undefined,
  frequency_penalty: undefined,
  presence_penalty: undefined,
};

/** Providers whose chat API is OpenAI's. */
const likeOpenai = new Set([
  'openai',
  'groq',
  'deepseek',
  'mistral_ai',
  'x_ai',
  'moonshot_ai',
  'perplexity',
]);

/**
 * The command. Absent when the provider's API is not one that we can write, when the call is no chat, or when its
 * messages were not recorded.
 */
export function asCurl(call: Call, content: CallContent): string | undefined {
  if (call.operation !== 'chat' || content.input.length === 0) return undefined;
  if (call.provider === 'anthropic') {
    return command(
      call,
      '/v1/messages',
      'https://api.anthropic.com',
      anthropicBody(call, content),
      ['x-api-key: $ANTHROPIC_API_KEY', 'anthropic-version: 2023-06-01'],
    );
  }
  if (call.provider !== undefined && likeOpenai.has(call.provider)) {
    const base = call.provider === 'openai' ? 'https://api.openai.com' : 'https://';
    return command(call, '/v1/chat/completions', base, openaiBody(call, content), [
      'authorization: Bearer $OPENAI_API_KEY',
    ]);
  }
  return undefined;
}

function command(
  call: Call,
  path: string,
  base: string,
  body: Json,
  headers: readonly string[],
): string {
  const address = call.server === undefined ? base : `${schemeOf(call.server)}${call.server}`;
  return [
    `curl ${quote(address + path)}`,
    // In double quotes, so that the shell fills in the key.
    ...headers.map((header) => `  -H "${header}"`),
    `  -H 'content-type: application/json'`,
    `  --data-raw ${quote(JSON.stringify(body, undefined, 2))}`,
  ].join(' \\\n');
}

function schemeOf(server: string): string {
  return /^(?:localhost|127\.|\[::1\])/.test(server) ? 'http://' : 'https://';
}

function openaiBody(call: Call, { system, input, tools }: CallContent): Json {
  const instructions = textOf(system);
  return {
    model: call.requestModel,
    messages: [
      ...(instructions === '' ? [] : [{ role: 'system', content: instructions }]),
      ...input.flatMap(openaiMessages),
    ] as AttributeValue,
    ...parametersOf(call, openaiNames),
    tools:
      tools.length === 0
        ? undefined
        : tools.map(({ name, description, parameters }) => ({
            type: 'function',
            function: { name, description, parameters } as ContentPart,
          })),
  };
}

function openaiMessages({ role, parts }: ContentMessage): Json[] {
  const results = parts.filter(({ type }) => type === 'tool_call_response');
  if (results.length > 0) {
    return results.map((part) => ({
      role: 'tool',
      tool_call_id: part.id,
      content: textValue(part.response),
    }));
  }
  const calls = parts.filter(({ type }) => type === 'tool_call');
  return [
    {
      role,
      content: textOf(parts),
      tool_calls:
        calls.length === 0
          ? undefined
          : calls.map((part) => ({
              id: part.id ?? null,
              type: 'function',
              function: { name: part.name ?? '', arguments: textValue(part.arguments) },
            })),
    },
  ];
}

function anthropicBody(call: Call, { system, input, tools }: CallContent): Json {
  const instructions = textOf(system);
  return {
    model: call.requestModel,
    // The API asks for it.
    max_tokens: 1024,
    ...parametersOf(call, anthropicNames),
    system: instructions === '' ? undefined : instructions,
    messages: input.map(({ role, parts }) => ({
      role: role === 'assistant' ? 'assistant' : 'user',
      content: parts.flatMap(anthropicPart) as AttributeValue,
    })),
    tools:
      tools.length === 0
        ? undefined
        : tools.map(
            ({ name, description, parameters }) =>
              ({
                name,
                description,
                input_schema: parameters ?? { type: 'object' },
              }) as ContentPart,
          ),
  };
}

function anthropicPart(part: ContentPart): Json[] {
  switch (part.type) {
    case 'text':
      return [{ type: 'text', text: part.content }];
    case 'tool_call':
      return [{ type: 'tool_use', id: part.id, name: part.name, input: part.arguments ?? {} }];
    case 'tool_call_response':
      return [{ type: 'tool_result', tool_use_id: part.id, content: textValue(part.response) }];
    default:
      return [];
  }
}

function parametersOf(call: Call, names: Readonly<Record<string, string | undefined>>): Json {
  return Object.fromEntries(
    Object.entries(call.parameters)
      .map(([name, value]) => [name in names ? names[name] : name, value] as const)
      .filter(([name]) => name !== undefined && !name.includes('.') && name !== 'model'),
  ) as Json;
}

function textValue(value: AttributeValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? {});
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
