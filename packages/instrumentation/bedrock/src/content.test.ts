/** How messages read that the exchanges do not have, and streams of what they do not stream. */
import type { AppendText, Part } from '@spanwise/core/adapter';
import { expect, it } from 'vitest';
import type { ContentBlock, ConverseEvent } from './bedrock.ts';
import { contentParts, toolDefinitions } from './content.ts';
import { converseFormat } from './converse.ts';
import { familyOf } from './families.ts';

const join: AppendText = (previous, delta) =>
  delta == null ? (previous ?? undefined) : `${previous ?? ''}${delta}`;
const text = (content: string): Part => ({ type: 'text', content });

it.each<[string, ContentBlock, readonly unknown[]]>([
  [
    'a video in a bucket',
    { video: { format: 'mp4', source: { s3Location: { uri: 's3://bucket/a.mp4' } } } },
    [{ type: 'uri', modality: 'video', mime_type: 'video/mp4', uri: 's3://bucket/a.mp4' }],
  ],
  [
    'an image in base64, as models take it',
    { image: { format: 'png', source: { bytes: 'aGk=' } } },
    [{ type: 'blob', modality: 'image', mime_type: 'image/png', content: 'aGk=' }],
  ],
  [
    'a document of text',
    { document: { format: 'txt', source: { text: 'terms' } } },
    [text('terms')],
  ],
  [
    'a document of blocks',
    { document: { source: { content: [{ text: 'one' }, { text: 'two' }] } } },
    [text('one'), text('two')],
  ],
  ['a medium without a source', { audio: { format: 'mp3' } }, []],
  [
    'an image for a guardrail',
    { guardContent: { image: { format: 'png', source: { bytes: 'aGk=' } } } },
    [{ type: 'blob', modality: 'image', mime_type: 'image/png', content: 'aGk=' }],
  ],
  [
    'a tool that the provider runs',
    {
      toolUse: { toolUseId: '1', name: 'nova_grounding', input: { q: 1 }, type: 'server_tool_use' },
    },
    [
      {
        type: 'server_tool_call',
        id: '1',
        name: 'nova_grounding',
        server_tool_call: { type: 'nova_grounding', arguments: { q: 1 } },
      },
    ],
  ],
  [
    'a result of a text',
    { toolResult: { toolUseId: '1', content: [{ text: 'sunny' }] } },
    [{ type: 'tool_call_response', id: '1', response: 'sunny' }],
  ],
  [
    'a result of several parts',
    { toolResult: { toolUseId: '1', content: [{ text: 'sunny' }, { json: { c: 20 } }] } },
    [{ type: 'tool_call_response', id: '1', response: [text('sunny'), text('{"c":20}')] }],
  ],
  [
    'reasoning that is encrypted',
    { reasoningContent: {} },
    [{ type: 'generic:redacted_reasoning' }],
  ],
  [
    'a text with its sources',
    {
      citationsContent: {
        content: [{ text: 'It is ' }, { text: 'blue.' }],
        citations: [{ title: 'Sky' }],
      },
    },
    [{ type: 'text', content: 'It is blue.', citations: [{ title: 'Sky' }] }],
  ],
  ['a cache point', { cachePoint: { type: 'default' } }, []],
  [
    'what nobody knows yet',
    { searchResult: { title: 'Sky' } } as ContentBlock,
    [{ type: 'generic:searchResult', title: 'Sky' }],
  ],
])('reads %s', (_, block, parts) => {
  expect(contentParts([block])).toEqual(parts);
});

it('names the tools on offer', () => {
  expect(
    toolDefinitions([
      { toolSpec: { name: 'look_up_order' } },
      { systemTool: { name: 'nova_grounding' } },
      {},
    ]),
  ).toEqual([
    { type: 'function', name: 'look_up_order' },
    { type: 'system', name: 'nova_grounding' },
  ]);
});

const started = (contentBlockIndex: number, start: object): ConverseEvent => ({
  contentBlockStart: { contentBlockIndex, start },
});
const piece = (contentBlockIndex: number, delta: object): ConverseEvent => ({
  contentBlockDelta: { contentBlockIndex, delta },
});

it('rebuilds a streamed reply, without a change to its events', () => {
  const { stream, output } = converseFormat;
  const reply = stream.start({});
  const events = [
    started(0, { toolUse: { toolUseId: '1', name: 'search', type: 'server_tool_use' } }),
    piece(0, { toolUse: { input: '{"q":1}' } }),
    started(1, { toolResult: { toolUseId: '1' } }),
    piece(1, { toolResult: [{ text: 'blue' }] }),
    piece(1, { toolResult: [{ text: ' and grey' }] }),
    piece(2, { reasoningContent: { redactedContent: new Uint8Array(1) } }),
    piece(3, { text: 'It is blue.' }),
    piece(3, { citation: { title: 'Sky' } }),
    piece(9999, { text: 'not believed' }),
    piece(4, {}),
  ];
  for (const event of events) stream.add(reply, deepFrozen(event), join);
  expect(output(reply, {})).toEqual({
    messages: [
      {
        role: 'assistant',
        parts: [
          {
            type: 'server_tool_call',
            id: '1',
            name: 'search',
            server_tool_call: { type: 'search', arguments: { q: 1 } },
          },
          { type: 'tool_call_response', id: '1', response: [text('blue'), text(' and grey')] },
          { type: 'generic:redacted_reasoning' },
          { type: 'text', content: 'It is blue.', citations: [{ title: 'Sky' }] },
        ],
      },
    ],
  });
});

it.each<[string, object | undefined, string]>([
  ['eu.anthropic.claude-haiku-4-5-20251001-v1:0', undefined, 'chat'],
  [
    'arn:aws:bedrock:us-east-1:1:inference-profile/us.meta.llama3-3-70b-instruct-v1:0',
    undefined,
    'text_completion',
  ],
  ['mistral.mistral-large-2407-v1:0', undefined, 'chat'],
  ['mistral.mistral-7b-instruct-v0:2', { prompt: '' }, 'text_completion'],
  ['openai.gpt-oss-120b-1:0', { messages: [] }, 'chat'],
  ['amazon.nova-2-multimodal-embeddings-v1:0', undefined, 'embeddings'],
  ['arn:aws:bedrock:us-east-1:1:provisioned-model/a', { anthropic_version: '' }, 'chat'],
  ['arn:aws:bedrock:us-east-1:1:provisioned-model/a', { inferenceConfig: {} }, 'chat'],
  ['arn:aws:bedrock:us-east-1:1:provisioned-model/a', undefined, 'generate_content'],
  ['stability.sd3-5-large-v1:0', undefined, 'generate_content'],
])('knows what %s does with %o', (model, sent, operation) => {
  expect(familyOf(model, sent).operation).toBe(operation);
});

function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const entry of Object.values(value)) deepFrozen(entry);
  return Object.freeze(value);
}
