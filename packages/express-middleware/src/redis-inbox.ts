import { Buffer } from 'node:buffer';
import { type Clock, pause, systemClock } from './clock.ts';
import { durable } from './durable.ts';
import type { Grant, Inbox, InboxRecord, RunLimits, Settled } from './inbox.ts';
import { inboxError } from './inbox-error.ts';
import { MiddlewareError } from './middleware-error.ts';
import { OptionRules } from './option-rules.ts';
import {
  type IoRedisClient,
  type NodeRedisClient,
  type RedisCommand,
  redisCommands,
} from './redis-commands.ts';
import { keepAlive, leaseLost } from './redis-lease.ts';
import { REDIS_SCRIPTS, type RedisScript } from './redis-scripts.ts';
import { retentionOf } from './retention.ts';
import { within } from './within.ts';

/** Options of {@link redisInbox}. */
export interface RedisInboxOptions {
  /** Before every key. Default `qf:inbox:`. */
  readonly prefix?: string | undefined;
  /** Milliseconds after which an event is forgotten. Default 90 days, at least 48 hours; `Infinity` for never. */
  readonly retention?: number | undefined;
  /** Milliseconds a claim lives without a heartbeat. Default 30,000. */
  readonly lease?: number | undefined;
  /** Says that the server's eviction policy was looked at elsewhere. Default false. */
  readonly skipEvictionCheck?: boolean | undefined;
  readonly clock?: Clock | undefined;
}

/** An inbox with one handler at a time for an event. */
export interface RedisInbox extends Inbox {
  /**
   * Asks the server whether it would throw records away when memory is short; also done by itself before the first
   * event. Rejects with {@link MiddlewareError} `ERR_QF_INBOX_EVICTION`.
   */
  check(): Promise<void>;
}

/**
 * Remembers events in Redis 5 or newer: one handler at a time for an event, and never again after success.
 *
 * It does not make effect and memory one: a process that dies between them has its handler run again, with the same
 * `key`. Use that as idempotency key. Takes a client of node-redis or of ioredis.
 *
 * @example
 * notifications({ clientKey, inbox: redisInbox(client), expect,
 *   onPayment: (event, { key }) => orders.markPaidOnce(key, event.out_trade_no) });
 */
export function redisInbox(
  client: NodeRedisClient | IoRedisClient,
  options: RedisInboxOptions = {},
): RedisInbox {
  return new LeasedInbox(redisCommands(client), options);
}

/** Milliseconds between two looks at a claim that somebody else holds. */
const LOOK_AGAIN = 50;

/** Milliseconds between two tries to have remembered what is done. */
const ASK_AGAIN = 500;

class LeasedInbox implements RedisInbox {
  readonly #send: RedisCommand;
  readonly #prefix: string;
  readonly #retention: string;
  readonly #lease: number;
  readonly #clock: Clock;
  #isChecked: boolean;

  constructor(command: RedisCommand, options: RedisInboxOptions) {
    const rules = new OptionRules('redisInbox()', options);
    rules.known(['prefix', 'retention', 'lease', 'skipEvictionCheck', 'clock']);
    rules.numbers('lease');
    rules.booleans('skipEvictionCheck');
    rules.clock();
    const { prefix = 'qf:inbox:', retention, lease = 30_000, clock = systemClock } = options;
    this.#send = command;
    this.#prefix = prefix;
    this.#retention = String(retentionOf(retention));
    this.#lease = lease;
    this.#clock = clock;
    this.#isChecked = options.skipEvictionCheck === true;
  }

