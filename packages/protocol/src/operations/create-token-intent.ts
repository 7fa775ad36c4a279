import { type FlatReply, flatReply, flatReplyShape } from '../flat-reply.ts';
import type { Operation } from '../operation.ts';
import { keyText, looseText } from '../reply-field.ts';
import * as field from '../request-field.ts';
import { customerId, ownText } from '../resource-field.ts';
import { strictRequest } from '../sparse-object.ts';

/** Lets the form inside your page (Element) store a card. */
export interface TokenIntentRequest {
  customer_id: string;
  /** When the token ends, as QFPay agreed with you. */
  token_expiry?: string | undefined;
  token_reason?: string | undefined;
  token_reference?: string | undefined;
  notify_url?: string | undefined;
  mchid?: string | undefined;
}

/** The intent. Believe the notification about the token, not the browser. */
export interface TokenIntentReply extends FlatReply {
  readonly token_intent?: string | undefined;
  /** `YYYY-MM-DD HH:mm:ss`. */
  readonly intent_expiry?: string | undefined;
}

/** `POST /payment_element/v1/create_token_intent`; in one edition, and there hidden. */
export const createTokenIntentOperation: Operation<TokenIntentRequest, TokenIntentReply> = {
  name: 'create_token_intent',
  method: 'POST',
  path: '/payment_element/v1/create_token_intent',
  readOnly: false,
  request: strictRequest({
    customer_id: customerId,
    token_expiry: ownText(40, '2027-12-31').optional(),
    token_reason: ownText(128, 'monthly tea').optional(),
    token_reference: ownText(128, 'customer-17').optional(),
    notify_url: field.notifyUrl.optional(),
    mchid: field.mchid.optional(),
  }),
  reply: flatReply({ ...flatReplyShape, token_intent: keyText, intent_expiry: looseText }),
};
