/** What other conventions record reads in the newest names. The samples are documented ones: written after each convention's reference, 2026-11-30. */
import { describe, expect, it } from 'vitest';
import { normalize } from './normalize.ts';

const text = (content: string): object => ({ type: 'text', content });
const call = { type: 'tool_call', id: 'c1', name: 'look_up', arguments: { id: 7 } };

/** The same exchange in each dialect: instructions, a question, a call of a tool, its result, an answer. */
const exchange = {
  'gen_ai.system_instructions': [text('Be brief.')],
  'gen_ai.input.messages': [
    { role: 'user', parts: [text('Where is 7?')] },
    { role: 'assistant', parts: [call] },
    { role: 'tool', parts: [{ type: 'tool_call_response', id: 'c1', response: { at: 'home' } }] },
  ],
};
const answered = (reason?: string): object => ({
  'gen_ai.output.messages': [
    {
      role: 'assistant',
      parts: [text('At home.')],
      ...(reason !== undefined && { finish_reason: reason }),
    },
  ],
});
const openAiMessages = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'Where is 7?' },
  {
    role: 'assistant',
    content: null,
    tool_calls: [
      { id: 'c1', type: 'function', function: { name: 'look_up', arguments: '{"id":7}' } },
    ],
  },
  { role: 'tool', tool_call_id: 'c1', content: '{"at":"home"}' },
];

