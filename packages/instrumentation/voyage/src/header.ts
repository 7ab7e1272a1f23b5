/** What is known of this adapter before the `voyageai` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `voyageai` client is found. */
export const voyageHeader: AdapterHeader = {
  id: 'voyage',
  packageName: '@spanwise/instrumentation-voyage',
  packageVersion: '0.1.0',
  module: { name: 'voyageai', versions: '>=0.2.1 <0.5', hasDefault: false },
};
