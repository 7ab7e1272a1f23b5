import { defineConfig } from 'vitest/config';

const conditions = ['@spanwise/source'];

/** The viewer's page in Chromium. `npm run test:page` finds the browser and builds the page first. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['test/page/*.test.ts'],
    execArgv: ['--conditions=@spanwise/source', '--disable-warning=ExperimentalWarning'],
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