describe('a call of a model', () => {
  it.each<[string, Record<string, unknown>, object]>([
    [
      'openinference',
      {
        'openinference.span.kind': 'LLM',
        'llm.model_name': 'gpt-4o',
        'llm.provider': 'openai',
        'llm.token_count.prompt': 12,
        'llm.token_count.completion': 3,
        'llm.token_count.prompt_details.cache_read': 4,
        'llm.invocation_parameters': '{"temperature":0,"max_tokens":50}',
        'llm.input_messages.0.message.role': 'system',
        'llm.input_messages.0.message.content': 'Be brief.',
        'llm.input_messages.1.message.role': 'user',
        'llm.input_messages.1.message.contents.0.message_content.type': 'text',
        'llm.input_messages.1.message.contents.0.message_content.text': 'Where is 7?',
        'llm.input_messages.2.message.role': 'assistant',
        'llm.input_messages.2.message.tool_calls.0.tool_call.id': 'c1',
        'llm.input_messages.2.message.tool_calls.0.tool_call.function.name': 'look_up',
        'llm.input_messages.2.message.tool_calls.0.tool_call.function.arguments': '{"id":7}',
        'llm.input_messages.3.message.role': 'tool',
        'llm.input_messages.3.message.tool_call_id': 'c1',
        'llm.input_messages.3.message.content': '{"at":"home"}',
        'llm.output_messages.0.message.role': 'assistant',
        'llm.output_messages.0.message.content': 'At home.',
        'session.id': 's-1',
      },
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.provider.name': 'openai',
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 3,
        'gen_ai.usage.cache_read.input_tokens': 4,
        'gen_ai.request.temperature': 0,
        'gen_ai.request.max_tokens': 50,
        ...exchange,
        ...answered(),
      },
    ],
    [
      'openllmetry',
      {
        'llm.request.type': 'chat',
        'gen_ai.system': 'openai',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.prompt_tokens': 12,
        'gen_ai.usage.completion_tokens': 3,
        'gen_ai.prompt.0.role': 'system',
        'gen_ai.prompt.0.content': 'Be brief.',
        'gen_ai.prompt.1.role': 'user',
        'gen_ai.prompt.1.content': 'Where is 7?',
        'gen_ai.prompt.2.role': 'assistant',
        'gen_ai.prompt.2.tool_calls.0.id': 'c1',
        'gen_ai.prompt.2.tool_calls.0.name': 'look_up',
        'gen_ai.prompt.2.tool_calls.0.arguments': '{"id":7}',
        'gen_ai.prompt.3.role': 'tool',
        'gen_ai.prompt.3.tool_call_id': 'c1',
        'gen_ai.prompt.3.content': '{"at":"home"}',
        'gen_ai.completion.0.role': 'assistant',
        'gen_ai.completion.0.content': 'At home.',
        'gen_ai.completion.0.finish_reason': 'stop',
      },
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 3,
        'gen_ai.response.finish_reasons': ['stop'],
        ...exchange,
        ...answered('stop'),
      },
    ],
    [
      'ai-sdk',
      {
        'ai.operationId': 'ai.streamText.doStream',
        'ai.model.id': 'gpt-4o',
        'ai.model.provider': 'openai.chat',
        'ai.usage.promptTokens': 12,
        'ai.usage.completionTokens': 3,
        'ai.response.msToFirstChunk': 250,
        'ai.response.finishReason': 'stop',
        'ai.response.text': 'At home.',
        'ai.prompt.messages': JSON.stringify([
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: [{ type: 'text', text: 'Where is 7?' }] },
          {
            role: 'assistant',
            content: [
              { type: 'tool-call', toolCallId: 'c1', toolName: 'look_up', input: { id: 7 } },
            ],
          },
          {
            role: 'tool',
            content: [
              {
                type: 'tool-result',
                toolCallId: 'c1',
                toolName: 'look_up',
                output: { type: 'json', value: { at: 'home' } },
              },
            ],
          },
        ]),
        'ai.prompt.tools': ['{"type":"function","name":"look_up"}'],
      },
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.stream': true,
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 3,
        'gen_ai.response.time_to_first_chunk': 0.25,
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.tool.definitions': [{ type: 'function', name: 'look_up' }],
        ...exchange,
        ...answered('stop'),
      },
    ],
    [
      'langfuse',
      {
        'langfuse.observation.type': 'generation',
        'langfuse.observation.model.name': 'gpt-4o',
        'langfuse.observation.input': JSON.stringify(openAiMessages),
        'langfuse.observation.output': '{"role":"assistant","content":"At home."}',
        'langfuse.observation.usage_details': '{"input":12,"output":3,"total":15}',
        'langfuse.observation.cost_details': '{"total":0.001}',
        'langfuse.observation.model.parameters': '{"temperature":"0.5"}',
        'langfuse.observation.prompt.name': 'helper',
        'langfuse.observation.prompt.version': 2,
      },
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 3,
        'gen_ai.request.temperature': 0.5,
        'gen_ai.prompt.name': 'helper',
        'gen_ai.prompt.version': '2',
        'spanwise.cost.amount': 0.001,
        'spanwise.cost.currency': 'USD',
        ...exchange,
        ...answered(),
      },
    ],
    [
      'logfire',
      {
        'logfire.msg': 'Chat Completion with gpt-4o',
        request_data: JSON.stringify({ model: 'gpt-4o', temperature: 0, messages: openAiMessages }),
        response_data: JSON.stringify({
          message: { role: 'assistant', content: 'At home.' },
          usage: { prompt_tokens: 12, completion_tokens: 3 },
        }),
      },
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.request.temperature': 0,
        'gen_ai.usage.input_tokens': 12,
        'gen_ai.usage.output_tokens': 3,
        ...exchange,
        ...answered(),
      },
    ],
    [
      'gen_ai-1.41',
      {
        'gen_ai.operation.name': 'chat',
        'gen_ai.system': 'openai',
        'gen_ai.usage.cache_creation.input_tokens': 5,
        'gen_ai.prompt': JSON.stringify(openAiMessages),
        'gen_ai.completion': '[{"role":"assistant","content":"At home."}]',
      },
      {
        'gen_ai.provider.name': 'openai',
        'gen_ai.usage.cache_write.input_tokens': 5,
        ...exchange,
        ...answered(),
      },
    ],
    [
      'anthropic-native',
      {
        'gen_ai.operation.name': 'chat',
        'anthropic.request.id': 'req_1',
        'anthropic.message.stop_reason': 'end_turn',
      },
      { 'spanwise.request.id': 'req_1', 'gen_ai.response.finish_reasons': ['stop'] },
    ],
  ])('of %s', (dialect, attributes, changes) => {
    expect(normalize({ attributes })).toEqual({ dialect, changes });
  });

  it('of the events of older conventions', () => {
    const { changes } = normalize({
      attributes: { 'gen_ai.system': 'openai' },
      events: [
        { name: 'gen_ai.system.message', attributes: { content: 'Be brief.' } },
        { name: 'gen_ai.user.message', attributes: { content: 'Where is 7?' } },
        {
          name: 'gen_ai.choice',
          attributes: {
            finish_reason: 'tool_calls',
            message: '{"role":"assistant","content":"At home."}',
          },
        },
        { name: 'something else', attributes: { content: 'no' } },
      ],
    });
    expect(changes).toEqual({
      'gen_ai.provider.name': 'openai',
      'gen_ai.system_instructions': [text('Be brief.')],
      'gen_ai.input.messages': [{ role: 'user', parts: [text('Where is 7?')] }],
      ...answered('tool_call'),
    });
  });

  it('of Pydantic AI, whose events are one attribute', () => {
    const events = [
      { 'event.name': 'gen_ai.user.message', role: 'user', content: 'Where is 7?' },
      {
        'event.name': 'gen_ai.choice',
        index: 0,
        message: { role: 'assistant', content: 'At home.' },
      },
    ];
    const { changes } = normalize({
      attributes: {
        'logfire.msg': 'chat',
        'gen_ai.operation.name': 'chat',
        events: JSON.stringify(events),
      },
    });
    expect(changes).toEqual({
      'gen_ai.input.messages': [{ role: 'user', parts: [text('Where is 7?')] }],
      ...answered(),
    });
  });
});

