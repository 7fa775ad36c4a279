// Starting one

export type { Move } from './advance-clock.ts';
export type { Pace } from './clock/pace.ts';
export { createSandbox, type Sandbox } from './sandbox.ts';
export { SandboxError, type SandboxErrorCode } from './sandbox-error.ts';
export type { SandboxOptions } from './sandbox-options.ts';

// Setting it up

export { RULES, type RuleEntry, type Rules } from './engine.ts';
export type { MerchantOptions } from './merchant-options.ts';
export { BUILT_IN_MERCHANT } from './merchants.ts';

// Steering it

export type { PlannedFault } from './faults/fault-plan.ts';
export {
  type CallEffect,
  FAULT_TARGETS,
  type FaultRule,
  type FaultTarget,
  type NotificationEffect,
} from './faults/fault-rule.ts';
export type { NextCall } from './faults/one-shot-queue.ts';
export type { Scenario } from './faults/scenario.ts';

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
export type { Resend } from './notifier/notifier.ts';