  async peek(record: InboxRecord): Promise<Settled | undefined> {
    return settled(await this.#step('peek', record, record.fingerprint));
  }

  async run(
    record: InboxRecord,
    work: (grant: Grant<undefined>) => Promise<void>,
    { busyWait, stop }: RunLimits,
  ): Promise<Settled> {
    const end = this.#clock.monotonic() + busyWait;
    for (;;) {
      const claim = await this.#claim(record);
      const [answer, fence = ''] = claim;
      if (answer === 'claimed') return this.#claimed(record, fence, work, stop);
      const known = settled(claim);
      if (known !== undefined) return known;
      if (this.#clock.monotonic() >= end || stop.signal.aborted) return { state: 'busy' };
      await pause(this.#clock, LOOK_AGAIN, stop.signal);
    }
  }

  async setAside(record: InboxRecord, reason: string, body: Uint8Array): Promise<Settled> {
    const { account, type, syssn = '', out_trade_no = '', mchid = '' } = record;
    const hex = Buffer.from(body).toString('hex');
    const facts = { reason, account, type, syssn, out_trade_no, mchid, body: hex };
    const answer = await this.#step(
      'setAside',
      record,
      record.fingerprint,
      this.#retention,
      ...Object.entries(facts).flat(),
    );
    return settled(answer) ?? { state: 'busy' };
  }

  async check(): Promise<void> {
    if (this.#isChecked) return;
    const memory = String(await this.#command('INFO', 'memory'));
    const policy = /^maxmemory_policy:(\S+)/m.exec(memory)?.[1];
    if (policy !== 'noeviction') {
      throw new MiddlewareError(
        'ERR_QF_INBOX_EVICTION',
        `This Redis forgets records when memory is short, and would let a payment be handled twice. Set maxmemory-policy to noeviction, or say skipEvictionCheck: true. Received: ${policy}.`,
      );
    }
    this.#isChecked = true;
  }

  async #claim(record: InboxRecord): Promise<readonly string[]> {
    return this.#step('claim', record, record.fingerprint, String(this.#lease), this.#retention);
  }

  async #claimed(
    record: InboxRecord,
    fence: string,
    work: (grant: Grant<undefined>) => Promise<void>,
    stop: AbortController,
  ): Promise<Settled> {
    const step = async (script: 'heartbeat' | 'complete' | 'release', ...args: string[]) => {
      const [answer] = await this.#step(script, record, fence, ...args);
      return answer === 'held';
    };
    const beat = () => step('heartbeat', String(this.#lease));
    const letGo = keepAlive({ length: this.#lease, clock: this.#clock, beat, stop });
    try {
      await work({ tx: undefined, fence: Number(fence) });
    } catch (error) {
      letGo();
      // A claim that cannot be given back runs out by itself.
      await this.#inTime(() => step('release')).catch(() => {});
      throw error;
    }
    letGo();
    const isHeld = await this.#insist(() => step('complete', this.#retention, record.fingerprint));
    if (isHeld) return { state: 'done', durable: durable() };
    throw leaseLost();
  }

  /** Asks again while the server is away for a moment and the lease lasts: what is done must be remembered. */
  async #insist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const end = this.#clock.monotonic() + this.#lease;
    for (;;) {
      try {
        return await this.#inTime(ask);
      } catch (error) {
        if (this.#clock.monotonic() >= end) throw error;
      }
      await pause(this.#clock, ASK_AGAIN);
    }
  }

  /** A connection that has gone silent, or whose client has dropped what it had sent, does not answer at all. */
  async #inTime<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    return within(this.#clock, this.#lease / 3, 'Redis', ask);
  }

  async #step(
    script: RedisScript,
    { key }: InboxRecord,
    ...args: string[]
  ): Promise<readonly string[]> {
    await this.check();
    const answer = await this.#command(
      'EVAL',
      REDIS_SCRIPTS[script],
      '1',
      this.#prefix + key,
      ...args,
    );
    return (Array.isArray(answer) ? answer : [answer]).map(String);
  }

  async #command(...command: Parameters<RedisCommand>): Promise<unknown> {
    try {
      return await this.#send(...command);
    } catch (error) {
      throw inboxError(error);
    }
  }
}

function settled([answer, reason]: readonly string[]): Settled | undefined {
  if (answer === 'conflict') return { state: 'conflict' };
  if (answer === 'set_aside') return { state: 'set_aside', durable: durable(), reason };
  return answer === 'duplicate' ? { state: 'duplicate', durable: durable() } : undefined;
}
