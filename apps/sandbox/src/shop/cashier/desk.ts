import type { QFPayClient } from '@qf/client';
import type { ShopClock } from '../clock.ts';
import type { OrderTable } from '../orders/order-table.ts';
import type { RandomBytes } from '../random.ts';
import type { Background } from './background.ts';

/** What the shop takes and gives back money with. */
export interface Desk {
  readonly qf: Pick<QFPayClient, 'payments' | 'refunds'>;
  readonly orders: OrderTable;
  readonly clock: ShopClock;
  readonly random: RandomBytes;
  readonly background: Background;
  /** How gateway and customer reach the shop, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Where the gateway shall deliver notifications. */
  readonly notifyUrl: () => string;
}
