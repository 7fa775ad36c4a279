import type { OperationName } from '../operation.ts';

/** What each call is for, in a few words, and the chapter it stands in. */
export const OPERATION_TITLES: Readonly<
  Record<OperationName, readonly [summary: string, tag: string]>
> = {
  payment: ['Create a payment, or charge a scanned code', 'Payments'],
  query: ['Look up payments, refunds and cancellations', 'Payments'],
  refund: ['Refund a payment, whole or in part', 'Payments'],
  close: ['Close an unpaid order', 'Payments'],
  reversal: ['Cancel a transaction in progress', 'Payments'],
  add_note: ['Attach a remark to a transaction', 'Payments'],
  authtrade: ['Capture a pre-authorisation', 'Pre-authorisation'],
  unfreeze: ['Release a pre-authorisation', 'Pre-authorisation'],
  create_payment_intent: ['Create an intent for the embedded form', 'Element'],
  create_token_intent: ['Create an intent to store a card', 'Element'],
  customer_create: ['Create a customer', 'Customers'],
  customer_update: ['Change a customer', 'Customers'],
  customer_query: ['List customers', 'Customers'],
  customer_delete: ['Delete a customer and its subscriptions', 'Customers'],
  product_create: ['Create a product', 'Products'],
  product_update: ['Change a product', 'Products'],
  product_query: ['List products', 'Products'],
  product_delete: ['Delete a product', 'Products'],
  token_query: ['List stored cards', 'Subscriptions'],
  subscription_create: ['Create a subscription', 'Subscriptions'],
  subscription_update: ['Change a subscription', 'Subscriptions'],
  subscription_query: ['List subscriptions', 'Subscriptions'],
  subscription_cancel: ['End a subscription at once', 'Subscriptions'],
  subscription_charge: ['Try a failed billing again', 'Subscriptions'],
  billing_order_list: ['List the billings of a subscription', 'Subscriptions'],
  customs_declare: ['Declare a payment to customs', 'Customs'],
  customs_redeclare: ['Send a declaration again', 'Customs'],
  customs_query: ['Look up a declaration', 'Customs'],
  weixin_openid: ['Exchange a WeChat code for the payer’s id', 'WeChat'],
  trade_bill: ['Download the transactions of a day', 'Reconciliation'],
};

/** The chapters, in the order of the document. */
export const TAGS: Readonly<Record<string, string>> = {
  Payments: 'Orders of every pay type, their refunds and cancellations.',
  'Pre-authorisation': 'Frozen money: take it, or let it go.',
  Element: 'The payment form inside a page of your own.',
  Customers: 'Payers whose cards can be stored.',
  Products: 'What subscriptions bill.',
  Subscriptions: 'Stored cards that are billed again and again.',
  Customs: 'Declarations to Chinese customs.',
  WeChat: 'The identity of a payer inside WeChat.',
  Reconciliation: 'Files to compare books with.',
};
