/** What was said in each conversation, in memory and bounded. */
import type OpenAI from 'openai';

const MAX_CONVERSATIONS = 1000;
const MAX_MESSAGES = 20;

type Message = OpenAI.ChatCompletionMessageParam;

/** Remembers conversations. */
export interface Conversations {
  /** What was said so far, oldest first. */
  readonly of: (key: string) => readonly Message[];
  readonly add: (key: string, question: string, answer: string) => void;
}

/** Makes an empty memory. The conversation that was silent longest is forgotten first. */
export function createConversations(): Conversations {
  const messages = new Map<string, readonly Message[]>();
  const of = (key: string): readonly Message[] => messages.get(key) ?? [];
  return {
    of,
    add: (key, question, answer) => {
      const said: Message[] = [
        ...of(key),
        { role: 'user', content: question },
        { role: 'assistant', content: answer },
      ];
      messages.delete(key);
      messages.set(key, said.slice(-MAX_MESSAGES));
      const [oldest] = messages.keys();
      if (messages.size > MAX_CONVERSATIONS && oldest !== undefined) messages.delete(oldest);
    },
  };
}
