/** One `instrument()` for each test of a file, where nothing of OpenTelemetry is set before or left behind. */
import { diag } from '@opentelemetry/api';
import { instrument, type InstrumentOptions, type Spanwise } from 'spanwise';
import { afterEach, beforeEach, vi } from 'vitest';
import { listen } from './collect.ts';
import { clearEnvironment } from './environment.ts';

/** What a test has. */
export interface Fresh {
  /** Calls `instrument()` with the defaults of the file and these options. */
  readonly begin: (options?: InstrumentOptions) => Spanwise;
  /** What it gave back. */
  readonly running: Spanwise | undefined;
  /** What was said through `diag` since the test began. */
  readonly lines: readonly string[];
}

/** Registers the hooks. `registries` are those of the API that a test may have filled. */
export function freshSpanwise(
  defaults: InstrumentOptions,
  registries: readonly { readonly disable: () => void }[] = [diag],
): Fresh {
  const fresh: { -readonly [K in keyof Fresh]: Fresh[K] } = {
    begin: (options) => (fresh.running = instrument({ ...defaults, ...options })),
    running: undefined,
    lines: [],
  };
  beforeEach(() => {
    clearEnvironment();
    fresh.lines = listen();
  });
  afterEach(async () => {
    await fresh.running?.shutdown();
    fresh.running = undefined;
    for (const registry of registries) registry.disable();
    vi.unstubAllEnvs();
  });
  return fresh;
}
