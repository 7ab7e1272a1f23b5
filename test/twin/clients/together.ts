/** The `together-ai` client. */
import type { TestedClient } from '../tested-client.ts';
import { chatClient } from './chat-completions.ts';

/** The `together-ai` client. */
export const together: TestedClient = chatClient({
  id: 'together',
  className: 'Together',
  versions: {
    'together-oldest': '0.6.0',
    'together-ai': '0.52.0',
  },
  features: {
    'lazy promise': '0.6.0',
    'watched method': '0.6.0',
    'closed by break': '0.6.0',
    signal: '0.6.0',
    retries: '0.6.0',
    controller: '0.6.0',
    'any address': '0.6.0',
    tee: '0.6.0',
    'quick retry': '0.6.0',
    withOptions: '0.52.0',
    fetch: '0.6.0',
  },
  adapter: async () => (await import('@spanwise/instrumentation-together')).together,
  root: '/v1',
});
