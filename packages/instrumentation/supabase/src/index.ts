/** Instruments the `@supabase/supabase-js` client. */
import {
  AdapterInstrumentation,
  type AdapterEntry,
  type InstrumentationConfig,
} from '@spanwise/core';
import { supabase as adapter } from './adapter.ts';
import { supabaseHeader } from './header.ts';

/** The adapter and its header, for `attach({ adapters: [supabase] })`. */
export const supabase: AdapterEntry = { ...supabaseHeader, load: () => adapter };

/** The instrumentation of the `@supabase/supabase-js` client, for those who assemble their own SDK. */
export class SupabaseInstrumentation extends AdapterInstrumentation {
  /** @throws {ConfigError} for an option that is not accepted. */
  constructor(config?: InstrumentationConfig) {
    super(supabase, config);
  }
}
