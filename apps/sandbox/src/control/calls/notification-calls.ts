import { NOTIFICATION_FAULTS } from '../../faults/notification-faults.ts';
import type { ControlCall } from './control-call.ts';
import { object, wait } from './schema.ts';

/** What merchants are told. */
export const NOTIFICATION_CALLS: readonly ControlCall[] = [
  {
    method: 'get',
    path: '/notifications',
    says: 'What merchants are told, four megabytes of it at most; `left_out` counts the older ones',
    query: {
      out_trade_no: 'Only of this payment or refund.',
      status: 'Only with this status.',
      before: 'Only notifications before this one, such as the first of the page before.',
    },
  },
  { method: 'get', path: '/notifications/{id}', says: 'One, with every attempt and its verdict' },
  {
    method: 'get',
    path: '/notifications/{id}/wait',
    says: 'Answers when it has that status',
    query: { status: '`acknowledged` when absent.', ...wait },
  },
  {
    method: 'post',
    path: '/notifications/{id}/resend',
    says: 'Delivers it once more, now; well or badly',
    body: object({
      effect: { enum: Object.keys(NOTIFICATION_FAULTS) },
      copies: { type: 'integer', minimum: 1, maximum: 99 },
    }),
  },
];
