// Starting one

// What it tells
export type {
  Advance,
  Attempt,
  AttemptOutcome,
  JournalEvent,
  QueuedNotification,
  Step,
  Transaction,
} from './engine.ts';
export type { SeenRequest } from './gateway/request-log.ts';
export { BUILT_IN_MERCHANT, type MerchantOptions } from './merchants.ts';
export { createSandbox, type Sandbox } from './sandbox.ts';
export { SandboxError, type SandboxErrorCode } from './sandbox-error.ts';
export type { SandboxOptions } from './sandbox-options.ts';
