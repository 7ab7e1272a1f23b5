import { defineConfig } from 'vitest/config';

const conditions = ['@spanwise/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: [
      'packages/**/src/**/*.test.{ts,tsx}',
      'dashboards/src/**/*.test.ts',
      'test/**/*.test.ts',
      'scripts/**/*.test.ts',
      'examples/**/src/**/*.test.ts',
    ],
    exclude: [
      '**/node_modules/**',
      'test/consumers/**',
      'test/page/**',
      'test/stack/**',
      '**/.apps/**',
      '**/.copies/**',
    ],
    typecheck: { include: ['packages/**/src/**/*.test-d.ts'], tsconfig: './tsconfig.json' },
    execArgv: ['--conditions=@spanwise/source'],
    maxWorkers: 2,
    maxConcurrency: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
