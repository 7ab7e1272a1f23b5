/** What is known of this adapter before the `@openrouter/sdk` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@openrouter/sdk` client is found. */
export const openrouterHeader: AdapterHeader = {
  id: 'openrouter',
  packageName: '@spanwise/instrumentation-openrouter',
  packageVersion: '0.1.0',
  module: { name: '@openrouter/sdk', versions: '>=1 <2', hasDefault: false },
};
