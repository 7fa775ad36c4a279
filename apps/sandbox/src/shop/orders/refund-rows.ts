import type { Books } from './books.ts';
import { wasPaid } from './order.ts';
import type { OrderRows } from './order-rows.ts';
import { touch } from './order-rows.ts';
import type { OrderTable, RefundRefusal } from './order-table.ts';
import { statusAfterRefund } from './progress.ts';
import { isOpenRefund, type NewRefund, type RefundRow, type RefundStatus } from './refund-row.ts';

/** The part of the table that is about refunds. */
export type RefundRows = Pick<
  OrderTable,
  'addRefund' | 'nextRefundNumber' | 'findRefund' | 'refundsOf' | 'recordRefund' | 'openRefunds'
>;

/** Refunds in SQLite. */
export function refundRows(books: Books, orders: OrderRows): RefundRows {
  const findRefund = (out_trade_no: string) =>
    books.get<RefundRow>('SELECT * FROM refunds WHERE out_trade_no = ?', out_trade_no);
  const refundsOf = (order_no: string) =>
    books.all<RefundRow>('SELECT * FROM refunds WHERE order_no = ? ORDER BY rowid', order_no);

  const nextRefundNumber = (order_no: string) => `${order_no}-R${refundsOf(order_no).length + 1}`;

  const refusal = (refund: NewRefund): RefundRefusal | undefined => {
    const order = orders.find(refund.order_no);
    // Without QFPay's number there is nothing to refund by.
    if (order === undefined || !wasPaid(order) || order.syssn === null) return 'not_paid';
    const earlier = refundsOf(refund.order_no);
    if (earlier.some(isOpenRefund)) return 'one_is_open';
    if (order.refunded >= order.txamt) return 'nothing';
    if (order.refunded + refund.txamt > order.txamt) return 'too_much';
    return refund.out_trade_no === nextRefundNumber(refund.order_no) ? undefined : 'stale';
  };

  return {
    findRefund,
    refundsOf,
    nextRefundNumber,
    openRefunds: () =>
      books.all<RefundRow>(
        "SELECT * FROM refunds WHERE status IN ('sending', 'pending', 'unknown') ORDER BY rowid",
      ),
    addRefund: (refund) =>
      books.atomically(() => {
        const known = findRefund(refund.out_trade_no);
        if (known !== undefined) return { kind: 'known', refund: known };
        const why = refusal(refund);
        if (why !== undefined) return { kind: 'refused', why };
        return { kind: 'added', refund: insert(books, refund) };
      }),
    recordRefund: (out_trade_no, status, message) =>
      books.atomically(() => {
        const refund = findRefund(out_trade_no);
        if (refund === undefined || !changes(refund, status)) return;
        books.run(
          'UPDATE refunds SET status = ?, message = ? WHERE out_trade_no = ?',
          ...[status, message, out_trade_no],
        );
        touch(books, refund.order_no);
        if (status === 'refunded') addUp(orders, refundsOf(refund.order_no), refund.order_no);
      }),
  };
}

function insert(books: Books, refund: NewRefund): RefundRow {
  const { out_trade_no, order_no, txamt, txdtm } = refund;
  books.run(
    'INSERT INTO refunds (out_trade_no, order_no, txamt, txdtm) VALUES (?, ?, ?, ?)',
    ...[out_trade_no, order_no, txamt, txdtm],
  );
  touch(books, order_no);
  return { ...refund, status: 'sending', message: null };
}

/** Done is done; a no gives way only to money that went back all the same. */
function changes(refund: RefundRow, status: RefundStatus): boolean {
  if (refund.status === 'refunded' || refund.status === status) return false;
  return isOpenRefund(refund) || status === 'refunded';
}

function addUp(orders: OrderRows, refunds: readonly RefundRow[], order_no: string): void {
  const order = orders.find(order_no);
  if (order === undefined) return;
  const done = refunds.filter(({ status }) => status === 'refunded');
  const total = done.reduce((sum, { txamt }) => sum + txamt, 0);
  const refunded = Math.min(order.txamt, total);
  const status = statusAfterRefund(order.txamt, refunded);
  orders.record(order_no, { status, refunded });
}
