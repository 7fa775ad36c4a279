import { type Listed, listedReply } from '../envelope.ts';
import type { Operation } from '../operation.ts';
import { keyText, looseText } from '../reply-field.ts';
import { customerId, ownText, tokenId } from '../resource-field.ts';
import { replyObject, strictRequest } from '../sparse-object.ts';

/** Which stored cards to list. The names of the filters are our reading (U-9). */
export interface TokenQueryRequest {
  customer_id?: string | undefined;
  token_id?: string | undefined;
  token_reason?: string | undefined;
  token_reference?: string | undefined;
}

/** A stored card; fields as in the notification about it (U-9). */
export interface StoredToken {
  readonly tokenid?: string | undefined;
  readonly token_id?: string | undefined;
  readonly customer_id?: string | undefined;
  readonly token_expiry_date?: string | undefined;
  /** Masked. */
  readonly cardcd?: string | undefined;
  readonly card_scheme?: string | undefined;
  readonly token_reason?: string | undefined;
  readonly token_reference?: string | undefined;
}

/** `POST /token/v1/query`: stored cards. */
export const tokenQueryOperation: Operation<TokenQueryRequest, Listed<StoredToken>> = {
  name: 'token_query',
  method: 'POST',
  path: '/token/v1/query',
  readOnly: true,
  request: strictRequest({
    customer_id: customerId.optional(),
    token_id: tokenId.optional(),
    token_reason: ownText(128, 'monthly tea').optional(),
    token_reference: ownText(128, 'customer-17').optional(),
  }),
  reply: listedReply(
    replyObject({
      tokenid: keyText,
      token_id: keyText,
      customer_id: keyText,
      token_expiry_date: looseText,
      cardcd: looseText,
      card_scheme: looseText,
      token_reason: looseText,
      token_reference: looseText,
    }),
  ),
};
