import type { Script } from '../engine.ts';
import type { CallFault, SpoilOptions } from './call-fault.ts';
import { CALL_FAULTS } from './call-faults.ts';
import type { CallEffect } from './fault-rule.ts';

/** When an effect happens that was not told: what says "nothing was done" before, everything else after. */
export function naturalPhase(effect: CallEffect): 'before' | 'after' {
  const fault: CallFault = CALL_FAULTS[effect];
  return fault.phase ?? 'after';
}

/** What an effect does to the order besides spoiling the answer. */
export function scriptOf(effect: CallEffect, options: SpoilOptions): Omit<Script, 'source'> {
  const fault: CallFault = CALL_FAULTS[effect];
  return fault.script?.(options) ?? {};
}
