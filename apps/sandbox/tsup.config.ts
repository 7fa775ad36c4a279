import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/cli.ts', 'src/fixtures/vitest.ts', 'src/fixtures/playwright.ts'],
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  dts: { entry: ['src/index.ts', 'src/fixtures/vitest.ts', 'src/fixtures/playwright.ts'] },
  sourcemap: true,
  clean: true,
  removeNodeProtocol: false,
});
