import type { VNode } from 'preact';
import type { Delivery } from '../orders/delivery.ts';
import { moment } from './moment.ts';

/** What the gateway told the shop and what the shop answered, newest first. */
export function Deliveries({ deliveries }: { deliveries: readonly Delivery[] }): VNode {
  if (deliveries.length === 0) {
    return <p class="card empty">None yet. They come when money has moved.</p>;
  }
  return (
    <ul class="card deliveries">
      {deliveries.map((delivery) => (
        <Row key={delivery.id} delivery={delivery} />
      ))}
    </ul>
  );
}

function Row({ delivery }: { delivery: Delivery }): VNode {
  const { at, out_trade_no, order_no, http_status, text, tone } = delivery;
  return (
    <li>
      <span class="grow">
        <span class="time">{moment(at)}</span>
        {text}
        {out_trade_no === null ? null : (
          <span class="block code">
            {order_no === null ? out_trade_no : <a href={`/orders/${order_no}`}>{out_trade_no}</a>}
          </span>
        )}
      </span>
      <span class={`badge ${tone}`}>{http_status}</span>
    </li>
  );
}
