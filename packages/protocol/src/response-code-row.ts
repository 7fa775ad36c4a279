/** What a result code tells the caller to do (our reading of QFPay's lists; unlisted is ambiguous). */
export type Disposition =
  /** The call did what it says. */
  | 'success'
  /** Accepted and undecided: query until it settles. */
  | 'pending'
  /** Nothing was done: the same request with the same number, after a pause and a query. */
  | 'retryable'
  /** It may have happened: query, and never a new order until the answer is definite. */
  | 'ambiguous'
  /** A final no for this order; the customer may try again with a new one. */
  | 'declined'
  /** Our request is wrong. */
  | 'invalid-request'
  /** Credentials, store or channel are set up wrongly: tell a person. */
  | 'auth-config'
  /** Duplicate, or already paid, refunded, cancelled or closed: query and adopt what is there. */
  | 'already-done';

/**
 * Where the documents list a code: `*` anywhere, `P` payment, `Q` query and its rows, `R` refund,
 * `V` reversal and close, `A` pre-authorisation, `C` customs, `O` onboarding.
 */
export type Place = '*' | 'P' | 'Q' | 'R' | 'V' | 'A' | 'C' | 'O';

/** Who says so: all current editions, lists of 2017 to 2019, production logs, third-party code. */
export type CodeProvenance = 'current' | 'old' | 'production' | 'third-party';

/** A situation in which a code is read differently from its usual disposition. */
export type Reading =
  | 'payment'
  | 'query'
  | 'refund'
  | 'cancel'
  /** Any row; `refund-row` and `row-read-twice` go before it. */
  | 'row'
  | 'refund-row'
  | 'row-read-twice';

/** Another meaning of the same code, told apart by its text where `says` is given. */
export interface CodeVariant {
  /** Fits the `respmsg` of this variant. */
  readonly says?: RegExp;
  readonly meaning: string;
  readonly disposition?: Disposition;
  readonly provenance: CodeProvenance;
}

/** What a code can carry beyond meaning and disposition. */
export interface CodeDetails {
  /** QFPay's own grouping, where the newest edition gives one. */
  readonly group?: 'processing' | 'channel' | 'order state' | 'refund limit' | 'system';
  /** Readings that differ from the usual disposition. */
  readonly on?: Readonly<Partial<Record<Reading, Disposition>>>;
  /** A no from this code counts only when a queried row says the same. */
  readonly confirmByQuery?: true;
  readonly provenance?: CodeProvenance;
  readonly remarks?: string;
  readonly variants?: readonly CodeVariant[];
}

/** One line of a code table: code, meaning, usual disposition, letters of the places, the rest. */
export type ResponseCodeRow = readonly [
  respcd: string,
  meaning: string,
  disposition: Disposition,
  places: string,
  details?: CodeDetails,
];
