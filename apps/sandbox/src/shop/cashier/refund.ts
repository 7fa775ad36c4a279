import { isQFPayError } from '@qf/client';
import { formatTimestamp } from '@qf/protocol';
import type { RefundAdmission } from '../orders/order-table.ts';
import { isOpenRefund, type RefundRow } from '../orders/refund-row.ts';
import type { Desk } from './desk.ts';
import { errorWords } from './error-words.ts';
import { refundNews } from './refund-news.ts';

/** How long the shop goes on asking by itself, in milliseconds. */
const PATIENCE = 10 * 60_000;

/** What shall be given back. */
export interface RefundWish {
  readonly order_no: string;
  /** The refund's own number, as the form named it. */
  readonly out_trade_no: string;
  /** Minor units. */
  readonly txamt: number;
}

/** Gives money back, if the books allow it. The refund is written down before the gateway hears of it. */
export async function refund(desk: Desk, wish: RefundWish): Promise<RefundAdmission> {
  const txdtm = formatTimestamp(new Date(desk.clock.now()));
  const admission = desk.orders.addRefund({ ...wish, txdtm });
  if (admission.kind === 'added') await send(desk, admission.refund, 'failed');
  return admission;
}

/**
 * Asks what became of an open refund. One that the gateway never got is sent again under its own number: should the first
 * one still be on its way, the gateway refuses the number that it knows.
 */
export async function settleRefund(desk: Desk, row: RefundRow): Promise<void> {
  if (!isOpenRefund(row)) return;
  const { qf } = desk;
  try {
    const outcome = await qf.refunds.retrieve(reference(desk, row));
    if (outcome.status === 'unknown' && outcome.reason === 'not_found') {
      return await send(desk, row, 'unknown');
    }
    note(desk, row, outcome);
  } catch (error) {
    const text = `Could not ask about refund ${row.out_trade_no}: ${errorWords(error)}`;
    desk.orders.tell(row.order_no, { text, tone: 'bad' });
  }
}

/** Asks again and again in the background, until there is a last word. */
export function keepAskingRefund(desk: Desk, row: RefundRow): void {
  desk.background.run(async (signal) => {
    const options = { maxWait: PATIENCE, signal };
    note(desk, row, await desk.qf.refunds.waitFor(reference(desk, row), options));
  });
}

/**
 * `afterThrow`: the client throws only when this call gave nothing back. That says nothing about an earlier call with the
 * same number, after which a refund stays open.
 */
async function send(desk: Desk, row: RefundRow, afterThrow: 'failed' | 'unknown'): Promise<void> {
  const { qf, orders } = desk;
  const { out_trade_no, order_no, txamt, txdtm } = row;
  const syssn = orders.find(order_no)?.syssn;
  if (syssn === undefined || syssn === null) return;
  try {
    const outcome = await qf.refunds.create({ syssn, out_trade_no, txamt, txdtm });
    note(desk, row, outcome);
    if (!outcome.final) keepAskingRefund(desk, row);
  } catch (error) {
    const message = errorWords(error);
    orders.recordRefund(out_trade_no, isQFPayError(error) ? afterThrow : 'unknown', message);
    orders.tell(order_no, { text: `Refund ${out_trade_no}: ${message}`, tone: 'bad' });
  }
}

function note(
  { orders }: Desk,
  { out_trade_no, order_no }: RefundRow,
  outcome: Parameters<typeof refundNews>[0],
): void {
  const before = orders.findRefund(out_trade_no)?.status;
  const { status, message, words } = refundNews(outcome, out_trade_no);
  if (before !== status) orders.tell(order_no, words);
  orders.recordRefund(out_trade_no, status, message);
}

function reference({ orders }: Desk, { out_trade_no, order_no, txamt, txdtm }: RefundRow) {
  const orig_syssn = orders.find(order_no)?.syssn ?? undefined;
  return { out_trade_no, txamt, txdtm, ...(orig_syssn === undefined ? {} : { orig_syssn }) };
}
