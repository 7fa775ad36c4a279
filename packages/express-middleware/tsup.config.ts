import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts', 'src/web.ts', 'src/postgres.ts', 'src/redis.ts', 'src/testing.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  dts: true,
  // All entries share one copy of what they have in common, in CommonJS too.
  splitting: true,
  sourcemap: true,
  clean: true,
  removeNodeProtocol: false,
});
