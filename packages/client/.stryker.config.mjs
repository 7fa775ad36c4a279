/** Mutation of what decides about money and time, without the suites that start programs or run for long. */
import { readFileSync } from 'node:fs';

const shared = JSON.parse(
  readFileSync(new URL('../../.stryker.config.json', import.meta.url), 'utf8'),
);

export default {
  ...shared,
  mutate: [
    'attempts',
    'call-life',
    'call-operation',
    'cancel-payment',
    'closing',
    'create-payment',
    'create-refund',
    'deadline',
    'governor',
    'look-up',
    'never-arrived',
    'query-page',
    'query-payment',
    'query-refund',
    'read-answer',
    'send-once',
    'settle',
  ].map((file) => `src/${file}.ts`),
  ignorePatterns: [
    ...shared.ignorePatterns,
    'crash-recovery.test.ts',
    'create-scanned.faults.test.ts',
    'fault-matrix.test.ts',
    'leaks.test.ts',
    'payments.create.test.ts',
    'readme.test.ts',
    'recipes.test.ts',
    'request-sent.test.ts',
    'secrets.test.ts',
    'shared-governor.test.ts',
    'transports.test.ts',
  ],
};
