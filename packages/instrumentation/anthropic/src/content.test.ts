/** The shapes that blocks become, and what is never among them. */
import { expect, it } from 'vitest';
import { contentParts, inputMessages, systemParts, toolDefinitions } from './content.ts';

it('gives every kind of block the part that the conventions have for it', () => {
  expect(
    contentParts([
      { type: 'text', text: 'a', citations: [{ type: 'char_location', cited_text: 'b' }] },
      { type: 'thinking', thinking: 'c' },
      { type: 'tool_use', id: '1', name: 'look', input: { city: 'Bern' } },
      { type: 'tool_use', id: '2', name: 'look', input: '{"city":' },
      { type: 'tool_result', tool_use_id: '1', content: [{ type: 'text', text: 'd' }] },
      { type: 'tool_result', tool_use_id: '2', content: 'e' },
      { type: 'tool_result', tool_use_id: '3' },
      { type: 'server_tool_use', id: '4', name: 'web_search', input: { query: 'f' } },
      { type: 'mcp_tool_use', id: '5', name: 'find', server_name: 'notes', input: {} },
      { type: 'mcp_tool_result', tool_use_id: '5', content: [{ type: 'text', text: 'g' }] },
      { type: 'compaction', content: 'h' },
      { type: 'compaction', content: null },
      { type: 'container_upload', file_id: 'file_1' },
    ]),
  ).toEqual([
    { type: 'text', content: 'a', citations: [{ type: 'char_location', cited_text: 'b' }] },
    { type: 'reasoning', content: 'c' },
    { type: 'tool_call', id: '1', name: 'look', arguments: { city: 'Bern' } },
    { type: 'tool_call', id: '2', name: 'look', arguments: '{"city":' },
    { type: 'tool_call_response', id: '1', response: [{ type: 'text', content: 'd' }] },
    { type: 'tool_call_response', id: '2', response: 'e' },
    { type: 'tool_call_response', id: '3', response: [] },
    {
      type: 'server_tool_call',
      id: '4',
      name: 'web_search',
      server_tool_call: { type: 'web_search', arguments: { query: 'f' } },
    },
    {
      type: 'server_tool_call',
      id: '5',
      name: 'find',
      server_tool_call: { type: 'mcp', server_name: 'notes', arguments: {} },
    },
    {
      type: 'server_tool_call_response',
      id: '5',
      server_tool_call_response: { type: 'mcp', content: [{ type: 'text', text: 'g' }] },
    },
    { type: 'compaction', content: 'h' },
    { type: 'compaction' },
    { type: 'file', modality: 'document', file_id: 'file_1' },
  ]);
});

it('survives blocks of no known kind', () => {
  const odd = [7, { type: 7 }, {}] as unknown as Parameters<typeof contentParts>[0];
  expect(contentParts(odd).map(({ type }) => type)).toEqual(['unknown', 'unknown', 'unknown']);
});

it('gives images and documents as bytes, addresses, files or text', () => {
  const of = (type: string, source: object): unknown => contentParts([{ type, source }]);
  expect(of('image', { type: 'base64', media_type: 'image/png', data: 'AAAA' })).toEqual([
    { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'AAAA' },
  ]);
  expect(of('document', { type: 'url', url: 'https://example.com/a.pdf' })).toEqual([
    { type: 'uri', modality: 'document', uri: 'https://example.com/a.pdf' },
  ]);
  expect(of('image', { type: 'file', file_id: 'file_1' })).toEqual([
    { type: 'file', modality: 'image', file_id: 'file_1' },
  ]);
  expect(of('document', { type: 'text', data: 'a' })).toEqual([{ type: 'text', content: 'a' }]);
  expect(of('document', { type: 'content', content: 'b' })).toEqual([
    { type: 'text', content: 'b' },
  ]);
  expect(of('document', { type: 'tomorrow' })).toEqual([]);
});

it('leaves out what only the provider can read', () => {
  const parts = contentParts([
    { type: 'thinking', thinking: '', signature: 'SECRET' },
    { type: 'redacted_thinking', data: 'SECRET' },
    { type: 'compaction', content: '', encrypted_content: 'SECRET', signature: 'SECRET' },
    { type: 'text', text: '', citations: [{ encrypted_index: 'SECRET' }] },
    {
      type: 'web_search_tool_result',
      content: [{ type: 'web_search_result', encrypted_content: 'SECRET' }],
    },
    {
      type: 'code_execution_tool_result',
      content: { type: 'encrypted_code_execution_result', encrypted_stdout: 'SECRET' },
    },
    { type: 'tomorrow', signature: 'SECRET', cache_control: { type: 'SECRET' } },
  ] as never);
  expect(parts).toHaveLength(7);
  expect(JSON.stringify(parts)).not.toContain('SECRET');
});

it('gives a message of results to the tool, and keeps every other role', () => {
  const result = { type: 'tool_result', tool_use_id: '1', content: 'a' };
  expect(
    inputMessages([
      { role: 'user', content: [result] },
      { role: 'user', content: [result, { type: 'text', text: 'b' }] },
      { role: 'system', content: 'c' },
      { content: null },
    ]).map(({ role }) => role),
  ).toEqual(['tool', 'user', 'system', 'user']);
});

it('reads instructions and tools, whatever form they have', () => {
  expect(systemParts('a')).toEqual([{ type: 'text', content: 'a' }]);
  expect(systemParts([{ type: 'text', text: 'b' }])).toEqual([{ type: 'text', content: 'b' }]);
  expect(systemParts(null)).toEqual([]);
  expect(
    toolDefinitions([
      { name: 'a' },
      { type: 'custom', name: 'b' },
      { type: 'web_search_20250305', name: 'web_search' },
      { type: 'mcp_toolset', mcp_server_name: 'notes' },
      { type: 'tomorrow' },
    ]),
  ).toEqual([
    { type: 'function', name: 'a' },
    { type: 'function', name: 'b' },
    { type: 'web_search_20250305', name: 'web_search' },
    { type: 'mcp_toolset', name: 'notes' },
    { type: 'tomorrow', name: 'tomorrow' },
  ]);
});
