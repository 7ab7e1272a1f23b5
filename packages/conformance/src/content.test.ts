/** Content in and out of the shapes of the schemas, part by part. */
import { describe, expect, it } from 'vitest';
import { check } from './check.ts';

function problems(name: string, value: unknown): string[] {
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5-mini',
    [name]: value,
  };
  return check({
    spans: [{ name: 'chat gpt-5-mini', kind: 'client', status: 'unset', attributes }],
  }).map(({ message }) => message);
}

const input = (...parts: unknown[]): string[] =>
  problems('gen_ai.input.messages', [{ role: 'user', parts }]);

describe('message parts', () => {
  it.each([
    { type: 'text', content: 'Hello' },
    { type: 'reasoning', content: 'Hm' },
    { type: 'tool_call', name: 'search', id: null, arguments: { q: 1 } },
    { type: 'tool_call', name: 'search' },
    { type: 'tool_call_response', response: null, id: 'call_1' },
    { type: 'server_tool_call', name: 'web', server_tool_call: { type: 'web_search' } },
    { type: 'server_tool_call_response', server_tool_call_response: { type: 'web_search' } },
    { type: 'blob', modality: 'image', content: 'AAAA', mime_type: 'image/png' },
    { type: 'file', modality: 'document', file_id: 'f' },
    { type: 'uri', modality: 'image', uri: 'https://example.com/a.png' },
    { type: 'compaction' },
    { type: 'text', content: 'Hello', cache: true },
    { type: 'something_new', anything: [1] },
  ])('are accepted: %j', (part) => {
    expect(input(part)).toEqual([]);
  });

  it.each([
    [{ content: 'Hello' }, '.type is missing'],
    [{ type: 'text' }, '.content is missing'],
    [{ type: 'text', content: 7 }, '.content is not a string'],
    [{ type: 'tool_call', id: 'call_1' }, '.name is missing'],
    [{ type: 'tool_call', name: 'search', id: 7 }, '.id is not a string'],
    [{ type: 'tool_call_response', id: 'call_1' }, '.response is missing'],
    [
      { type: 'server_tool_call', name: 'web', server_tool_call: {} },
      '.server_tool_call.type is missing',
    ],
    [{ type: 'server_tool_call_response' }, '.server_tool_call_response is missing'],
    [{ type: 'blob', modality: 'image' }, '.content is missing'],
    [
      { type: 'blob', modality: 'image', content: 'AAAA', size: 4 },
      '.size is not a property of a blob',
    ],
    [{ type: 'file', modality: 'image' }, '.file_id is missing'],
    [{ type: 'uri', uri: 'https://example.com/a.png' }, '.modality is missing'],
    ['Hello', ' is not an object'],
  ])('are refused: %j', (part, problem) => {
    expect(input(part)).toEqual([`"gen_ai.input.messages"[0].parts[0]${problem}`]);
  });
});

describe('content', () => {
  it('is refused when it is no array, no JSON or JSON cut in half', () => {
    for (const value of [{ role: 'user', parts: [] }, 'Hello', '[{"role":"user","par']) {
      expect(problems('gen_ai.input.messages', value)).toEqual([
        '"gen_ai.input.messages" is not an array',
      ]);
    }
  });

  it('asks each message for its role and its parts', () => {
    expect(problems('gen_ai.output.messages', [{}])).toEqual([
      '"gen_ai.output.messages"[0].role is missing',
      '"gen_ai.output.messages"[0].parts is missing',
    ]);
  });

  it('spells finish reasons of messages as upstream does', () => {
    const message = { role: 'assistant', parts: [], finish_reason: 'tool_calls' };
    expect(problems('gen_ai.output.messages', [message])).toEqual([
      '"gen_ai.output.messages" has the finish reason "tool_calls"',
    ]);
  });

  it('takes instructions of text only', () => {
    expect(problems('gen_ai.system_instructions', [{ type: 'text', content: 'Be kind' }])).toEqual(
      [],
    );
    expect(problems('gen_ai.system_instructions', [{ type: 'own', rules: 1 }])).toEqual([]);
    expect(problems('gen_ai.system_instructions', [{ type: 'reasoning', content: 'Hm' }])).toEqual([
      '"gen_ai.system_instructions"[0].type is "reasoning"',
    ]);
  });

  it('asks a tool definition for its type and name', () => {
    expect(
      problems('gen_ai.tool.definitions', [{ type: 'function', name: 'f', parameters: {} }]),
    ).toEqual([]);
    expect(problems('gen_ai.tool.definitions', [{ type: 'function' }])).toEqual([
      '"gen_ai.tool.definitions"[0].name is missing',
    ]);
  });

  it('checks retrieved documents and memory records', () => {
    expect(
      problems('gen_ai.retrieval.documents', [{ id: 'a', score: 0.5, text: 'x' }, {}]),
    ).toEqual([]);
    expect(problems('gen_ai.retrieval.documents', [{ id: 7 }])).toEqual([
      '"gen_ai.retrieval.documents"[0].id is not a string',
    ]);
    expect(problems('gen_ai.memory.records', [{ content: 'x', metadata: {}, score: 1 }])).toEqual(
      [],
    );
    expect(problems('gen_ai.memory.records', [{ id: 'a' }])).toEqual([
      '"gen_ai.memory.records"[0].content is missing',
    ]);
  });

  it('finds base64 in data URLs too, at any depth', () => {
    const uri = `data:image/png;base64,${'A'.repeat(1100)}`;
    expect(input({ type: 'uri', modality: 'image', uri })).toEqual([
      `"gen_ai.input.messages" carries ${uri.length} characters of base64`,
    ]);
    expect(problems('gen_ai.tool.call.result', { images: [{ url: uri }] })).toHaveLength(1);
    expect(input({ type: 'text', content: 'A'.repeat(5000) })).toEqual([]);
  });
});
