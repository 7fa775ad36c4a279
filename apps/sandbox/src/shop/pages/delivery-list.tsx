import type { VNode } from 'preact';
import type { Delivery } from '../orders/delivery.ts';
import { Deliveries } from './deliveries.tsx';
import { Frame, type Surroundings } from './frame.tsx';

/** What the list shows. */
export interface DeliveryListProps {
  /** Newest first. */
  readonly deliveries: readonly Delivery[];
  /** Where the gateway delivers to. */
  readonly address: string;
  readonly surroundings: Surroundings;
}

/** What arrived at the notification endpoint, as the merchant sees it. */
export function DeliveryList({ deliveries, address, surroundings }: DeliveryListProps): VNode {
  return (
    <Frame title="Notifications" place="notifications" surroundings={surroundings}>
      <h1>Notifications</h1>
      <p class="soft lead">
        Received at <code>{address}</code>. Each one is verified over its exact bytes, compared with
        the order table, confirmed by a query, and has one effect however often it is delivered.
      </p>
      <Deliveries deliveries={deliveries} />
    </Frame>
  );
}
