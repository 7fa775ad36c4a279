import { naturalPhase, scriptOf } from './effect-traits.ts';
import type { FaultOccasion, FaultPlan } from './fault-plan.ts';
import type { CallEffect } from './fault-rule.ts';
import { magicAmount } from './magic-amounts.ts';
import type { OneShotQueue } from './one-shot-queue.ts';
import { readScenario } from './scenario.ts';
import type { Steering } from './steering.ts';

/** The doors. */
export interface SteeringParts {
  readonly plan: FaultPlan;
  readonly next: OneShotQueue;
  readonly magic: boolean;
}

/** The first door that has something to say: header, one-shot queue, fault plan, amount. */
export function steer(
  parts: SteeringParts,
  occasion: FaultOccasion & { readonly header: string | undefined; readonly txamt: number },
): Steering | undefined {
  if (occasion.header !== undefined) return readScenario(occasion.header);
  const next = parts.next.take(occasion.on);
  if (next !== undefined) return next;
  const fault = parts.plan.take(occasion);
  if (fault !== undefined) {
    const { id, phase, ...options } = fault;
    const effect = fault.effect as CallEffect;
    const script = scriptOf(effect, options);
    return { source: `fault ${id}`, script, effect, phase: phase ?? naturalPhase(effect), options };
  }
  const steerable = occasion.on === 'payment' || occasion.on === 'refund';
  return parts.magic && steerable ? magicAmount(occasion.txamt) : undefined;
}
