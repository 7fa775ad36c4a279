import type * as z from 'zod';

/** Every call this package describes; `OMITTED_ENDPOINTS` lists the others and says why. */
export type OperationName =
  | 'payment'
  | 'query'
  | 'refund'
  | 'reversal'
  | 'close'
  | 'add_note'
  | 'authtrade'
  | 'unfreeze'
  | 'create_payment_intent'
  | 'create_token_intent'
  | 'customer_create'
  | 'customer_update'
  | 'customer_query'
  | 'customer_delete'
  | 'product_create'
  | 'product_update'
  | 'product_query'
  | 'product_delete'
  | 'token_query'
  | 'subscription_create'
  | 'subscription_update'
  | 'subscription_query'
  | 'subscription_cancel'
  | 'subscription_charge'
  | 'billing_order_list'
  | 'customs_declare'
  | 'customs_redeclare'
  | 'customs_query'
  | 'weixin_openid'
  | 'trade_bill';

/** One call of the gateway, as data: the client sends it, the sandbox answers it. */
export interface Operation<Request, Reply> {
  readonly name: OperationName;
  readonly method: 'POST' | 'GET';
  readonly path: `/${string}`;
  /** True when the call changes nothing, so that any outcome of it may simply be repeated. */
  readonly readOnly: boolean;
  /** Strict: a wrong or unknown field is an issue. */
  readonly request: z.ZodType<Request>;
  /** Tolerant: unknown fields stay, numbers and digits are one, missing = null = "". */
  readonly reply: z.ZodType<Reply>;
  /** The answer is a file of this kind; only a refusal is JSON and fits `reply`. */
  readonly download?: 'zip';
  /** How the wire differs from the request that a caller writes. */
  readonly wire?: WireRules;
  /** What a careful sender adds to the gateway's own rules; a server does not ask for it. */
  readonly senderRule?: SenderRule;
}

/** Where a server is laxer or stricter than a sender. */
export interface WireRules {
  /** Optional for the caller because the client fills them in; a server demands them. */
  readonly required?: readonly string[];
  /** Mandatory by the documents, and left out by deployed programs; each carries an example. */
  readonly optional?: readonly string[];
  /** Other spellings found in deployed programs: `{ mchntid: 'mchid' }`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** What an older program that leaves the field out means. */
  readonly defaults?: Readonly<Record<string, string>>;
}

/** At least one of these names, or all names of an inner list, must be there. */
export interface SenderRule {
  readonly oneOf: readonly (string | readonly string[])[];
}
