/** Opens an installed client for the tests, without its sessions; and finds what the adapter watches of it. */
import { createRequire } from 'node:module';

/** The client, whose versions no one type describes. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Loose = any;

/** One installed version. */
export interface Installed {
  /** What sends its queries. */
  readonly exports: object;
  readonly open: (url: string) => Loose;
}

/** Loads the version that is installed under this name. */
export function installedAs(alias: string): Installed {
  const require = createRequire(import.meta.url);
  const { createClient } = require(alias);
  return {
    exports: createRequire(require.resolve(alias))('@supabase/postgrest-js') as object,
    open: (url) =>
      createClient(url, 'key', {
        auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
      }),
  };
}
