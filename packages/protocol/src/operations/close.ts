import {
  type CancelReply,
  type CancelRequest,
  cancelReply,
  cancelRequest,
} from '../cancel-schema.ts';
import type { Operation } from '../operation.ts';

/** `POST /trade/v1/close`: ends an unpaid order. Newer texts say GET, every program posts (D-14). */
export const closeOperation: Operation<CancelRequest, CancelReply> = {
  name: 'close',
  method: 'POST',
  path: '/trade/v1/close',
  readOnly: false,
  request: cancelRequest,
  reply: cancelReply,
};
