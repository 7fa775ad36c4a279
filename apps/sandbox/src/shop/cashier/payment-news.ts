import type { CreatedWithUrl, Payment } from '@qf/protocol';
import type { Order, Words } from '../orders/order.ts';
import { type Change, statusAfterRefund } from '../orders/progress.ts';

/** What an answer means for the order, and how the history tells it. */
export interface News {
  readonly change: Change;
  readonly words: Words;
}

/** How the shop came to know. */
export type Source = 'answer' | 'query' | 'notification';

const PAID: Readonly<Record<Source, string>> = {
  answer: 'Paid: the gateway’s answer says so.',
  query: 'Paid: the gateway said so when it was asked.',
  notification: 'Paid: a signed notification arrived, was verified, and a query confirmed it.',
};

/** Why a definite no is one. */
const FAILED = {
  declined: 'The payment was declined',
  expired: 'The order expired unpaid',
  closed: 'The order was closed unpaid',
  reversed: 'The order was cancelled',
  never_arrived: 'The gateway never got the order',
} as const;

/** Every outcome of a payment has its row here; what may have happened is never called failed. */
export function paymentNews(outcome: CreatedWithUrl | Payment, order: Order, source: Source): News {
  const { syssn = null } = outcome;
  switch (outcome.status) {
    case 'created':
      return news(
        { status: 'awaiting_payment', syssn, pay_url: outcome.pay_url },
        'The gateway accepted the order and gave a page to pay on.',
        'wait',
      );
    case 'paid': {
      const status = outcome.refunded === 'partial' ? 'partially_refunded' : 'paid';
      const { paydtm = null, duplicates } = outcome;
      const more = duplicates.length === 0 ? '' : ` Paid ${duplicates.length + 1} times: refund.`;
      return news({ ...CLEAR, status, syssn, paydtm }, `${PAID[source]}${more}`, 'good');
    }
    case 'refunded': {
      const { txamt } = order;
      const change = { ...CLEAR, status: statusAfterRefund(txamt, txamt), refunded: txamt, syssn };
      return news(change, 'The gateway says that all of it was given back.', 'good');
    }
    case 'pending':
      return news(known({ status: 'pending' }, syssn), 'The gateway has the order.', 'wait');
    case 'failed': {
      const { reason, respcd = null, respmsg: message = null } = outcome;
      const code = respcd === null ? '' : ` (${respcd})`;
      const change = known({ status: 'failed', reason, respcd, message }, syssn);
      return news(change, `${FAILED[reason]}${code}.`, 'bad');
    }
    case 'unknown':
      return news(
        { status: 'unknown', reason: outcome.reason },
        `No clear answer (${outcome.reason}). It is asked for again, never sent again.`,
        'bad',
      );
  }
}

/** What an earlier trouble left behind. */
const CLEAR = { reason: null, respcd: null, message: null } as const;

function news(change: Change, text: string, tone: Words['tone']): News {
  return { change, words: { text, tone } };
}

function known(change: Change, syssn: string | null): Change {
  return syssn === null ? change : { ...change, syssn };
}
