import type { Durable } from './durable.ts';

/** What an inbox remembers of one event. */
export interface InboxRecord {
  /** SHA-256 in hex of account, store and event id; every delivery of an event has the same. */
  readonly key: string;
  /** SHA-256 in hex of what the event says about money; another one under the same key is a conflict. */
  readonly fingerprint: string;
  /** Whose event it is, by `account` or `keyFor` of its endpoint. */
  readonly account: string;
  readonly type: string;
  readonly syssn?: string | undefined;
  readonly out_trade_no?: string | undefined;
  readonly mchid?: string | undefined;
}

/** Where a delivery stands with an inbox. Only the first kind may be acknowledged. */
export type Settled =
  | {
      /**
       * `done`: handled now. `duplicate`: handled or kept for a worker before. `set_aside`: kept for people, now or before.
       * `received`: kept for a worker.
       */
      readonly state: 'done' | 'duplicate' | 'set_aside' | 'received';
      readonly durable: Durable;
      /** Why it was set aside before. It is told once more: the process that did so may have died before it told anybody. */
      readonly reason?: string | undefined;
    }
  | {
      /** `busy`: another delivery is being handled. `conflict`: same key, other content. `not_durable`: nowhere to set it aside. */
      readonly state: 'busy' | 'conflict' | 'not_durable';
    };

/** What the inbox hands to the work. */
export interface Grant<Tx> {
  readonly tx: Tx;
  /** Grows with every claim of this event; only leased inboxes have one. */
  readonly fence?: number | undefined;
}

/** How an inbox runs the work. */
export interface RunLimits {
  /** Milliseconds to wait for another delivery of the same event. */
  readonly busyWait: number;
  /** Milliseconds after which the work is told to stop. */
  readonly workTime: number;
  /** Told to stop, by time or by whoever drains; an inbox that loses its claim aborts it as well. */
  readonly stop: AbortController;
}

/**
 * Where notifications are remembered, so that each has one effect. `Tx` is what a handler gets to
 * write with; see {@link memoryInbox}, `postgresInbox` and `redisInbox`.
 *
 * A method that rejects has not settled anything: the gateway is told to come again.
 */
export interface Inbox<Tx = undefined> {
  /** Whether the event is settled already; undefined while it is not. May answer at once. */
  peek(record: InboxRecord): Settled | undefined | Promise<Settled | undefined>;
  /** Runs the work unless the event is settled. `done` only when the work resolved and is remembered. */
  run(
    record: InboxRecord,
    work: (grant: Grant<Tx>) => Promise<void>,
    limits: RunLimits,
  ): Promise<Settled>;
  /** Remembers an event that nobody may handle, with the reason and its body, for people to look at. */
  setAside(record: InboxRecord, reason: string, body: Uint8Array): Promise<Settled>;
}
