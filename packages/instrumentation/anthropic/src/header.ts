/** What is known of this adapter before the `anthropic` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `anthropic` client is found. */
export const anthropicHeader: AdapterHeader = {
  id: 'anthropic',
  packageName: '@spanwise/instrumentation-anthropic',
  packageVersion: '0.1.0',
  module: { name: 'anthropic', versions: '>=1 <2' },
};
