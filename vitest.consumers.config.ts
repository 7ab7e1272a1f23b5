import { defineConfig } from 'vitest/config';

/** The built packages, without the source condition. `npm run test:consumers` builds them first. */
export default defineConfig({
  test: {
    include: ['test/consumers/*.test.ts'],
    globalSetup: ['test/consumers/pack.ts'],
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 600_000,
  },
});
