/** What is known of this adapter before the `@supabase/supabase-js` client is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';

/** What is known of this adapter before it is found: the package that sends queries for `@supabase/supabase-js`. */
export const supabaseHeader: AdapterHeader = {
  id: 'supabase',
  packageName: '@spanwise/instrumentation-supabase',
  packageVersion: '0.1.0',
  module: { name: '@supabase/postgrest-js', versions: '>=1 <3' },
};
