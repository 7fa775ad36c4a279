import { type Notification, parseTimestamp } from '@qf/protocol';
import type { InboxRecord } from './inbox.ts';
import { MiddlewareError } from './middleware-error.ts';
import type { NotificationSettings } from './notification-options.ts';
import { LONGEST_TIMER, OptionRules } from './option-rules.ts';
import { reportProblem } from './problem.ts';
import type { Delivery } from './read-delivery.ts';
import { RECEIPT_STATES, type Receipt, type ReceiptState } from './receipt.ts';
import { type Receiver, receive } from './receive.ts';
import { Underway } from './underway.ts';
import { isWatched, publish } from './watch.ts';
import { type WorkOptions, workThrough } from './work-through.ts';

/** How often each end of a delivery was reached since the start. */
export type NotificationCounts = Readonly<Partial<Record<ReceiptState, number>>>;

/** What can be done with an endpoint besides mounting it. */
export interface EndpointControls {
  /**
   * Refuses new deliveries, and resolves when those in work have ended; after `limit` milliseconds (default 10,000)
   * their handlers are told to stop, and no handler starts any more. Call it before the server closes. Rejects with
   * {@link MiddlewareError} `ERR_QF_OPTIONS` for a limit that is no number; `Infinity` waits for all of them.
   */
  drain(limit?: number): Promise<void>;
  /** How often each end of a delivery was reached since the start. */
  counts(): NotificationCounts;
  /**
   * Handles deferred events, one after the other, until `signal` aborts or the endpoint drains. Run as many as should
   * work in parallel, in as many processes as there are. Rejects with {@link MiddlewareError} `ERR_QF_OPTIONS` unless
   * the endpoint is `deferred`, and for options that are wrong.
   */
  work(options?: WorkOptions): Promise<void>;
}

/** One endpoint: receives deliveries, counts and reports how they end, and can be drained. */
export class Receiving<Tx, Source> {
  readonly #settings: NotificationSettings<Tx, Source>;
  readonly #receiver: Receiver<Tx>;
  readonly #counts = new Map<ReceiptState, number>();
  readonly #underway = new Underway();
  readonly #drained = new AbortController();
  #draining = false;

  constructor(settings: NotificationSettings<Tx, Source>) {
    this.#settings = settings;
    this.#receiver = {
      ...settings,
      keep: settings.deferring?.keep,
      onGenuine: (event, record) => this.#received(event, record),
      begin: (stop) => this.#underway.begin(stop),
    };
  }

  /** Receives what `read` gives: a delivery, or the receipt of one that never got so far. Never rejects. */
  async receive(read: () => Promise<Delivery | Receipt>): Promise<Receipt> {
    const started = this.#settings.clock.monotonic();
    const ended = this.#underway.begin();
    let receipt: Receipt = { state: 'draining' };
    try {
      if (!this.#draining) receipt = await this.#receipt(await read());
    } catch (error) {
      receipt = { state: 'failed', error };
    }
    ended();
    this.#answered(receipt, started);
    return receipt;
  }

  #receipt(delivery: Delivery | Receipt): Receipt | Promise<Receipt> {
    if ('state' in delivery) return delivery;
    // Its body took longer than the shutting down.
    return this.#underway.isStopped ? { state: 'draining' } : receive(delivery, this.#receiver);
  }

  #answered(receipt: Receipt, started: number): void {
    const { clock, onProblem } = this.#settings;
    this.#counts.set(receipt.state, (this.#counts.get(receipt.state) ?? 0) + 1);
    this.#told('answered', receipt, clock.monotonic() - started);
    reportProblem(receipt, onProblem);
  }

  /** What users of the endpoint get. */
  get controls(): EndpointControls {
    return {
      drain: (limit) => this.#drain(limit),
      counts: () => this.#counted(),
      work: (options) => this.#work(options),
    };
  }

  #counted(): NotificationCounts {
    return Object.fromEntries(this.#counts);
  }

  async #drain(limit = 10_000): Promise<void> {
    const wait = Math.min(limit, LONGEST_TIMER);
    if (typeof limit !== 'number' || !(wait >= 0)) {
      throw new MiddlewareError('ERR_QF_OPTIONS', 'drain(): limit must be a number from 0.');
    }
    this.#draining = true;
    this.#drained.abort();
    await this.#underway.idle(this.#settings.clock, wait);
    this.#underway.stop(new MiddlewareError('ERR_QF_DRAINING', 'The process is shutting down.'));
    await this.#underway.idle(this.#settings.clock, 1_000);
  }

  async #work(options: WorkOptions = {}): Promise<void> {
    const { clock, deferring, handlerTimeout, onProblem } = this.#settings;
    const rules: OptionRules = new OptionRules('work()', options);
    rules.known(['signal', 'pollEvery']);
    rules.numbers('pollEvery');
    if (deferring === undefined) {
      rules.fail(
        'There is nothing to work on. Give deferred: true and an inbox that keeps events.',
      );
    }
    const signals = [
      this.#drained.signal,
      ...(options.signal === undefined ? [] : [options.signal]),
    ];
    await workThrough({
      inbox: deferring,
      handlers: this.#settings,
      account: this.#settings.account,
      workTime: handlerTimeout,
      pollEvery: options.pollEvery ?? 1_000,
      signal: AbortSignal.any(signals),
      clock,
      begin: (stop) => this.#underway.begin(stop),
      onWorked: (receipt, duration) => {
        this.#told('worked', receipt, duration);
        reportProblem(receipt, onProblem);
      },
    });
  }

  #received(event: Notification, record: InboxRecord): void {
    if (!isWatched()) return;
    const at = this.#settings.clock.now();
    publish({ type: 'received', at, ...named(event, record.key), age: ageOf(event, at) });
  }

  #told(type: 'answered' | 'worked', receipt: Receipt, duration: number): void {
    if (!isWatched()) return;
    const { state, reason, event, key } = receipt;
    const at = this.#settings.clock.now();
    const status = type === 'answered' ? RECEIPT_STATES[state].status : undefined;
    publish({ type, at, ...named(event, key), state, reason, status, duration });
  }
}

function named(event: Notification | undefined, key: string | undefined) {
  const { type, syssn, out_trade_no } = (event ?? {}) as Readonly<
    Record<string, string | undefined>
  >;
  return { notification: type, key, syssn, out_trade_no };
}

function ageOf(event: Notification, at: number): number | undefined {
  const { sysdtm } = event as { readonly sysdtm?: string | undefined };
  try {
    return at - parseTimestamp(String(sysdtm)).getTime();
  } catch {
    // It sent no time, or none that can be read.
    return undefined;
  }
}
