import { defineConfig } from 'vitest/config';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  ssr: { resolve: { conditions: ['@qf/source', 'module', 'node'] } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'e2e/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'coverage/tests.json' }]],
  },
});
