/** What is known of this adapter before the `cohere-ai` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `cohere-ai` client is found. */
export const cohereHeader: AdapterHeader = {
  id: 'cohere',
  packageName: '@spanwise/instrumentation-cohere',
  packageVersion: '0.1.0',
  module: { name: 'cohere-ai', versions: '>=7.21 <9' },
};
