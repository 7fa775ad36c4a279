import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['@qf/source', 'module', 'node', 'import'] } },
  test: {
    include: ['src/**/*.test.ts', 'differential/*.test.ts'],
    testTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: 'coverage/tests.json' }]],
    coverage: {
      include: ['src/**/*.ts'],
      exclude: ['src/index.ts', 'src/server.ts', 'src/**/*.test.ts', 'src/**/*.test-d.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { lines: 100, branches: 95, functions: 100, statements: 99 },
    },
  },
});
