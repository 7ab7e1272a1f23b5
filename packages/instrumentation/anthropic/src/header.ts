/** What is known of this adapter before the client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the client is found. */
export const anthropicHeader: AdapterHeader = {
  id: 'anthropic',
  packageName: '@spanwise/instrumentation-anthropic',
  packageVersion: '0.1.0',
  module: {
    name: '@anthropic-ai/sdk',
    versions: '>=0.30 <2',
    // The clients for Bedrock and Vertex load these, and never the package by its own name.
    entries: ['client.mjs', 'client.js', 'resources/index.mjs', 'resources/index.js'],
    // The oldest throw when one of these runs after them.
    before: ['shims/node.mjs', 'shims/web.mjs'],
  },
};
