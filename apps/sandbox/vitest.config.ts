import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  ssr: { resolve: { conditions: ['@qf/source', 'module', 'node'] } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'],
    // Browsers, interpreters and child processes start slowly on a machine that is busy.
    testTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: 'coverage/tests.json' }]],
  },
});
