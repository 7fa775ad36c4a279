import { defineConfig } from 'vitest/config';

/** What takes minutes: `pnpm test:long`. */
export default defineConfig({
  ssr: { resolve: { conditions: ['@qf/source', 'module', 'node', 'import'] } },
  test: { include: ['src/**/*.long.ts', 'e2e/**/*.long.ts'] },
});
