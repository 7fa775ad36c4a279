import { HEADERS } from '@qf/protocol';
import { type Keyring, signBody } from '@qf/signing';
import { type Engine, nextAttemptDue, type QueuedNotification } from '../engine.ts';
import type { Deliver } from './deliver.ts';
import { judge } from './verdict.ts';

/** Tells merchants what happened, as often as the ladder says. */
export interface Notifier {
  /** Delivers once more, now, whatever the ladder says; resolves with what came of it. */
  resend(id: string): Promise<QueuedNotification | undefined>;
  /** Stops; an attempt under way is cut off and will be repeated after a restart. */
  close(): void;
}

/** What a notifier is made of. */
export interface NotifierParts {
  readonly engine: Engine;
  readonly deliver: Deliver;
  readonly keyFor: (app_code: string) => Keyring | undefined;
}

/** Takes up every notification that is waiting in the journal, and every new one. */
export function startNotifier(parts: NotifierParts): Notifier {
  return new LadderNotifier(parts);
}

class LadderNotifier implements Notifier {
  readonly #parts: NotifierParts;
  /** How to take back the next attempt of each notification. */
  readonly #planned = new Map<string, () => void>();
  readonly #stopped = new AbortController();
  readonly #unsubscribe: () => void;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
    for (const { id } of parts.engine.state().notifications.values()) this.#plan(id);
    this.#unsubscribe = parts.engine.subscribe((event) => {
      if (event.type === 'notification.queued') this.#plan(event.id);
      if (event.type === 'sandbox.reset') this.#forgetAll();
    });
  }

  async resend(id: string): Promise<QueuedNotification | undefined> {
    await this.#attempt(id, {});
    return this.#find(id);
  }

  close(): void {
    this.#unsubscribe();
    this.#forgetAll();
    this.#stopped.abort();
  }

  #find(id: string): QueuedNotification | undefined {
    return this.#parts.engine.state().notifications.get(id);
  }

  #plan(id: string): void {
    const { clock } = this.#parts.engine;
    const notification = this.#find(id);
    const planned = notification && nextAttemptDue(notification);
    if (planned === undefined || this.#stopped.signal.aborted) return;
    const due = Math.max(planned, clock.now());
    this.#planned.set(
      id,
      clock.schedule(due, () => this.#climb(id, due), `notify ${id}`),
    );
  }

  /** One rung of the ladder; skipped when a resend was acknowledged in the meantime. */
  async #climb(id: string, due: number): Promise<void> {
    this.#planned.delete(id);
    if (this.#find(id)?.status === 'waiting') await this.#attempt(id, { due });
    this.#plan(id);
  }

  async #attempt(id: string, when: { due?: number }): Promise<void> {
    const notification = this.#find(id);
    if (notification === undefined || notification.url === null) return;
    const { engine, deliver } = this.#parts;
    const { url, body } = notification;
    const headers = this.#headers(notification);
    const request = { url, request_body: body, request_headers: headers };
    const started = await engine.execute({ type: 'start_attempt', id, ...when, ...request });
    const event = started.events[0];
    if (event?.type !== 'notification.attempt_started') return;
    const delivery = await deliver({ url, headers, body }, this.#stopped.signal);
    if (this.#stopped.signal.aborted) return;
    const outcome = judge(delivery, url, engine.clock.now() - event.at);
    await engine.execute({ type: 'finish_attempt', id, number: event.number, outcome });
  }

  #headers({ app_code, body }: QueuedNotification): Record<string, string> {
    const keys = this.#parts.keyFor(app_code);
    const headers = { 'content-type': 'application/json', 'user-agent': 'qf-sandbox' };
    return keys === undefined ? headers : { ...headers, [HEADERS.sign]: signBody(body, keys) };
  }

  #forgetAll(): void {
    for (const takeBack of this.#planned.values()) takeBack();
    this.#planned.clear();
  }
}
