import * as z from 'zod';
import { type Enveloped, envelopedReply, type Listed, listedReply } from '../envelope.ts';
import { noted } from '../noted.ts';
import type { Operation } from '../operation.ts';
import * as field from '../request-field.ts';
import {
  billingTime,
  customerId,
  idField,
  productId,
  subscriptionId,
  tokenId,
} from '../resource-field.ts';
import { replyObject, strictRequest } from '../sparse-object.ts';
import {
  type Subscription,
  type SubscriptionChange,
  type SubscriptionState,
  subscription,
  subscriptionChange,
} from '../subscription.ts';

/** A product and how many of it; one when absent. */
export interface SubscribedProduct {
  product_id: string;
  quantity?: number | undefined;
}

/** Bills a stored card again and again (QFPay, Subscriptions). */
export interface SubscriptionCreateRequest {
  customer_id: string;
  token_id: string;
  /** Sent as JSON text. */
  products: SubscribedProduct[];
  /** Endless when absent. */
  total_billing_cycles?: number | undefined;
  /** `YYYY-MM-DD HH:mm:ss` or ISO 8601; now when absent. */
  start_time?: string | undefined;
}

/** Which subscription to change; the card of a live one can be replaced. */
export interface SubscriptionUpdateRequest {
  subscription_id: string;
  token_id?: string | undefined;
  products?: SubscribedProduct[] | undefined;
  total_billing_cycles?: number | undefined;
  start_time?: string | undefined;
}

/** Which subscriptions to list. */
export interface SubscriptionQueryRequest {
  subscription_id?: string | undefined;
  customer_id?: string | undefined;
  token_id?: string | undefined;
  state?: SubscriptionState | undefined;
  page?: number | undefined;
  page_size?: number | undefined;
}

/** Which subscription to end, at once. */
export interface SubscriptionCancelRequest {
  subscription_id: string;
}

/**
 * Tries a failed billing again; only when UNPAID, INCOMPLETE or PAST_DUE. Paid before the next
 * billing time it stays active, paid after it it is cancelled.
 */
export interface SubscriptionChargeRequest {
  subscription_id: string;
  /** Which billing. */
  subscription_order_id?: string | undefined;
}

const products = noted(
  {
    expected: 'a list of product_id and quantity; the wire carries it as JSON text',
    example: '[{"product_id":"prod_0000000000000001","quantity":1}]',
  },
  z
    .array(z.strictObject({ product_id: productId, quantity: z.int().min(1).optional() }))
    .min(1)
    .max(100),
);

const cycles = noted(
  { expected: 'how many billings, an integer from 1', example: '12' },
  z.int().min(1),
).optional();

const state = noted(
  {
    expected: 'ACTIVE, INCOMPLETE, PAST_DUE, UNPAID, CANCELLED or COMPLETED',
    example: 'ACTIVE',
  },
  z.enum(['ACTIVE', 'INCOMPLETE', 'PAST_DUE', 'UNPAID', 'CANCELLED', 'COMPLETED']),
);

/** `POST /subscription/v1/create`. */
export const subscriptionCreateOperation: Operation<
  SubscriptionCreateRequest,
  Enveloped<SubscriptionChange>
> = {
  name: 'subscription_create',
  method: 'POST',
  path: '/subscription/v1/create',
  readOnly: false,
  request: strictRequest({
    customer_id: customerId,
    token_id: tokenId,
    products,
    total_billing_cycles: cycles,
    start_time: billingTime.optional(),
  }),
  reply: envelopedReply(subscriptionChange),
};

/** `POST /subscription/v1/update`. */
export const subscriptionUpdateOperation: Operation<
  SubscriptionUpdateRequest,
  Enveloped<SubscriptionChange>
> = {
  name: 'subscription_update',
  method: 'POST',
  path: '/subscription/v1/update',
  readOnly: false,
  request: strictRequest({
    subscription_id: subscriptionId,
    token_id: tokenId.optional(),
    products: products.optional(),
    total_billing_cycles: cycles,
    start_time: billingTime.optional(),
  }),
  reply: envelopedReply(subscriptionChange),
};

/** `POST /subscription/v1/query`. */
export const subscriptionQueryOperation: Operation<
  SubscriptionQueryRequest,
  Listed<Subscription>
> = {
  name: 'subscription_query',
  method: 'POST',
  path: '/subscription/v1/query',
  readOnly: true,
  request: strictRequest({
    subscription_id: subscriptionId.optional(),
    customer_id: customerId.optional(),
    token_id: tokenId.optional(),
    state: state.optional(),
    page: field.page.optional(),
    page_size: field.pageSize.optional(),
  }),
  reply: listedReply(replyObject(subscription)),
  wire: { aliases: { subscritpion_id: 'subscription_id' } },
};

/** `POST /subscription/v1/cancel`. */
export const subscriptionCancelOperation: Operation<
  SubscriptionCancelRequest,
  Enveloped<SubscriptionChange>
> = {
  name: 'subscription_cancel',
  method: 'POST',
  path: '/subscription/v1/cancel',
  readOnly: false,
  request: strictRequest({ subscription_id: subscriptionId }),
  reply: envelopedReply(subscriptionChange),
};

/** `POST /subscription/v1/charge`: moves money, so a lost answer is never sent again. */
export const subscriptionChargeOperation: Operation<
  SubscriptionChargeRequest,
  Enveloped<SubscriptionChange>
> = {
  name: 'subscription_charge',
  method: 'POST',
  path: '/subscription/v1/charge',
  readOnly: false,
  request: strictRequest({
    subscription_id: subscriptionId,
    subscription_order_id: idField('sub_ord_0000000000000001_0001').optional(),
  }),
  reply: envelopedReply(subscriptionChange),
};
