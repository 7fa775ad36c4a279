import { formatAmount } from '@qf/protocol';
import type { VNode } from 'preact';
import type { Order } from '../orders/order.ts';
import { isOpenRefund, type RefundRow } from '../orders/refund-row.ts';
import { money } from './money.ts';

/** What a refund can be asked with. */
export interface RefundFormsProps {
  readonly order: Order;
  readonly refunds: readonly RefundRow[];
  /** The number of the next refund; what makes a second click harmless. */
  readonly number: string;
}

/** A part or all that is left. One refund at a time: while one is open, nobody knows how much is left. */
export function RefundForms({ order, refunds, number }: RefundFormsProps): VNode | null {
  const { txamt, refunded, txcurrcd, out_trade_no } = order;
  const left = txamt - refunded;
  if (left <= 0) return null;
  if (refunds.some(isOpenRefund)) {
    return <p class="soft">A refund is under way. The next one can be made when it is done.</p>;
  }
  const action = `/orders/${out_trade_no}/refunds`;
  return (
    <div class="refund">
      <form method="post" action={action}>
        <input type="hidden" name="number" value={number} />
        <label for="amount">Give back, in {txcurrcd}</label>
        <div class="amount-row">
          <input
            id="amount"
            name="amount"
            inputmode="decimal"
            autocomplete="off"
            required
            pattern="\d{1,7}(\.\d{1,2})?"
            title={`An amount up to ${formatAmount(left, txcurrcd)}`}
            placeholder={formatAmount(left, txcurrcd)}
          />
          <button id="refund-part" class="button" type="submit">
            Refund
          </button>
        </div>
      </form>
      <form method="post" action={action}>
        <input type="hidden" name="number" value={number} />
        <input type="hidden" name="amount" value={formatAmount(left, txcurrcd)} />
        <button id="refund-rest" class="button plain" type="submit">
          {refunded === 0 ? 'Refund all of it' : `Refund the rest, ${money(left, txcurrcd)}`}
        </button>
      </form>
    </div>
  );
}
