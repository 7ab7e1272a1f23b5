import { defineConfig } from 'vitest/config';

const conditions = ['@spanwise/source'];

/** The real servers. `npm run test:stack` builds them first. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['test/stack/*.test.ts'],
    execArgv: ['--conditions=@spanwise/source'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 180_000,
  },
});
