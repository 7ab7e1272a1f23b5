/** What is known of this adapter before the `@upstash/vector` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before the `@upstash/vector` client is found. */
export const upstashVectorHeader: AdapterHeader = {
  id: 'upstashVector',
  packageName: '@spanwise/instrumentation-upstash-vector',
  packageVersion: '0.1.0',
  module: {
    name: '@upstash/vector',
    versions: '>=1 <2',
    entries: ['dist/cloudflare.mjs', 'dist/cloudflare.js'],
    hasDefault: false,
  },
};
