import type { Refund } from '@qf/protocol';
import type { Words } from '../orders/order.ts';
import type { RefundStatus } from '../orders/refund-row.ts';

/** What an answer means for the refund, and how the history tells it. */
export interface RefundNews {
  readonly status: RefundStatus;
  readonly message: string | null;
  readonly words: Words;
}

/** Every outcome of a refund has its row here; what may have happened is never called failed. */
export function refundNews(outcome: Refund, number: string): RefundNews {
  switch (outcome.status) {
    case 'refunded':
      return news('refunded', null, { text: `Refund ${number} is done.`, tone: 'good' });
    case 'pending':
      return news('pending', 'The wallet is still at work on it.', {
        text: `Refund ${number} was accepted and is not done yet.`,
        tone: 'wait',
      });
    case 'failed': {
      const { reason, respcd, respmsg } = outcome;
      const said = [respmsg ?? reason, respcd === undefined ? '' : `(${respcd})`].join(' ').trim();
      return news('failed', said, { text: `Refund ${number} failed: ${said}.`, tone: 'bad' });
    }
    case 'unknown':
      return news('unknown', `No clear answer (${outcome.reason}).`, {
        text: `Refund ${number}: no clear answer (${outcome.reason}). It may have happened.`,
        tone: 'bad',
      });
  }
}

function news(status: RefundStatus, message: string | null, words: Words): RefundNews {
  return { status, message, words };
}
