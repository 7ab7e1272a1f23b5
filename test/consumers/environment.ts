/** The environment in which packages are installed and applications run: a cache of our own, no messages, no options of the tests. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What npm and pnpm keep between runs. */
export const cache: string = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'spanwise/npm',
);

/** Variables of OpenTelemetry, of Spanwise and of the test runner do not reach an application. */
export const environment: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:OTEL|SPANWISE|VITEST|DD|SENTRY)_|^(?:NODE_ENV|VITEST)$/.test(name),
    ),
  ),
  NODE_OPTIONS: '',
  npm_config_cache: cache,
  npm_config_fund: 'false',
  npm_config_audit: 'false',
  npm_config_update_notifier: 'false',
};
