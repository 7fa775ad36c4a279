import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/server.ts', 'src/explain/index.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  dts: true,
  // All entries must share one copy of the hidden keys, in CommonJS too.
  splitting: true,
  sourcemap: true,
  clean: true,
  removeNodeProtocol: false,
});
