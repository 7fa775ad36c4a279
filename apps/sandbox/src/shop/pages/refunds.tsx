import type { VNode } from 'preact';
import type { Tone } from '../orders/order.ts';
import { isOpenRefund, type RefundRow, type RefundStatus } from '../orders/refund-row.ts';
import { money } from './money.ts';

const STATUS: Readonly<Record<RefundStatus, readonly [words: string, tone: Tone]>> = {
  sending: ['Sending', 'wait'],
  pending: ['Under way', 'wait'],
  unknown: ['Not known', 'wait'],
  refunded: ['Done', 'good'],
  failed: ['Failed', 'bad'],
};

/** The refunds of an order, oldest first. */
export function Refunds({
  refunds,
  currency,
}: {
  refunds: readonly RefundRow[];
  currency: string;
}): VNode {
  return (
    <section aria-labelledby="refunds-title">
      <h2 id="refunds-title">Refunds</h2>
      <ul class="card refund-list">
        {refunds.map((refund) => (
          <Refund key={refund.out_trade_no} refund={refund} currency={currency} />
        ))}
      </ul>
    </section>
  );
}

function Refund({ refund, currency }: { refund: RefundRow; currency: string }): VNode {
  const { out_trade_no, order_no, txamt, txdtm, status, message } = refund;
  const [words, tone] = STATUS[status];
  return (
    <li>
      <span class="grow">
        <span class="code">{out_trade_no}</span>
        <span class="soft"> {txdtm}</span>
        {message === null ? null : <span class="soft block">{message}</span>}
      </span>
      <span class={`badge ${tone}`}>{words}</span>
      <span class="price">{money(txamt, currency)}</span>
      {isOpenRefund(refund) ? (
        <form method="post" action={`/orders/${order_no}/refunds/${out_trade_no}/settle`}>
          <button class="button plain small" type="submit">
            Ask what became of it
          </button>
        </form>
      ) : null}
    </li>
  );
}
