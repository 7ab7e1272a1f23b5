/** The `@cerebras/cerebras_cloud_sdk` client. */
import type { TestedClient } from '../tested-client.ts';
import { chatClient } from './chat-completions.ts';

/** The `@cerebras/cerebras_cloud_sdk` client. */
export const cerebras: TestedClient = chatClient({
  id: 'cerebras',
  className: 'Cerebras',
  versions: {
    'cerebras-oldest': '1.3.0',
    '@cerebras/cerebras_cloud_sdk': '1.91.0',
  },
  features: {
    'lazy promise': '1.3.0',
    'watched method': '1.3.0',
    'closed by break': '1.3.0',
    signal: '1.3.0',
    retries: '1.3.0',
    controller: '1.3.0',
    'any address': '1.3.0',
    tee: '1.3.0',
    'quick retry': '1.3.0',
    fetch: '1.3.0',
  },
  adapter: async () => (await import('@spanwise/instrumentation-cerebras')).cerebras,
  root: '',
  // It would ask for nothing at once, so that a connection is there.
  options: { warmTCPConnection: false },
});
