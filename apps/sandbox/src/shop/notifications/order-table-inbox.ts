import { durable, type Inbox, type InboxRecord, type Settled } from '@qf/express-middleware';
import type { OrderTable } from '../orders/order-table.ts';

/** What a handler wants to write; carried out when it has ended, in the transaction that remembers the event. */
export type Effects = (() => unknown)[];

/**
 * An inbox in the order table: effect and memory of it are one transaction, so that each notification has exactly one
 * effect, also when the process dies in between. It lasts as long as the orders do.
 *
 * SQLite has one writer and a handler may wait for something, so no transaction is open while it runs: it gathers what
 * it wants to write.
 */
export function orderTableInbox(orders: OrderTable): Inbox<Effects> {
  const atWork = new Set<string>();

  const peek = async (record: InboxRecord): Promise<Settled | undefined> => {
    const known = orders.event(record.key);
    if (known === undefined) return undefined;
    if (known.fingerprint !== record.fingerprint) return { state: 'conflict' };
    return { state: 'duplicate', durable: durable() };
  };

  return {
    peek,
    run: async (record, work) => {
      const known = await peek(record);
      if (known !== undefined) return known;
      if (atWork.has(record.key)) return { state: 'busy' };
      atWork.add(record.key);
      try {
        const tx: Effects = [];
        await work({ tx });
        const { key, fingerprint } = record;
        orders.settle({ key, fingerprint, reason: null, body: null }, tx);
        return { state: 'done', durable: durable() };
      } finally {
        atWork.delete(record.key);
      }
    },
    setAside: async ({ key, fingerprint }, reason, body) => {
      const text = Buffer.from(body).toString('utf8');
      orders.settle({ key, fingerprint, reason, body: text });
      return { state: 'set_aside', durable: durable() };
    },
  };
}
