import { type Listed, listedReply } from '../envelope.ts';
import type { Operation } from '../operation.ts';
import { keyText, looseCount, looseText } from '../reply-field.ts';
import * as field from '../request-field.ts';
import { subscriptionId } from '../resource-field.ts';
import { replyObject, strictRequest } from '../sparse-object.ts';

/** The billings of which subscription. */
export interface BillingOrderListRequest {
  subscription_id: string;
  page?: number | undefined;
  page_size?: number | undefined;
}

/** One billing of a subscription. */
export interface BillingOrder {
  readonly subscription_order_id?: string | undefined;
  readonly subscription_id?: string | undefined;
  /** `auto` or `manual`. */
  readonly trigger_by?: string | undefined;
  readonly sequence_no?: number | undefined;
}

/** `POST /subscription/billing_order/v1/list`. */
export const billingOrderListOperation: Operation<BillingOrderListRequest, Listed<BillingOrder>> = {
  name: 'billing_order_list',
  method: 'POST',
  path: '/subscription/billing_order/v1/list',
  readOnly: true,
  request: strictRequest({
    subscription_id: subscriptionId,
    page: field.page.optional(),
    page_size: field.pageSize.optional(),
  }),
  reply: listedReply(
    replyObject({
      subscription_order_id: keyText,
      subscription_id: keyText,
      trigger_by: looseText,
      sequence_no: looseCount,
    }),
  ),
};
