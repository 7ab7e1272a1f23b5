/** What is known of this adapter before the logger is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the logger is found. */
export const winstonHeader: AdapterHeader = {
  id: 'winston',
  packageName: '@spanwise/instrumentation-winston',
  packageVersion: '0.1.0',
  module: { name: 'winston', versions: '>=3 <4' },
};
