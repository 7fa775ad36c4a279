import {
  type CancelReply,
  type CancelRequest,
  cancelReply,
  cancelRequest,
} from '../cancel-schema.ts';
import type { Operation } from '../operation.ts';

/**
 * `POST /trade/v1/reversal`: cancels a transaction in progress. On a completed card or Apple Pay
 * order (802801, 806527) it voids the payment, so never reverse one of these to clean up.
 */
export const reversalOperation: Operation<CancelRequest, CancelReply> = {
  name: 'reversal',
  method: 'POST',
  path: '/trade/v1/reversal',
  readOnly: false,
  request: cancelRequest,
  reply: cancelReply,
};
