/** What is known of this adapter before the logger is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the logger is found. */
export const bunyanHeader: AdapterHeader = {
  id: 'bunyan',
  packageName: '@spanwise/instrumentation-bunyan',
  packageVersion: '0.1.0',
  module: { name: 'bunyan', versions: '>=1.8 <3' },
};
