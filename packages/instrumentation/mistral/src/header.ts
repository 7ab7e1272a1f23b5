/** What is known of this adapter before the `@mistralai/mistralai` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@mistralai/mistralai` client is found. */
export const mistralHeader: AdapterHeader = {
  id: 'mistral',
  packageName: '@spanwise/instrumentation-mistral',
  packageVersion: '0.1.0',
  module: { name: '@mistralai/mistralai', versions: '>=1 <3', hasDefault: false },
};
