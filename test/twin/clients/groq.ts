/** The `groq-sdk` client. */
import type { TestedClient } from '../tested-client.ts';
import { chatClient } from './chat-completions.ts';

/** The `groq-sdk` client. */
export const groq: TestedClient = chatClient({
  id: 'groq',
  className: 'Groq',
  versions: {
    'groq0-oldest': '0.5.0',
    groq0: '0.37.0',
    'groq1-oldest': '1.1.1',
    'groq-sdk': '1.6.0',
  },
  features: {
    'lazy promise': '0.5.0',
    'watched method': '0.5.0',
    'closed by break': '0.5.0',
    signal: '0.5.0',
    retries: '0.5.0',
    controller: '0.5.0',
    'any address': '0.5.0',
    tee: '0.5.0',
    'quick retry': '0.5.0',
    withOptions: '1.1.1',
    fetch: '0.5.0',
  },
  adapter: async () => (await import('@spanwise/instrumentation-groq')).groq,
  root: '',
});
