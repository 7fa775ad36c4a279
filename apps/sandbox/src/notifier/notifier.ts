import { HEADERS } from '@qf/protocol';
import { type Keyring, signBody } from '@qf/signing';
import { type Engine, nextAttemptDue, type QueuedNotification } from '../engine.ts';
import { FaultPlan } from '../faults/fault-plan.ts';
import type { NotificationEffect } from '../faults/fault-rule.ts';
import { type Misbehaviour, misbehaviour, misbehaviourOf } from '../faults/misbehaviour.ts';
import type { DeliveryPlan } from '../faults/notification-fault.ts';
import type { Deliver } from './deliver.ts';
import { Held } from './held.ts';
import type { Message } from './message.ts';
import { type Delivery, judge } from './verdict.ts';

/** Tells merchants what happened, as often as the ladder says. */
export interface Notifier {
  /** Delivers once more, now, whatever the ladder says; resolves with what came of it. */
  resend(id: string, how?: Resend): Promise<QueuedNotification | undefined>;
  /** Makes the ladder's next delivery now instead of when it is due; resolves when it has finished. */
  deliverNow(id: string): Promise<void>;
  /** Stops; an attempt under way is cut off and will be repeated after a restart. */
  close(): void;
}

/** How a resend differs from a plain one. */
export interface Resend {
  readonly effect?: NotificationEffect;
  readonly copies?: number;
}

/** What a notifier is made of. */
export interface NotifierParts {
  readonly engine: Engine;
  readonly deliver: Deliver;
  readonly keyFor: (app_code: string) => Keyring | undefined;
  /** What goes wrong on purpose. Default: nothing. */
  readonly faults?: FaultPlan;
}

/** Takes up every notification that is waiting in the journal, and every new one. */
export function startNotifier(parts: NotifierParts): Notifier {
  return new LadderNotifier(parts);
}

/** An attempt: on a rung of the ladder, or by hand; `plain` after it was held up once. */
interface When {
  readonly due?: number;
  readonly plain?: boolean;
  readonly resend?: Resend;
}

