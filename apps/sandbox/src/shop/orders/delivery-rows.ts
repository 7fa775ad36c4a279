import type { Books } from './books.ts';
import type { Delivery } from './delivery.ts';
import { touch } from './order-rows.ts';
import type { OrderTable } from './order-table.ts';
import type { SettledEvent } from './settled-event.ts';

/** The part of the table that is about notifications. */
export type DeliveryRows = Pick<OrderTable, 'event' | 'settle' | 'addDelivery' | 'deliveries'>;

/** Anybody can post to the endpoint; older rows give way. */
const KEPT = 1000;

/** Notifications in SQLite. */
export function deliveryRows(books: Books): DeliveryRows {
  return {
    event: (key) => books.get<SettledEvent>('SELECT * FROM events WHERE key = ?', key),
    settle: ({ key, fingerprint, reason, body }, effects = []) =>
      books.atomically(() => {
        const isNew = books.run(
          `INSERT INTO events (key, fingerprint, reason, body, at) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING`,
          ...[key, fingerprint, reason, body, books.now()],
        );
        if (isNew === 0) return false;
        for (const effect of effects) effect();
        return true;
      }),
    addDelivery: ({ out_trade_no, order_no, http_status, text, tone }) =>
      books.atomically(() => {
        books.run(
          `INSERT INTO deliveries (at, out_trade_no, order_no, http_status, text, tone)
           VALUES (?, ?, ?, ?, ?, ?)`,
          ...[books.now(), out_trade_no, order_no, http_status, text, tone],
        );
        books.run('DELETE FROM deliveries WHERE id <= (SELECT max(id) FROM deliveries) - ?', KEPT);
        if (order_no !== null) touch(books, order_no);
      }),
    deliveries: (most, order_no) =>
      order_no === undefined
        ? books.all<Delivery>('SELECT * FROM deliveries ORDER BY id DESC LIMIT ?', most)
        : books.all<Delivery>(
            'SELECT * FROM deliveries WHERE order_no = ? ORDER BY id DESC LIMIT ?',
            ...[order_no, most],
          ),
  };
}
