/** What is known of this adapter before the `mongodb` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `mongodb` client is found. */
export const mongodbHeader: AdapterHeader = {
  id: 'mongodb',
  packageName: '@spanwise/instrumentation-mongodb',
  packageVersion: '0.1.0',
  module: { name: 'mongodb', versions: '>=6 <8' },
};
