import * as z from 'zod';
import { keyText, looseCount, looseText } from './reply-field.ts';

/** What becomes of a subscription; there is no pause. */
export type SubscriptionState =
  | 'ACTIVE'
  /** The first charge failed, or the token is not valid. */
  | 'INCOMPLETE'
  | 'PAST_DUE'
  | 'UNPAID'
  | 'CANCELLED'
  | 'COMPLETED';

/** A subscription as the gateway shows it; times in either notation (D-28). */
export interface Subscription {
  readonly subscription_id?: string | undefined;
  readonly customer_id?: string | undefined;
  readonly token_id?: string | undefined;
  /** A list, or the text of one. */
  readonly products?: unknown;
  readonly state?: string | undefined;
  readonly total_billing_cycles?: number | undefined;
  readonly start_time?: string | undefined;
  readonly next_billing_time?: string | undefined;
  readonly last_billing_time?: string | undefined;
  readonly last_billing_status?: string | undefined;
  /** Billings done; one sample says `completed_iteration`. */
  readonly completed_billing_iteration?: number | undefined;
  readonly completed_iteration?: number | undefined;
}

/** A changed subscription (D-26). */
export interface SubscriptionChange extends Subscription {
  readonly rowAffected?: number | undefined;
}

/** How a subscription is read. */
export const subscription = {
  subscription_id: keyText,
  customer_id: keyText,
  token_id: keyText,
  products: z.unknown().optional(),
  state: keyText,
  total_billing_cycles: looseCount,
  start_time: looseText,
  next_billing_time: looseText,
  last_billing_time: looseText,
  last_billing_status: looseText,
  completed_billing_iteration: looseCount,
  completed_iteration: looseCount,
};

/** How a change of one is read. */
export const subscriptionChange = { ...subscription, rowAffected: looseCount };
