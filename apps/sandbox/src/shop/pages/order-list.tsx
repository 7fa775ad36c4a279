import type { VNode } from 'preact';
import type { Order } from '../orders/order.ts';
import { Frame, type Surroundings } from './frame.tsx';
import { money } from './money.ts';
import { orderWords } from './order-words.ts';

/** What the list shows. */
export interface OrderListProps {
  /** Newest first. */
  readonly orders: readonly Order[];
  readonly surroundings: Surroundings;
}

/** All orders. */
export function OrderList({ orders, surroundings }: OrderListProps): VNode {
  return (
    <Frame title="Orders" place="orders" surroundings={surroundings}>
      <h1>Orders</h1>
      {orders.length === 0 ? (
        <div class="card empty">
          <p>Nobody has ordered anything yet.</p>
          <p>
            <a class="button" href="/">
              Choose a tea
            </a>
          </p>
        </div>
      ) : (
        <ul class="card order-list">
          {orders.map((order) => (
            <Row key={order.out_trade_no} order={order} />
          ))}
        </ul>
      )}
    </Frame>
  );
}

function Row({ order }: { order: Order }): VNode {
  const { out_trade_no, lines, txamt, txcurrcd, txdtm } = order;
  const { badge, tone } = orderWords(order);
  return (
    <li>
      <span class="grow">
        <a href={`/orders/${out_trade_no}`} class="number">
          {out_trade_no}
        </a>
        <span class="block soft">
          {lines.map(({ name, quantity }) => `${quantity} × ${name}`).join(', ')}
        </span>
        <span class="block soft time">{txdtm}</span>
      </span>
      <span class={`badge ${tone}`}>{badge}</span>
      <span class="price">{money(txamt, txcurrcd)}</span>
    </li>
  );
}