describe('a tool, an agent, a search', () => {
  it.each<[string, Record<string, unknown>, object]>([
    [
      'a tool of openinference',
      {
        'openinference.span.kind': 'TOOL',
        'tool.name': 'look_up',
        'input.value': '{"id":7}',
        'output.value': '{"at":"home"}',
      },
      {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'look_up',
        'gen_ai.tool.call.arguments': { id: 7 },
        'gen_ai.tool.call.result': { at: 'home' },
      },
    ],
    [
      'a search of openinference',
      {
        'openinference.span.kind': 'RETRIEVER',
        'input.value': 'where',
        'retrieval.documents.0.document.id': 'd1',
        'retrieval.documents.0.document.score': 0.9,
        'retrieval.documents.0.document.content': 'here',
      },
      {
        'gen_ai.operation.name': 'retrieval',
        'gen_ai.retrieval.query.text': 'where',
        'gen_ai.retrieval.documents': [{ id: 'd1', score: 0.9, content: 'here' }],
      },
    ],
    [
      'an agent of openllmetry',
      {
        'traceloop.span.kind': 'agent',
        'traceloop.entity.name': 'helper',
        'traceloop.association.properties.user_id': 'u-1',
      },
      { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': 'helper', 'user.id': 'u-1' },
    ],
    [
      'a tool of the AI SDK',
      {
        'ai.operationId': 'ai.toolCall',
        'ai.toolCall.name': 'look_up',
        'ai.toolCall.id': 'c1',
        'ai.toolCall.args': '{"id":7}',
      },
      {
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': 'look_up',
        'gen_ai.tool.call.id': 'c1',
        'gen_ai.tool.call.arguments': { id: 7 },
      },
    ],
  ])('%s', (_, attributes, changes) => {
    expect(normalize({ attributes }).changes).toEqual(changes);
  });
});

describe('the newest names', () => {
  it('are never replaced', () => {
    const attributes = {
      'gen_ai.request.model': 'ours',
      'llm.model_name': 'theirs',
      'openinference.span.kind': 'LLM',
    };
    expect(normalize({ attributes }).changes).toEqual({ 'gen_ai.operation.name': 'chat' });
  });

  it('have their content parsed when it came as JSON, and are left alone otherwise', () => {
    const messages = [{ role: 'user', parts: [text('Hello')] }];
    expect(
      normalize({ attributes: { 'gen_ai.input.messages': JSON.stringify(messages) } }),
    ).toEqual({
      dialect: 'gen_ai',
      changes: { 'gen_ai.input.messages': messages },
    });
    expect(normalize({ attributes: { 'gen_ai.input.messages': messages } }).changes).toEqual({});
  });
});

describe('what is no GenAI, or cannot be read', () => {
  it('has no dialect', () => {
    expect(normalize({ attributes: { 'http.route': '/', 'logfire.msg': 'GET /' } })).toEqual({
      dialect: undefined,
      changes: {},
    });
  });

  it.each<[string, unknown]>([
    ['JSON that is cut', '[{"role":"user","content":"Hel'],
    ['a number', 7],
    ['nothing', null],
    ['an empty text', ''],
    ['names of prototypes', '[{"__proto__":{"role":"x"},"constructor":1}]'],
  ])('never throws: %s', (_, value) => {
    for (const name of [
      'gen_ai.input.messages',
      'gen_ai.prompt',
      'ai.prompt.messages',
      'langfuse.observation.input',
      'llm.input_messages.0.message',
      'llm.input_messages.__proto__.x',
    ]) {
      expect(() =>
        normalize({ attributes: { [name]: value, 'openinference.span.kind': 'LLM' } }),
      ).not.toThrow();
    }
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});
