/** What is known of this adapter before a binding is observed: no module loads one. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before a binding is observed. Its versions are those of nothing: bindings have none. */
export const vectorizeHeader: AdapterHeader = {
  id: 'vectorize',
  packageName: '@spanwise/instrumentation-vectorize',
  packageVersion: '0.1.0',
  module: { name: 'cloudflare:workers', versions: '>=0' },
};
