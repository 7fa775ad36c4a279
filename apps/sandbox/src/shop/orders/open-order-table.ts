import { openBooks } from './books.ts';
import { deliveryRows } from './delivery-rows.ts';
import { orderRows } from './order-rows.ts';
import type { OrderTable } from './order-table.ts';
import { refundRows } from './refund-rows.ts';

/** Where the books are kept and what time it is. */
export interface OrderTableOptions {
  /** Path of the SQLite file; without one the orders live as long as the process. */
  readonly file?: string | undefined;
  /** Wall-clock milliseconds since 1970. */
  readonly now: () => number;
}

/** Opens the shop's books, and carries on where they end. */
export function openOrderTable({ file, now }: OrderTableOptions): OrderTable {
  const books = openBooks(file, now);
  const orders = orderRows(books);
  return {
    ...orders,
    ...refundRows(books, orders),
    ...deliveryRows(books),
    close: () => books.close(),
  };
}
