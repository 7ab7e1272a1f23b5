/** The agent: asks the model, runs the tools that it asks for, and answers. */
import type OpenAI from 'openai';
import { agent, tool } from 'spanwise';
import type { KnowledgeBase } from './knowledge/knowledge-base.ts';
import { findOrder, refund } from './orders.ts';

type Message = OpenAI.ChatCompletionMessageParam;

const MODEL = process.env['SUPPORT_DESK_MODEL'] ?? 'gpt-4o-mini';
const MAX_TURNS = 5;
const INSTRUCTIONS =
  'You answer customers of a clothes shop. Look things up with the tools; never guess. Answer in two sentences.';

const text = { type: 'string' } as const;
const definition = (
  name: string,
  description: string,
  parameter: string,
): OpenAI.ChatCompletionTool => ({
  type: 'function',
  function: {
    name,
    description,
    parameters: { type: 'object', properties: { [parameter]: text }, required: [parameter] },
  },
});

const DEFINITIONS = [
  definition('search_knowledge', 'Finds help articles.', 'question'),
  definition('look_up_order', 'Finds an order by its number.', 'id'),
  definition('refund_order', 'Pays an order back.', 'id'),
];

/** What the agent is asked. */
export interface Question {
  readonly question: string;
  /** Receives the answer piece by piece. Without it the answer comes whole. */
  readonly onText?: ((piece: string) => void) | undefined;
  /** Stops the answer. */
  readonly signal?: AbortSignal | undefined;
}

/** What it answers. */
export interface Answer {
  readonly answer: string;
  readonly responseId: string;
}

/** Makes the agent. */
export function createAgent(
  client: OpenAI,
  knowledge: KnowledgeBase,
): (question: Question) => Promise<Answer> {
  const tools: Readonly<Record<string, (input: never) => unknown>> = {
    search_knowledge: tool({ name: 'search_knowledge' }, ({ question }: { question: string }) =>
      knowledge.search(question),
    ),
    look_up_order: tool({ name: 'look_up_order' }, async ({ id }: { id: string }) => findOrder(id)),
    refund_order: tool({ name: 'refund_order' }, async ({ id }: { id: string }) => refund(id)),
  };

  return agent({ name: 'support' }, async ({ question, onText, signal }: Question) => {
    const messages: Message[] = [
      { role: 'system', content: INSTRUCTIONS },
      { role: 'user', content: question },
    ];
    for (let turn = 0; turn < MAX_TURNS; turn += 1) {
      const { message, id } = await ask(client, messages, onText, signal);
      if (!message.tool_calls?.length) return { answer: message.content ?? '', responseId: id };
      messages.push(message);
      for (const call of message.tool_calls) {
        if (call.type !== 'function') continue;
        const content = await runTool(tools, call.function.name, call.function.arguments);
        messages.push({ role: 'tool', tool_call_id: call.id, content });
      }
    }
    return { answer: 'I could not find an answer. A colleague will write to you.', responseId: '' };
  });
}

/** A tool that fails tells the model why, so that it can tell the customer. */
async function runTool(
  tools: Readonly<Record<string, (input: never) => unknown>>,
  name: string,
  input: string,
): Promise<string> {
  try {
    const result = await tools[name]?.(JSON.parse(input) as never);
    return JSON.stringify(result ?? { error: `There is no tool ${name}.` });
  } catch (error) {
    return JSON.stringify({ error: (error as Error).message });
  }
}

async function ask(
  client: OpenAI,
  messages: Message[],
  onText: Question['onText'],
  signal: AbortSignal | undefined,
): Promise<{ message: OpenAI.ChatCompletionMessage; id: string }> {
  const body = { model: MODEL, messages, tools: DEFINITIONS, temperature: 0 };
  const options = signal ? { signal } : {};
  if (!onText) {
    const { choices, id } = await client.chat.completions.create(body, options);
    return { message: choices[0]!.message, id };
  }
  const stream = client.chat.completions.stream(
    { ...body, stream_options: { include_usage: true } },
    options,
  );
  stream.on('content', onText);
  const { choices, id } = await stream.finalChatCompletion();
  return { message: choices[0]!.message, id };
}
