/** What is known of this adapter before the logger is found. */
import type { AdapterHeader } from '@spanwise/core/adapter';
import { discover } from './discover.ts';

/** What is known of this adapter before the logger is found. */
export const pinoHeader: AdapterHeader = {
  id: 'pino',
  packageName: '@spanwise/instrumentation-pino',
  packageVersion: '0.1.0',
  module: { name: 'pino', versions: '>=8 <11' },
  discover,
};
