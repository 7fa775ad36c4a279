import { walletName } from '../cashier/pay-types.ts';
import type { Order, OrderStatus, Tone } from '../orders/order.ts';
import { money } from './money.ts';

/** What the page says about where an order stands. */
export interface OrderWords {
  readonly badge: string;
  readonly headline: string;
  readonly detail: string;
  readonly tone: Tone;
}

const BADGES: Readonly<Record<OrderStatus, readonly [badge: string, tone: Tone]>> = {
  sending: ['Sending', 'wait'],
  awaiting_payment: ['To be paid', 'wait'],
  pending: ['Page lost', 'wait'],
  unknown: ['Not known', 'wait'],
  paid: ['Paid', 'good'],
  partially_refunded: ['Partly refunded', 'good'],
  refunded: ['Refunded', 'plain'],
  failed: ['Not paid', 'bad'],
};

/** Headline and sentence of a definite no, by its reason. */
const FAILED: Readonly<Record<string, readonly [headline: string, detail: string]>> = {
  declined: ['Declined', 'The wallet declined the payment. Nothing was paid.'],
  expired: ['Expired', 'The time to pay is over. Nothing was paid.'],
  closed: ['Cancelled', 'This order was closed. Nothing was paid.'],
  reversed: ['Cancelled', 'This order was cancelled. Nothing was paid.'],
  never_arrived: ['Not received', 'The gateway never got this order. Nothing was paid.'],
  never_shown: ['Given up', 'The gateway does not know this order, and its page was never shown.'],
  not_accepted: ['Not accepted', 'The gateway did not accept this order. Nothing was paid.'],
};

/** Every status in words. */
export function orderWords(order: Order): OrderWords {
  const [badge, tone] = BADGES[order.status];
  const [headline, detail] = told(order);
  return { badge, tone, headline, detail };
}

function told(order: Order): readonly [headline: string, detail: string] {
  const amount = money(order.txamt, order.txcurrcd);
  switch (order.status) {
    case 'sending':
      return ['One moment', 'The gateway is being asked for a page to pay on.'];
    case 'awaiting_payment':
      return [
        `Scan to pay with ${walletName(order.pay_type)}`,
        'The page turns by itself when the money is here.',
      ];
    case 'pending':
      return [
        'The page to pay on was lost',
        'The gateway has this order, but its answer never arrived here, and it is not given twice. ' +
          'Close the order, then pay under a new number; you cannot be charged twice.',
      ];
    case 'unknown':
      return [
        'Not known yet',
        'The gateway’s answer was lost. It is being asked what became of the order; nothing is sent twice.',
      ];
    case 'paid':
      return [`Paid ${amount}`, 'Thank you. Your tea is being packed.'];
    case 'partially_refunded':
      return [`Paid ${amount}`, partly(order)];
    case 'refunded':
      return ['Refunded', `${amount} was paid and given back.`];
    case 'failed':
      return FAILED[order.reason ?? ''] ?? ['Not paid', 'Nothing was paid.'];
  }
}

function partly({ refunded, txcurrcd }: Order): string {
  if (refunded === 0) return 'A part of it was given back, though not by this shop.';
  return `${money(refunded, txcurrcd)} of it was given back.`;
}
