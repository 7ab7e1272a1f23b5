/** The loop of the agent, where the model asks for what it cannot have. */
import OpenAI from 'openai';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createAgent } from './agent.ts';
import type { ChatModel } from './model-providers.ts';
import { createTools } from './tools.ts';

type Message = Record<string, unknown>;

const tools = createTools({ search: async () => [] });
const call = (name: string, input: string): Message => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id: 'call-1', type: 'function', function: { name, arguments: input } }],
});

/** A model that says these messages in turn, the last one for ever. */
function modelThatSays(...messages: Message[]): {
  model: ChatModel;
  asked: { messages: Message[] }[];
} {
  const asked: { messages: Message[] }[] = [];
  const client = new OpenAI({
    apiKey: 'none',
    fetch: async (_url, init) => {
      asked.push(JSON.parse(init?.body as string) as { messages: Message[] });
      const message = messages[Math.min(asked.length, messages.length) - 1];
      return Response.json({ id: `reply-${asked.length}`, choices: [{ index: 0, message }] });
    },
  });
  return { model: { client, name: 'm' }, asked };
}

it.each([
  ['arguments that are no JSON', call('look_up_order', '{"id":'), /JSON/],
  ['arguments without what the tool needs', call('look_up_order', '{}'), /"id\\" is missing/],
  ['a tool that does not exist', call('constructor', '{}'), /There is no such tool/],
  ['an order that does not exist', call('look_up_order', '{"id":"9"}'), /There is no order 9/],
])('tells the model about %s', async (_what, asks, error) => {
  const { model, asked } = modelThatSays(asks, { role: 'assistant', content: 'Sorry.' });
  const { answer, responseId, findings } = await createAgent(
    model,
    tools,
    pino({ enabled: false }),
  )({ question: '?' });
  expect({ answer, responseId }).toEqual({ answer: 'Sorry.', responseId: 'reply-2' });
  expect(findings).toEqual([expect.stringMatching(error)]);
  expect(asked[1]!.messages.at(-1)).toEqual({
    role: 'tool',
    tool_call_id: 'call-1',
    content: findings[0],
  });
});

it('gives up after five turns', async () => {
  const { model, asked } = modelThatSays(call('look_up_order', '{"id":"1042"}'));
  await expect(
    createAgent(model, tools, pino({ enabled: false }))({ question: '?' }),
  ).rejects.toThrow('5 turns');
  expect(asked).toHaveLength(5);
});

it('sends what was said before', async () => {
  const { model, asked } = modelThatSays({ role: 'assistant', content: 'Yes.' });
  const history = [
    { role: 'user', content: 'Do you ship?' },
    { role: 'assistant', content: 'We do.' },
  ] as const;
  await createAgent(model, tools, pino({ enabled: false }))({ question: 'To Norway?', history });
  expect(asked[0]!.messages.slice(1)).toEqual([
    ...history,
    { role: 'user', content: 'To Norway?' },
  ]);
});
