/** Instruments the `openai` client. */
import { defineAdapter, type Adapter } from '@spanwise/core/adapter';
import { batches } from './batches.ts';
import { chat, completions } from './chat.ts';
import { clientOf, rateLimits } from './compatible.ts';
import { openaiHeader } from './header.ts';
import { providerOf } from './hosts.ts';
import { images, speech, transcriptions } from './media.ts';
import { responses, retrieve } from './responses.ts';
import { embeddings, moderations } from './vectors.ts';

/** Instruments the `openai` client. */
export const openai: Adapter = defineAdapter({
  provider: 'openai',
  module: openaiHeader.module,
  operations: [
    chat,
    ...responses,
    ...retrieve,
    completions,
    embeddings,
    ...images,
    speech,
    ...transcriptions,
    moderations,
    ...batches,
  ],
  client: (receiver) => {
    const client = clientOf(receiver);
    return {
      baseURL: client?.baseURL,
      provider: typeof client?.apiVersion === 'string' ? 'azure.ai.openai' : undefined,
    };
  },
  providerOf,
  rateLimits,
});
