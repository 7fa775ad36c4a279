import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['@qf/source', 'module', 'node', 'import'] } },
  test: {
    testTimeout: 60_000,
    include: ['src/**/*.test.ts', 'tables/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'coverage/tests.json' }]],
    coverage: {
      include: ['src/**/*.ts'],
      exclude: [
        'src/index.ts',
        'src/openapi/index.ts',
        'src/testing/**',
        'src/**/*.test.ts',
        'src/**/*.test-d.ts',
      ],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { lines: 100, branches: 98, functions: 100, statements: 100 },
    },
  },
});
