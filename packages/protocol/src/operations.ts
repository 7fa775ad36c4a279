import { addNoteOperation } from './operations/add-note.ts';
import { authtradeOperation } from './operations/authtrade.ts';
import { billingOrderListOperation } from './operations/billing-order-list.ts';
import { closeOperation } from './operations/close.ts';
import { createPaymentIntentOperation } from './operations/create-payment-intent.ts';
import { createTokenIntentOperation } from './operations/create-token-intent.ts';
import {
  customerCreateOperation,
  customerDeleteOperation,
  customerQueryOperation,
  customerUpdateOperation,
} from './operations/customer.ts';
import {
  customsDeclareOperation,
  customsQueryOperation,
  customsRedeclareOperation,
} from './operations/customs.ts';
import { paymentOperation } from './operations/payment.ts';
import {
  productCreateOperation,
  productDeleteOperation,
  productQueryOperation,
  productUpdateOperation,
} from './operations/product.ts';
import { queryOperation } from './operations/query.ts';
import { refundOperation } from './operations/refund.ts';
import { reversalOperation } from './operations/reversal.ts';
import {
  subscriptionCancelOperation,
  subscriptionChargeOperation,
  subscriptionCreateOperation,
  subscriptionQueryOperation,
  subscriptionUpdateOperation,
} from './operations/subscription.ts';
import { tokenQueryOperation } from './operations/token-query.ts';
import { tradeBillOperation } from './operations/trade-bill.ts';
import { unfreezeOperation } from './operations/unfreeze.ts';
import { weixinOpenidOperation } from './operations/weixin-openid.ts';

/**
 * Every operation by its name.
 *
 * @example
 * const { path, request } = OPERATIONS.refund;
 */
export const OPERATIONS = {
  payment: paymentOperation,
  query: queryOperation,
  refund: refundOperation,
  close: closeOperation,
  reversal: reversalOperation,
  add_note: addNoteOperation,
  authtrade: authtradeOperation,
  unfreeze: unfreezeOperation,
  create_payment_intent: createPaymentIntentOperation,
  create_token_intent: createTokenIntentOperation,
  customer_create: customerCreateOperation,
  customer_update: customerUpdateOperation,
  customer_query: customerQueryOperation,
  customer_delete: customerDeleteOperation,
  product_create: productCreateOperation,
  product_update: productUpdateOperation,
  product_query: productQueryOperation,
  product_delete: productDeleteOperation,
  token_query: tokenQueryOperation,
  subscription_create: subscriptionCreateOperation,
  subscription_update: subscriptionUpdateOperation,
  subscription_query: subscriptionQueryOperation,
  subscription_cancel: subscriptionCancelOperation,
  subscription_charge: subscriptionChargeOperation,
  billing_order_list: billingOrderListOperation,
  customs_declare: customsDeclareOperation,
  customs_redeclare: customsRedeclareOperation,
  customs_query: customsQueryOperation,
  weixin_openid: weixinOpenidOperation,
  trade_bill: tradeBillOperation,
} as const;
