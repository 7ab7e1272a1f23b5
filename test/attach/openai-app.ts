/** What the programs that use the real `openai` share: a server that answers, and where each method lives. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { attach, type Attachment } from '@spanwise/core';
import { openai } from '@spanwise/instrumentation-openai';
import { openaiRealtime } from '@spanwise/instrumentation-openai-realtime';

interface Client {
  readonly chat: {
    readonly completions: { readonly create: (body: object) => Promise<{ readonly id: string }> };
  };
}

/** The client's class, as far as these programs use it. */
export type ClientClass = (new (options: object) => Client) & {
  readonly Chat: { readonly Completions: { readonly prototype: object } };
  /** What is required of openai 5 and 6 is a function that makes a client of this class. */
  readonly default?: ClientClass;
};

/** Attaches the adapter for `openai`. */
export function attachOpenAI(): Attachment {
  return attach({ adapters: [openai] });
}

/** Attaches it beside the adapter for realtime sessions, which are a part of the package that is imported alone. */
export function attachRealtime(): Attachment {
  return attach({ adapters: [openai, openaiRealtime] });
}

/** Calls a server of its own once with each class; gives back the ids of the replies. */
export async function chatWith(...classes: readonly ClientClass[]): Promise<readonly string[]> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        id: 'chatcmpl-1',
        object: 'chat.completion',
        model: 'm',
        choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: '' } }],
      }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const replies = await Promise.all(
    classes.map((OpenAI) =>
      new OpenAI({
        apiKey: 'none',
        baseURL: `http://127.0.0.1:${port}/v1`,
      }).chat.completions.create({ model: 'm', messages: [] }),
    ),
  );
  server.close();
  server.closeAllConnections();
  return replies.map(({ id }) => id);
}

/** The function that a class's chat method is now. */
export function createOf(OpenAI: ClientClass): unknown {
  return ((OpenAI.default ?? OpenAI).Chat.Completions.prototype as { create?: unknown }).create;
}
