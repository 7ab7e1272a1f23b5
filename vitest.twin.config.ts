import { defineConfig } from 'vitest/config';

const conditions = ['@spanwise/source'];

/** The twin test of every version of every client, in every mode. `npm test` runs the part of it that finds most. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ['test/twin/*.test.ts'],
    // Not yet: versions before 1 do not load here, and a stream of a reply without content ends in another way than the
    // table says. `npm test` takes the newest version through the core of the situations.
    exclude: ['**/node_modules/**', 'test/twin/groq.test.ts'],
    execArgv: ['--conditions=@spanwise/source'],
    env: { SPANWISE_TWIN: 'full' },
    maxWorkers: 2,
    maxConcurrency: 3,
    hookTimeout: 600_000,
  },
});
