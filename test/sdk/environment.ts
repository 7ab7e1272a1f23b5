/** Takes away the variables of the machine that runs the tests; `vi.unstubAllEnvs()` gives them back. */
import { vi } from 'vitest';

/** Afterwards no variable of OpenTelemetry or Spanwise is set. */
export function clearEnvironment(): void {
  for (const name of Object.keys(process.env))
    if (/^(OTEL|SPANWISE)_/.test(name)) vi.stubEnv(name, undefined);
}
