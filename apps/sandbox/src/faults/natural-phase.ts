import type { CallFault } from './call-fault.ts';
import { CALL_FAULTS } from './call-faults.ts';
import type { CallEffect } from './fault-rule.ts';

/** When an effect happens that was not told: what says "nothing was done" before, everything else after. */
export function naturalPhase(effect: CallEffect): 'before' | 'after' {
  const fault: CallFault = CALL_FAULTS[effect];
  return fault.phase ?? 'after';
}
