import { env } from 'node:process';
import { type Clock, systemClock } from './clock.ts';
import { durable } from './durable.ts';
import type { Inbox, InboxRecord, RunLimits, Settled } from './inbox.ts';
import { MiddlewareError } from './middleware-error.ts';
import { OptionRules } from './option-rules.ts';
import { DAY, retentionOf } from './retention.ts';

/** Options of {@link memoryInbox}. */
export interface MemoryInboxOptions {
  /** Events that are remembered at most; beyond it, new ones are refused rather than old ones forgotten. Default 100,000. */
  readonly maxRecords?: number | undefined;
  /** Milliseconds after which an event is forgotten. Default 90 days, at least 48 hours; `Infinity` for never. */
  readonly retention?: number | undefined;
  /** Says that losing the memory with the process is all right. */
  readonly allowInProduction?: boolean | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Remembers events in this process only: for development and tests.
 *
 * One handler at a time for an event, and never again after success, until the process ends. It cannot set events aside.
 * Throws {@link MiddlewareError} `ERR_QF_MEMORY_INBOX` when `NODE_ENV` is `production` and nobody allowed it, and
 * `ERR_QF_OPTIONS` for an option that is wrong.
 *
 * @example
 * notifications({ clientKey, inbox: memoryInbox(), expect, onPayment });
 */
export function memoryInbox(options: MemoryInboxOptions = {}): Inbox {
  assertOptions(options);
  // biome-ignore lint/style/noProcessEnv: NODE_ENV is how Node programs say where they run; nothing else is read here.
  if (env['NODE_ENV'] === 'production' && options.allowInProduction !== true) {
    throw new MiddlewareError(
      'ERR_QF_MEMORY_INBOX',
      'memoryInbox() forgets with the process, and then handles a payment twice. Use postgresInbox or redisInbox in production, or say allowInProduction: true.',
    );
  }
  return new MemoryInbox(options);
}

function assertOptions(options: MemoryInboxOptions): void {
  const rules: OptionRules = new OptionRules('memoryInbox()', options);
  rules.known(['maxRecords', 'retention', 'allowInProduction', 'clock']);
  const { maxRecords = 1 } = options;
  if (typeof maxRecords !== 'number' || !(maxRecords >= 1)) {
    rules.fail('maxRecords must be a number from 1.');
  }
  rules.booleans('allowInProduction');
  rules.clock();
}

interface Entry {
  readonly fingerprint: string;
  readonly since: number;
  isDone: boolean;
  /** Wakes those who wait until the work has ended. */
  waiting?: Set<() => void> | undefined;
}

class MemoryInbox implements Inbox {
  readonly #entries = new Map<string, Entry>();
  readonly #maxRecords: number;
  readonly #retention: number;
  readonly #clock: Clock;

  constructor({ maxRecords = 100_000, retention, clock = systemClock }: MemoryInboxOptions) {
    this.#maxRecords = maxRecords;
    this.#retention = retentionOf(retention);
    this.#clock = clock;
  }

  peek({ key, fingerprint }: InboxRecord): Settled | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined ? undefined : settled(entry, fingerprint);
  }

  run(
    record: InboxRecord,
    work: (grant: { tx: undefined }) => Promise<void>,
    { busyWait }: RunLimits,
  ): Promise<Settled> {
    if (this.#entries.has(record.key)) return this.#afterOther(record, work, busyWait);
    return this.#claimed(record, work);
  }

  async #afterOther(
    record: InboxRecord,
    work: (grant: { tx: undefined }) => Promise<void>,
    busyWait: number,
  ): Promise<Settled> {
    const end = this.#clock.monotonic() + busyWait;
    for (;;) {
      const other = this.#entries.get(record.key);
      // Nothing may come between this look and the claim: two waiters wake up in the same moment.
      if (other === undefined) return await this.#claimed(record, work);
      const known = settled(other, record.fingerprint);
      if (known !== undefined) return known;
      const left = end - this.#clock.monotonic();
      if (left <= 0) return { state: 'busy' };
      await this.#end(other, left);
    }
  }

  async #claimed(
    { key, fingerprint }: InboxRecord,
    work: (grant: { tx: undefined }) => Promise<void>,
  ): Promise<Settled> {
    this.#makeRoom();
    const entry: Entry = { fingerprint, since: this.#clock.now(), isDone: false };
    // The claim stands before the work begins, so that whatever that starts finds it.
    this.#entries.set(key, entry);
    try {
      await work({ tx: undefined });
      entry.isDone = true;
      return { state: 'done', durable: durable() };
    } catch (error) {
      this.#entries.delete(key);
      throw error;
    } finally {
      for (const wake of entry.waiting ?? []) wake();
    }
  }

  /** Resolves when the work of an entry has ended, or when the time is over. */
  #end(entry: Entry, ms: number): Promise<void> {
    const waiting = entry.waiting ?? new Set();
    entry.waiting = waiting;
    return new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake);
        cancel();
        resolve();
      };
      const cancel = this.#clock.schedule(ms, wake);
      waiting.add(wake);
    });
  }

  async setAside(): Promise<Settled> {
    return { state: 'not_durable' };
  }

  #makeRoom(): void {
    if (this.#entries.size < this.#maxRecords) return;
    const oldest = this.#clock.now() - this.#retention;
    for (const [key, { since, isDone }] of this.#entries) {
      if (since >= oldest) break;
      if (isDone) this.#entries.delete(key);
    }
    if (this.#entries.size < this.#maxRecords) return;
    throw new MiddlewareError(
      'ERR_QF_INBOX_FULL',
      `memoryInbox() holds ${this.#maxRecords} events, the youngest of them below ${this.#retention / DAY} days. Raise maxRecords or use a durable inbox.`,
    );
  }
}

function settled(entry: Entry, fingerprint: string): Settled | undefined {
  if (entry.fingerprint !== fingerprint) return { state: 'conflict' };
  return entry.isDone ? { state: 'duplicate', durable: durable() } : undefined;
}
