/** What is known of this adapter before it is asked for. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before it is asked for. */
export const consoleHeader: AdapterHeader = {
  id: 'console',
  packageName: '@spanwise/instrumentation-console',
  packageVersion: '0.1.0',
  module: { name: 'node:console', versions: '>=22.15' },
  isOptIn: true,
  discover: (found) => {
    found(globalThis.console as unknown as Record<string, unknown>);
    return () => {};
  },
};
