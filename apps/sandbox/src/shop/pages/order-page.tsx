import type { VNode } from 'preact';
import { walletName } from '../cashier/pay-types.ts';
import type { Delivery } from '../orders/delivery.ts';
import { isOpen, type Order, type Step, wasPaid } from '../orders/order.ts';
import { isOpenRefund, type RefundRow } from '../orders/refund-row.ts';
import { Deliveries } from './deliveries.tsx';
import { Frame, type Surroundings } from './frame.tsx';
import { money } from './money.ts';
import { NextMove } from './next-move.tsx';
import { orderWords } from './order-words.ts';
import { RefundForms } from './refund-forms.tsx';
import { Refunds } from './refunds.tsx';
import { Steps } from './steps.tsx';

/** What the page of an order shows. */
export interface OrderPageProps {
  readonly order: Order;
  readonly refunds: readonly RefundRow[];
  /** Names the refund that can be asked for next. */
  readonly nextRefund: string;
  readonly steps: readonly Step[];
  /** Newest first. */
  readonly deliveries: readonly Delivery[];
  readonly version: string;
  readonly surroundings: Surroundings;
}

/** One order: how to pay it, how to give it back, and everything that happened. */
export function OrderPage(props: OrderPageProps): VNode {
  const { order, refunds, nextRefund, steps, deliveries, version, surroundings } = props;
  const { out_trade_no } = order;
  const moves = isOpen(order) || refunds.some(isOpenRefund);
  const watch = moves ? { url: `/orders/${out_trade_no}/version`, version } : undefined;
  return (
    <Frame title={`Order ${out_trade_no}`} place="orders" surroundings={surroundings} watch={watch}>
      <h1 class="order-title">
        Order <span class="code">{out_trade_no}</span>
      </h1>
      <div class="halves order">
        <section class="card status-card" aria-label="Where it stands">
          <Standing order={order} />
          <div id="next" class="next" data-live>
            <NextMove order={order} />
            {wasPaid(order) ? (
              <RefundForms order={order} refunds={refunds} number={nextRefund} />
            ) : null}
          </div>
        </section>
        <Receipt order={order} />
      </div>
      <div id="refunds" data-live>
        {refunds.length === 0 ? null : <Refunds refunds={refunds} currency={order.txcurrcd} />}
      </div>
      <div class="halves even">
        <section aria-labelledby="steps-title">
          <h2 id="steps-title">What happened</h2>
          <div id="steps" class="card" data-live>
            <Steps steps={steps} />
          </div>
        </section>
        <section aria-labelledby="deliveries-title">
          <h2 id="deliveries-title">Notifications received</h2>
          <div id="deliveries" data-live>
            <Deliveries deliveries={deliveries} />
          </div>
        </section>
      </div>
    </Frame>
  );
}

function Standing({ order }: { order: Order }): VNode {
  const { headline, detail, tone } = orderWords(order);
  return (
    <div id="standing" class={`standing ${tone}`} role="status" data-live>
      <span class={`seal ${tone}`} aria-hidden="true" />
      <div>
        <strong class="headline">{headline}</strong>
        <p>{detail}</p>
        <Said order={order} />
      </div>
    </div>
  );
}

/** The gateway's or the client's own words, for whoever looks into it. */
function Said({ order: { message, respcd } }: { order: Order }): VNode | null {
  if (message === null) return null;
  return (
    <p class="soft">
      {respcd === null ? message : `The gateway’s words: “${message}” (${respcd})`}
    </p>
  );
}

function Receipt({ order }: { order: Order }): VNode {
  const { lines, txamt, txcurrcd, pay_type, syssn, paydtm, txdtm, refunded } = order;
  return (
    <section id="receipt" class="card receipt" aria-label="Receipt" data-live>
      <ul>
        {lines.map(({ id, name, quantity, price }) => (
          <li key={id}>
            <span>
              {quantity} × {name}
            </span>
            <span class="price">{money(quantity * price, txcurrcd)}</span>
          </li>
        ))}
        <li class="sum">
          <span>Total</span>
          <span class="price">{money(txamt, txcurrcd)}</span>
        </li>
        {refunded === 0 ? null : (
          <li>
            <span>Given back</span>
            <span class="price">−{money(refunded, txcurrcd)}</span>
          </li>
        )}
      </ul>
      <dl class="facts">
        <Fact name="Pay with">
          {walletName(pay_type)} <span class="code soft">{pay_type}</span>
        </Fact>
        <Fact name="Ordered">{txdtm}</Fact>
        {paydtm === null ? null : <Fact name="Paid">{paydtm}</Fact>}
        {syssn === null ? null : (
          <Fact name="QFPay number">
            <span class="code">{syssn}</span>
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }): VNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