class LadderNotifier implements Notifier {
  readonly #parts: NotifierParts;
  readonly #faults: FaultPlan;
  /** How to take back the next attempt of each notification. */
  readonly #planned = new Map<string, () => void>();
  readonly #held = new Held();
  readonly #stopped = new AbortController();
  readonly #unsubscribe: () => void;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
    this.#faults = parts.faults ?? new FaultPlan(() => 0);
    this.#planAll();
    this.#unsubscribe = parts.engine.subscribe((event) => {
      if (event.type === 'notification.queued') this.#plan(event.id);
      if (event.type === 'sandbox.reset' || event.type === 'sandbox.restored') this.#planAll();
    });
  }

  async resend(id: string, resend: Resend = {}): Promise<QueuedNotification | undefined> {
    await this.#attempt(id, { resend });
    return this.#find(id);
  }

  async deliverNow(id: string): Promise<void> {
    this.#planned.get(id)?.();
    await this.#climb(id, { due: this.#parts.engine.clock.now() });
  }

  close(): void {
    this.#unsubscribe();
    this.#forgetAll();
    this.#stopped.abort();
  }

  #find(id: string): QueuedNotification | undefined {
    return this.#parts.engine.state().notifications.get(id);
  }

  #planAll(): void {
    this.#forgetAll();
    for (const { id } of this.#parts.engine.state().notifications.values()) this.#plan(id);
  }

  #plan(id: string): void {
    const notification = this.#find(id);
    const planned = notification && nextAttemptDue(notification);
    if (planned !== undefined) this.#schedule(id, planned, false);
  }

  #schedule(id: string, planned: number, plain: boolean): void {
    const { clock } = this.#parts.engine;
    if (this.#stopped.signal.aborted) return;
    this.#planned.get(id)?.();
    const due = Math.max(planned, clock.now());
    const climb = () => this.#climb(id, { due, plain });
    this.#planned.set(id, clock.schedule(due, climb, `notify ${id}`));
  }

  /** One rung of the ladder; skipped when a resend was acknowledged in the meantime. */
  async #climb(id: string, when: When): Promise<void> {
    this.#planned.delete(id);
    const waits = this.#find(id)?.status === 'waiting' && (await this.#attempt(id, when));
    if (!waits) this.#plan(id);
  }

  /** Resolves with true when the attempt was held up and will be made later. */
  async #attempt(id: string, when: When): Promise<boolean> {
    const notification = this.#find(id);
    if (notification === undefined || notification.url === null) return false;
    const message = this.#message(notification.url, notification);
    const asked = this.#misbehaviour(notification, message, when);
    const wrong = asked && this.#comesTooLate(notification, asked.plan) ? undefined : asked;
    if (wrong !== undefined) await this.#recordFault(notification, wrong);
    if (wrong !== undefined && this.#holds(notification, wrong.plan)) return true;
    await this.#deliver(notification, wrong?.plan.waves ?? [[message]], when.due);
    for (const held of this.#held.releasedBy(this.#parts.engine.state(), notification)) {
      this.#schedule(held, 0, true);
    }
    return false;
  }

  #misbehaviour(
    notification: QueuedNotification,
    message: Message,
    when: When,
  ): Misbehaviour | undefined {
    if (when.plain) return undefined;
    const genuine = {
      message,
      signed: (body: string) => this.#message(message.url, { ...notification, body }),
      unsigned: (body: string) => ({ ...message, body }),
    };
    const { effect, copies } = when.resend ?? {};
    if (when.resend !== undefined) {
      const tamperable = { ...genuine, copies, delay_ms: undefined };
      return effect && misbehaviour(effect, 'resend', tamperable);
    }
    const row = this.#parts.engine.state().findBySyssn(notification.syssn);
    const { pay_type = '', script } = row ?? {};
    return misbehaviourOf(this.#faults, { notification, pay_type, script, genuine });
  }

  /** Whether the refund it is to wait for was told already, perhaps before this process began: no other may come. */
  #comesTooLate({ syssn }: QueuedNotification, { hold_for_refund }: DeliveryPlan): boolean {
    if (!hold_for_refund) return false;
    const refunds = this.#parts.engine
      .state()
      .notificationsOf(syssn)
      .filter((one) => one.syssn !== syssn);
    return refunds.some(({ attempts }) => attempts.some(({ outcome }) => outcome !== undefined));
  }

  #recordFault({ syssn }: QueuedNotification, { fault, effect }: Misbehaviour): Promise<unknown> {
    const on = 'notification';
    return this.#parts.engine.execute({ type: 'record_fault', fault, effect, on, syssn });
  }

  #holds({ id, syssn }: QueuedNotification, { hold_ms, hold_for_refund }: DeliveryPlan): boolean {
    if (hold_for_refund) this.#held.add(id, syssn);
    else if (hold_ms !== undefined) {
      this.#schedule(id, this.#parts.engine.clock.now() + hold_ms, true);
    }
    return hold_for_refund === true || hold_ms !== undefined;
  }

  async #deliver(
    { id, url }: QueuedNotification,
    waves: DeliveryPlan['waves'],
    due: number | undefined,
  ): Promise<void> {
    const { engine } = this.#parts;
    const { body, headers } = waves.at(-1)?.at(-1) ?? { body: '', headers: {} };
    const started = await engine.execute({
      type: 'start_attempt',
      id,
      ...(due === undefined ? {} : { due }),
      url: url ?? '',
      request_body: body,
      request_headers: headers,
    });
    const event = started.events[0];
    if (event?.type !== 'notification.attempt_started') return;
    const delivery = await this.#send(waves);
    if (this.#stopped.signal.aborted) return;
    const outcome = judge(delivery, event.url, engine.clock.now() - event.at);
    await engine.execute({ type: 'finish_attempt', id, number: event.number, outcome });
  }

  /** The last wave decides; of its answers an acknowledgement, else the last one. */
  async #send(waves: DeliveryPlan['waves']): Promise<Delivery> {
    let deciding: Delivery = { kind: 'not_sent', reason: 'lost on purpose.' };
    for (const wave of waves) {
      const { signal } = this.#stopped;
      const deliveries = await Promise.all(
        wave.map((message) => this.#parts.deliver(message, signal)),
      );
      const good = deliveries.find((one) => judge(one, 'http://localhost', 0).acknowledged);
      deciding = good ?? deliveries.at(-1) ?? deciding;
    }
    return deciding;
  }

  #message(
    url: string,
    { app_code, body }: Pick<QueuedNotification, 'app_code' | 'body'>,
  ): Message {
    const keys = this.#parts.keyFor(app_code);
    const headers = { 'content-type': 'application/json', 'user-agent': 'qf-sandbox' };
    const sign = keys === undefined ? {} : { [HEADERS.sign]: signBody(body, keys) };
    return { url, body, headers: { ...headers, ...sign } };
  }

  #forgetAll(): void {
    for (const takeBack of this.#planned.values()) takeBack();
    this.#planned.clear();
    this.#held.clear();
  }
}
