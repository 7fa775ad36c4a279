/** Mutation of what decides about an answer or an effect, without the suites that start programs or run for long. */
import { readFileSync } from 'node:fs';

const shared = JSON.parse(
  readFileSync(new URL('../../.stryker.config.json', import.meta.url), 'utf8'),
);

export default {
  ...shared,
  // A busy machine is not an endless loop.
  timeoutMS: 20_000,
  mutate: [
    'acknowledgement',
    'address-rule',
    'body-rules',
    'byte-collector',
    'deferring-inbox',
    'durable',
    'event-route',
    'expectation',
    'handle',
    'inbox-record',
    'judge',
    'memory-inbox',
    'merchant-of',
    'notification-handler',
    'notification-options',
    'notifications',
    'patience',
    'problem',
    'raw-body',
    'read-delivery',
    'receipt',
    'receive',
    'receiving',
    'request-refusal',
    'retention',
    'signed-requests',
    'stop',
    'underway',
    'watch',
    'web-body',
    'within',
    'work-through',
  ].map((file) => `src/${file}.ts`),
  ignorePatterns: [
    ...shared.ignorePatterns,
    'abuse.test.ts',
    'attacks.test.ts',
    'crash.test.ts',
    'deferred.test.ts',
    'fuzz.test.ts',
    'postgres-inbox.test.ts',
    'readme.test.ts',
    'recipes.test.ts',
    'redis-inbox.test.ts',
  ],
};
