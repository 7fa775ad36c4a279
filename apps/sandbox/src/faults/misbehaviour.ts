import type { NotifyScript, QueuedNotification, Script } from '../engine.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { NotificationEffect } from './fault-rule.ts';
import type { DeliveryPlan, Tamperable } from './notification-fault.ts';
import { NOTIFICATION_FAULTS } from './notification-faults.ts';

/** How a delivery goes wrong, and which rule or script wanted it. */
export interface Misbehaviour {
  readonly effect: NotificationEffect;
  readonly fault: string;
  readonly plan: DeliveryPlan;
}

/** What is to be delivered. */
export interface DeliveryOccasion {
  readonly notification: QueuedNotification;
  readonly pay_type: string;
  readonly script: Script | undefined;
  readonly genuine: Omit<Tamperable, 'copies' | 'delay_ms'>;
}

/** The order's own script goes before the fault plan. */
export function misbehaviourOf(
  plan: FaultPlan,
  { notification, pay_type, script, genuine }: DeliveryOccasion,
): Misbehaviour | undefined {
  const scripted = script?.notify && scriptedEffect(script.notify, notification);
  if (script !== undefined && scripted !== undefined) {
    return misbehaviour(scripted.effect, script.source, { ...genuine, ...scripted });
  }
  const { app_code, out_trade_no } = notification;
  const rule = plan.take({ on: 'notification', app_code, out_trade_no, pay_type });
  if (rule === undefined) return undefined;
  const { id, effect, copies, delay_ms } = rule;
  return misbehaviour(effect as NotificationEffect, `fault ${id}`, {
    ...genuine,
    copies,
    delay_ms,
  });
}

/** A resend that was asked to go wrong. */
export function misbehaviour(
  effect: NotificationEffect,
  fault: string,
  tamperable: Tamperable,
): Misbehaviour {
  return { effect, fault, plan: NOTIFICATION_FAULTS[effect].plan(tamperable) };
}

interface Scripted {
  readonly effect: NotificationEffect;
  readonly copies: number | undefined;
  readonly delay_ms: undefined;
}

function scriptedEffect(
  script: NotifyScript,
  { attempts, notify_type }: QueuedNotification,
): Scripted | undefined {
  const { never, copies, at_once, forged_first, after_refund } = script;
  if (never) return scripted('notify-lost');
  if (copies !== undefined) return scripted('notify-duplicate', copies);
  if (at_once !== undefined) return scripted('notify-concurrent', at_once);
  if (attempts.length > 0) return undefined;
  if (forged_first === 'signature') return scripted('notify-forged-first');
  if (forged_first === 'amount') return scripted('notify-tampered-first');
  return after_refund && notify_type === 'payment' ? scripted('notify-reordered') : undefined;
}

function scripted(effect: NotificationEffect, copies?: number): Scripted {
  return { effect, copies, delay_ms: undefined };
}
