import { env } from 'node:process';
import { type Clock, pause, systemClock } from './clock.ts';
import { durable } from './durable.ts';
import type { Inbox, InboxRecord, RunLimits, Settled } from './inbox.ts';
import { MiddlewareError } from './middleware-error.ts';
import { DAY, retentionOf } from './retention.ts';

/** Options of {@link memoryInbox}. */
export interface MemoryInboxOptions {
  /** Events that are remembered at most; beyond it, new ones are refused rather than old ones forgotten. Default 100,000. */
  readonly maxRecords?: number | undefined;
  /** Milliseconds after which an event is forgotten. Default 90 days, at least 48 hours. */
  readonly retention?: number | undefined;
  /** Says that losing the memory with the process is all right. */
  readonly allowInProduction?: boolean | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Remembers events in this process only: for development and tests.
 *
 * One handler at a time for an event, and never again after success, until the process ends. It cannot set events aside.
 * Throws {@link MiddlewareError} `ERR_QF_MEMORY_INBOX` when `NODE_ENV` is `production` and nobody allowed it.
 *
 * @example
 * notifications({ clientKey, inbox: memoryInbox(), expect, onPayment });
 */
export function memoryInbox(options: MemoryInboxOptions = {}): Inbox {
  // biome-ignore lint/style/noProcessEnv: NODE_ENV is how Node programs say where they run; nothing else is read here.
  if (env['NODE_ENV'] === 'production' && options.allowInProduction !== true) {
    throw new MiddlewareError(
      'ERR_QF_MEMORY_INBOX',
      'memoryInbox() forgets with the process, and then handles a payment twice. Use postgresInbox or redisInbox in production, or say allowInProduction: true.',
    );
  }
  return new MemoryInbox(options);
}

interface Entry {
  readonly fingerprint: string;
  readonly since: number;
  /** Resolves when the work has ended; absent once it has succeeded. */
  work?: Promise<void> | undefined;
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

  async peek(record: InboxRecord): Promise<Settled | undefined> {
    return this.#settled(record);
  }

  async run(
    record: InboxRecord,
    work: (grant: { tx: undefined }) => Promise<void>,
    { busyWait }: RunLimits,
  ): Promise<Settled> {
    const limit = new BusyLimit(this.#clock, busyWait);
    for (;;) {
      const known = this.#settled(record);
      if (known !== undefined) return known;
      const other = this.#entries.get(record.key)?.work;
      // Nothing may come between this look and the claim: two waiters wake up in the same moment.
      if (other === undefined) return this.#claimed(record, work);
      if (limit.isOver) return { state: 'busy' };
      await limit.race(other);
    }
  }

  async #claimed(
    record: InboxRecord,
    work: (grant: { tx: undefined }) => Promise<void>,
  ): Promise<Settled> {
    this.#makeRoom();
    // The work begins after the claim stands, so that whatever it starts finds it.
    const running = Promise.resolve().then(() => work({ tx: undefined }));
    const since = this.#clock.now();
    const entry: Entry = { fingerprint: record.fingerprint, since, work: running.catch(() => {}) };
    this.#entries.set(record.key, entry);
    try {
      await running;
    } catch (error) {
      this.#entries.delete(record.key);
      throw error;
    }
    entry.work = undefined;
    return { state: 'done', durable: durable() };
  }

  async setAside(): Promise<Settled> {
    return { state: 'not_durable' };
  }

  #settled({ key, fingerprint }: InboxRecord): Settled | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.fingerprint !== fingerprint) return { state: 'conflict' };
    return entry.work === undefined ? { state: 'duplicate', durable: durable() } : undefined;
  }

  #makeRoom(): void {
    if (this.#entries.size < this.#maxRecords) return;
    const oldest = this.#clock.now() - this.#retention;
    for (const [key, { since, work }] of this.#entries) {
      if (since >= oldest) break;
      if (work === undefined) this.#entries.delete(key);
    }
    if (this.#entries.size < this.#maxRecords) return;
    throw new MiddlewareError(
      'ERR_QF_INBOX_FULL',
      `memoryInbox() holds ${this.#maxRecords} events, the youngest of them below ${this.#retention / DAY} days. Raise maxRecords or use a durable inbox.`,
    );
  }
}

/** The time one delivery waits for others of the same event. */
class BusyLimit {
  readonly #clock: Clock;
  readonly #end: number;

  constructor(clock: Clock, busyWait: number) {
    this.#clock = clock;
    this.#end = clock.monotonic() + busyWait;
  }

  get isOver(): boolean {
    return this.#clock.monotonic() >= this.#end;
  }

  /** Resolves when `work` has ended, or when the time is over. */
  async race(work: Promise<void>): Promise<void> {
    const woken = new AbortController();
    await Promise.race([
      work,
      pause(this.#clock, this.#end - this.#clock.monotonic(), woken.signal),
    ]);
    woken.abort();
  }
}
