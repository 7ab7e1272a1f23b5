import { defineConfig } from 'vitest/config';

const conditions = ['@spanwise/source'];

/** Adapters against real servers, which are installed into the user's cache: too slow for `npm test`. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['packages/instrumentation/*/src/*.server-test.ts', 'test/servers/*.server-test.ts'],
    execArgv: ['--conditions=@spanwise/source'],
    maxWorkers: 1,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
