import { execFileSync } from 'node:child_process';
import { ATTR_GEN_AI_INPUT_MESSAGES, ATTR_GEN_AI_TOOL_DEFINITIONS } from '@spanwise/semconv';
import { describe, expect, it } from 'vitest';
import type { Call, Span } from '../../../src/api.ts';
import { asCurl } from './as-curl.ts';
import { asFixture } from './as-fixture.ts';
import { readCallContent, type CallContent } from './call-content.ts';

const call: Call = {
  traceId: 't',
  spanId: 's',
  operation: 'chat',
  provider: 'openai',
  requestModel: 'gpt-4o-mini',
  startedAt: 0,
  durationMillis: 10,
  parameters: { temperature: 0, 'choice.count': 2 },
  usage: { inputTokens: 3 },
  finishReasons: ['stop'],
  rateLimits: [],
  tools: [],
  versions: {},
  evaluations: [],
  hasContent: true,
};

const content: CallContent = {
  system: [{ type: 'text', content: 'Be kind.' }],
  input: [
    { role: 'user', parts: [{ type: 'text', content: `It's $HOME \`late\`` }] },
    {
      role: 'assistant',
      parts: [{ type: 'tool_call', id: 'c1', name: 'look_up', arguments: { id: 7 } }],
    },
    {
      role: 'tool',
      parts: [{ type: 'tool_call_response', id: 'c1', response: { status: 'sent' } }],
    },
  ],
  output: [],
  tools: [{ type: 'function', name: 'look_up', parameters: { type: 'object' } }],
};

/** What a shell makes of the command: its arguments. */
function argumentsOf(command: string): string[] {
  const printed = execFileSync('sh', ['-c', command.replace(/^curl/, String.raw`printf '%s\0'`)], {
    env: { OPENAI_API_KEY: 'the-key', ANTHROPIC_API_KEY: 'the-key', HOME: '/nowhere' },
    encoding: 'utf8',
  });
  return printed.split('\0').slice(0, -1);
}

describe('asCurl', () => {
  it('writes a call in the words of OpenAI, safe in a shell', () => {
    const words = argumentsOf(asCurl(call, content)!);
    expect(words[0]).toBe('https://api.openai.com/v1/chat/completions');
    expect(words).toContain('authorization: Bearer the-key');
    expect(JSON.parse(words.at(-1)!)).toEqual({
      model: 'gpt-4o-mini',
      temperature: 0,
      n: 2,
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: `It's $HOME \`late\`` },
        {
          role: 'assistant',
          content: '',
          tool_calls: [
            { id: 'c1', type: 'function', function: { name: 'look_up', arguments: '{"id":7}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'c1', content: '{"status":"sent"}' },
      ],
      tools: [{ type: 'function', function: { name: 'look_up', parameters: { type: 'object' } } }],
    });
  });

  it('writes a call in the words of Anthropic', () => {
    const words = argumentsOf(
      asCurl(
        {
          ...call,
          provider: 'anthropic',
          server: '127.0.0.1:4010',
          parameters: { max_tokens: 64, seed: 7 },
        },
        content,
      )!,
    );
    expect(words[0]).toBe('http://127.0.0.1:4010/v1/messages');
    expect(JSON.parse(words.at(-1)!)).toEqual({
      model: 'gpt-4o-mini',
      max_tokens: 64,
      system: 'Be kind.',
      messages: [
        { role: 'user', content: [{ type: 'text', text: `It's $HOME \`late\`` }] },
        {
          role: 'assistant',
          content: [{ type: 'tool_use', id: 'c1', name: 'look_up', input: { id: 7 } }],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'c1', content: '{"status":"sent"}' }],
        },
      ],
      tools: [{ name: 'look_up', input_schema: { type: 'object' } }],
    });
  });

  it('writes nothing for what it cannot write', () => {
    expect(asCurl({ ...call, provider: 'aws.bedrock' }, content)).toBeUndefined();
    expect(asCurl({ ...call, operation: 'embeddings' }, content)).toBeUndefined();
    expect(asCurl(call, { ...content, input: [] })).toBeUndefined();
  });
});

describe('asFixture', () => {
  it('has the request and the reply', () => {
    expect(JSON.parse(asFixture(call, content))).toMatchObject({
      request: { model: 'gpt-4o-mini', parameters: { temperature: 0 } },
      reply: { finishReasons: ['stop'], usage: { inputTokens: 3 } },
    });
  });
});

describe('readCallContent', () => {
  it('reads structure and JSON, newest names first, and leaves out what has another shape', () => {
    const span = {
      attributes: {
        [ATTR_GEN_AI_INPUT_MESSAGES]: 'not json',
        [ATTR_GEN_AI_TOOL_DEFINITIONS]: '[{"name":"a"}, 7]',
      },
      normalized: {
        [ATTR_GEN_AI_INPUT_MESSAGES]: [{ role: 'user', parts: [{ type: 'text', content: 'x' }] }],
      },
    } as unknown as Span;
    expect(readCallContent(span)).toEqual({
      system: [],
      input: [{ role: 'user', parts: [{ type: 'text', content: 'x' }] }],
      output: [],
      tools: [{ name: 'a' }],
    });
  });
});
