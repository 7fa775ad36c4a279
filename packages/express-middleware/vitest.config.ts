import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['@qf/source', 'module', 'node'] } },
  test: {
    include: ['src/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'coverage/tests.json' }]],
    coverage: {
      include: ['src/**/*.ts'],
      exclude: [
        'src/{index,web,postgres,redis,testing}.ts',
        'src/testing/**',
        'src/**/*.test.ts',
        'src/**/*.test-d.ts',
      ],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: {
        ...{ lines: 95, branches: 90, functions: 95, statements: 95 },
        'src/{acknowledgement,read-delivery,durable}.ts': { 100: true },
      },
    },
  },
});
