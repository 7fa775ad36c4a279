import type * as z from 'zod';
import type { Notification } from './notification-types.ts';
import { keyText, looseText, replyAmount } from './reply-field.ts';
import { knownFields } from './sparse-object.ts';

/** How one kind of notification is read. */
export interface NotificationKind {
  readonly fields: z.ZodType<Readonly<Record<string, unknown>>>;
  /** Without these it says nothing that can be used. */
  readonly required: readonly string[];
  /** The fields that, with the type, make its id; of an inner list the first that is there. */
  readonly identity: readonly (string | readonly string[])[];
}

const trade: NotificationKind = {
  fields: knownFields({
    status: keyText,
    notify_type: keyText,
    order_type: keyText,
    syssn: keyText,
    out_trade_no: keyText,
    pay_type: keyText,
    txamt: replyAmount,
    txcurrcd: keyText,
    txdtm: looseText,
    sysdtm: looseText,
    paydtm: looseText,
    cancel: keyText,
    respcd: keyText,
    respmsg: looseText,
    errmsg: looseText,
    mchid: keyText,
    udid: looseText,
    goods_name: looseText,
    goods_info: looseText,
    chnlsn: looseText,
    chnlsn2: looseText,
    cardcd: looseText,
    cash_fee: looseText,
    cash_fee_type: looseText,
    cash_refund_fee: looseText,
    cash_refund_fee_type: looseText,
    exchange_rate: looseText,
  }),
  required: ['syssn', 'out_trade_no', 'txamt'],
  identity: ['syssn', 'cancel'],
};

/** A refund may come under the payment's `syssn`; then only its own number tells it from the next one. */
const refund: NotificationKind = { ...trade, identity: [...trade.identity, 'out_trade_no'] };

/** The kinds by `type`. What makes their ids is our decision D-39. */
export const notificationKinds: Readonly<Record<Notification['type'], NotificationKind>> = {
  payment: trade,
  refund,
  unfreeze: trade,
  close: trade,
  payment_token: {
    fields: knownFields({
      tokenid: keyText,
      event: keyText,
      token_expiry_date: looseText,
      cardcd: looseText,
      card_scheme: looseText,
      customer_id: looseText,
      token_reason: looseText,
      token_reference: looseText,
      userid: looseText,
      respcd: keyText,
      respmsg: looseText,
      sysdtm: keyText,
    }),
    required: ['tokenid'],
    identity: ['tokenid', 'event', 'sysdtm'],
  },
  subscription: {
    fields: knownFields({ subscription_id: keyText, state: keyText, sysdtm: keyText }),
    required: ['subscription_id', 'state'],
    identity: ['subscription_id', 'state', 'sysdtm'],
  },
  subscription_payment: {
    fields: knownFields({
      subscription_id: keyText,
      subscription_order_id: keyText,
      respcd: keyText,
      respmsg: looseText,
      syssn: keyText,
      txdtm: looseText,
      sysdtm: keyText,
      txamt: replyAmount,
      txcurrcd: keyText,
      customer_id: looseText,
      product_id: looseText,
      cardcd: looseText,
      card_scheme: looseText,
      current_iteration: keyText,
      reason: looseText,
    }),
    required: ['subscription_id', 'subscription_order_id', 'respcd'],
    // The documented fields hold no `sysdtm`: without `syssn` a second try or charge would be the first.
    identity: [
      'subscription_order_id',
      'current_iteration',
      'respcd',
      'sysdtm',
      ['syssn', 'txdtm'],
    ],
  },
  other: {
    fields: knownFields({
      notify_type: looseText,
      syssn: looseText,
      out_trade_no: looseText,
      mchid: looseText,
    }),
    required: [],
    identity: [],
  },
};
