/** Instruments the `anthropic` client: its methods, and how their requests and replies read as ours. */
import { defineAdapter, operation, textPart, type Adapter } from '@spanwise/core/adapter';
import { anthropicHeader } from './header.ts';
import type { Body, Reply } from './anthropic.ts';

/** Instruments the `anthropic` client. */
export const anthropic: Adapter = defineAdapter({
  provider: 'anthropic',
  module: anthropicHeader.module,
  client: (receiver) => ({ baseURL: (receiver as { baseURL?: string }).baseURL }),
  operations: [
    operation<Body, Reply>({
      name: 'chat',
      method: 'chat',
      request: (body) => ({ model: body.model }),
      response: (reply) => ({ id: reply.id }),
      input: (body) => ({ messages: [{ role: 'user', parts: [textPart(body.prompt ?? '')] }] }),
      output: (reply) => ({
        messages: [{ role: 'assistant', parts: [textPart(reply.text ?? '')] }],
      }),
    }),
  ],
});
