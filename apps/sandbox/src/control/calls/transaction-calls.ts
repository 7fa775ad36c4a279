import type { ControlCall } from './control-call.ts';
import { code, object, text, wait, yesOrNo } from './schema.ts';

const reason = object({ respcd: code });

/** Payments and refunds, and what the customer does. */
export const TRANSACTION_CALLS: readonly ControlCall[] = [
  {
    method: 'post',
    path: '/checkouts',
    says: 'The shopper opens a hosted checkout and chooses how to pay; the order is there, to be approved',
    body: object({ url: text, pay_type: text, preauth: yesOrNo }, ['url', 'pay_type']),
    status: 201,
  },
  {
    method: 'get',
    path: '/transactions',
    says: 'Payments and refunds, newest first',
    query: {
      out_trade_no: 'Only this number.',
      state: 'Only in this state.',
      app_code: 'Only of this store.',
      kind: '`payment` or `refund`.',
      pay_type: 'Only this pay type.',
      q: 'Only where all of these words occur, as the dashboard finds.',
      limit: 'At most so many.',
    },
  },
  {
    method: 'get',
    path: '/transactions/{id}',
    says: 'One, by `syssn` or `out_trade_no`, with refunds, notifications and timeline',
  },
  {
    method: 'get',
    path: '/transactions/{id}/wait',
    says: 'Answers when it is in that state',
    query: { state: 'The state.', ...wait },
  },
  {
    method: 'post',
    path: '/transactions/{id}/scan',
    says: 'The customer opens it in the wallet',
    body: object({}),
  },
  {
    method: 'post',
    path: '/transactions/{id}/approve',
    says: 'The customer pays',
    body: object({ late: yesOrNo }),
  },
  {
    method: 'post',
    path: '/transactions/{id}/decline',
    says: 'The customer or the wallet declines',
    body: reason,
  },
  { method: 'post', path: '/transactions/{id}/expire', says: 'Its time is over', body: object({}) },
  {
    method: 'post',
    path: '/transactions/{id}/complete-refund',
    says: 'Ends a pending refund well',
    body: object({}),
  },
  {
    method: 'post',
    path: '/transactions/{id}/fail-refund',
    says: 'Ends a pending refund badly',
    body: reason,
  },
];
