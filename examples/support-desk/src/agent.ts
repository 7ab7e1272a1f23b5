/** The agent: asks the model, runs the tools that it asks for, and answers. */
import type OpenAI from 'openai';
import { ChatCompletionStream } from 'openai/lib/ChatCompletionStream';
import type { Logger } from 'pino';
import { agent } from 'spanwise';
import type { ChatModel } from './model-providers.ts';
import type { AgentTool } from './tools.ts';

type Message = OpenAI.ChatCompletionMessageParam;

const MAX_TURNS = 5;
const INSTRUCTIONS =
  'You answer customers of a clothes shop. Look things up with the tools; never guess. Answer in two sentences.';

/** What the agent is asked. */
export interface Question {
  readonly question: string;
  /** What was said before in the same conversation. */
  readonly history?: readonly Message[] | undefined;
  /** Receives the answer piece by piece. Without it the answer comes whole. */
  readonly onText?: ((piece: string) => void) | undefined;
  /** Stops the answer. */
  readonly signal?: AbortSignal | undefined;
}

/** What it answers. */
export interface Answer {
  readonly answer: string;
  readonly responseId: string;
  /** What the tools found, as the model read it. */
  readonly findings: readonly string[];
}

/** Makes the agent. */
export function createAgent(
  { client, name, refusesStreamOptions = false }: ChatModel,
  tools: ReadonlyMap<string, AgentTool>,
  logger: Logger,
): (question: Question) => Promise<Answer> {
  const definitions = Array.from(tools.values(), ({ definition }) => definition);

  return agent(
    { name: 'support' },
    async ({ question, history = [], onText, signal }: Question) => {
      const findings: string[] = [];
      const messages: Message[] = [
        { role: 'system', content: INSTRUCTIONS },
        ...history,
        { role: 'user', content: question },
      ];
      for (let turn = 0; turn < MAX_TURNS; turn += 1) {
        // oxlint-disable-next-line no-await-in-loop -- each turn needs the one before
        const { message, id } = await ask({ messages, onText, signal });
        if (!message.tool_calls?.length) {
          return { answer: message.content ?? '', responseId: id, findings };
        }
        messages.push(message);
        for (const call of message.tool_calls) {
          // oxlint-disable-next-line no-await-in-loop -- the model reads the results in its own order
          const content = await runTool(tools, call, logger);
          findings.push(content);
          messages.push({ role: 'tool', tool_call_id: call.id, content });
        }
      }
      throw new Error(`The model has not answered in ${MAX_TURNS} turns.`);
    },
  );

  async function ask({
    messages,
    onText,
    signal,
  }: Pick<Question, 'onText' | 'signal'> & { messages: Message[] }): Promise<{
    message: OpenAI.ChatCompletionMessage;
    id: string;
  }> {
    const body = { model: name, messages, tools: definitions, temperature: 0 };
    const options = signal ? { signal } : {};
    if (!onText) {
      const { choices, id } = await client.chat.completions.create(body, options);
      return { message: choices[0]!.message, id };
    }
    const usage = refusesStreamOptions ? {} : { stream_options: { include_usage: true } };
    const chunks = await client.chat.completions.create(
      { ...body, ...usage, stream: true },
      options,
    );
    // Every client of this kind makes chunks; only that of OpenAI puts them together.
    const stream = ChatCompletionStream.fromReadableStream(chunks.toReadableStream());
    signal?.addEventListener('abort', () => stream.abort(), { once: true });
    stream.on('content', onText);
    const { choices, id } = await stream.finalChatCompletion();
    return { message: choices[0]!.message, id };
  }
}

/** A tool that fails tells the model why, so that it can tell the customer. */
async function runTool(
  tools: ReadonlyMap<string, AgentTool>,
  call: OpenAI.ChatCompletionMessageToolCall,
  logger: Logger,
): Promise<string> {
  try {
    const called = call.type === 'function' ? call.function : undefined;
    const tool = called && tools.get(called.name);
    if (!tool) throw new Error('There is no such tool.');
    return JSON.stringify(await tool.run(JSON.parse(called.arguments)));
  } catch (error) {
    logger.warn(error, 'a tool failed');
    return JSON.stringify({ error: (error as Error).message });
  }
}
