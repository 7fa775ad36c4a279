import { CLOCK_CALLS } from './calls/clock-calls.ts';
import type { ControlCall } from './calls/control-call.ts';
import { FAULT_CALLS } from './calls/fault-calls.ts';
import { JOURNAL_CALLS } from './calls/journal-calls.ts';
import { MERCHANT_CALLS } from './calls/merchant-calls.ts';
import { NOTIFICATION_CALLS } from './calls/notification-calls.ts';
import { RECORDING_CALLS } from './calls/recording-calls.ts';
import { REQUEST_CALLS } from './calls/request-calls.ts';
import { RULE_CALLS } from './calls/rule-calls.ts';
import { TRANSACTION_CALLS } from './calls/transaction-calls.ts';

/** Every call of the control API. */
export const CONTROL_CALLS: readonly ControlCall[] = [
  ...JOURNAL_CALLS,
  ...TRANSACTION_CALLS,
  ...NOTIFICATION_CALLS,
  ...REQUEST_CALLS,
  ...FAULT_CALLS,
  ...RULE_CALLS,
  ...CLOCK_CALLS,
  ...MERCHANT_CALLS,
  ...RECORDING_CALLS,
];
