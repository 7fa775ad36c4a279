import type { PaymentState } from './transaction.ts';

/** What can be asked of a payment that exists. */
export type Call = 'scan' | 'approve' | 'decline' | 'expire' | 'close' | 'reverse' | 'refund';

/**
 * How sure we are: `documented` by QFPay, `observed` in production by somebody,
 * `inferred` by us where the documents are silent.
 */
export type Provenance = 'documented' | 'observed' | 'inferred';

/** The call moves the payment to another state. */
export interface Move {
  readonly to: PaymentState;
  readonly provenance: Provenance;
  readonly source: string;
}

/** The call is answered with a code and changes nothing. */
export interface Refusal {
  readonly respcd: string;
  readonly provenance: Provenance;
  readonly source: string;
}

/** One cell of the table. */
export type Rule = Move | Refusal;

const lifecycle = 'QFPay, Public Payment: the life of an order';
const orderStates = 'the texts of the codes 1260 to 1264: "the order has been …"';
const cancelling = 'QFPay, Reversal and Close; which pay types: our decision D-15';
const held = 'QFPay, Pre-authorisation: held money is released with unfreeze';
const refunding = 'QFPay, Refund';
const wallet = 'the wallet is ours; the code is the one the gateway has for this state';

/** What every state that is over answers to the customer. */
function overForTheCustomer(
  respcd: string,
): Record<'scan' | 'approve' | 'decline' | 'expire', Rule> {
  const over = refuses(respcd, 'inferred', wallet);
  return { scan: over, approve: over, decline: over, expire: over };
}

/** What an order that nobody has paid answers. */
const unpaid = {
  approve: moves('paid', 'documented', lifecycle),
  decline: moves('failed', 'documented', lifecycle),
  expire: moves('expired', 'documented', 'QFPay, expired_time; Status Codes: 1181'),
  close: moves('closed', 'documented', cancelling),
  reverse: moves('reversed', 'documented', cancelling),
  refund: refuses('1261', 'documented', 'QFPay, Status Codes: 1261'),
} as const;

/** Every call on every state: the one place that says what is legal, and how an illegal call is answered. */
export const TRANSITIONS: Readonly<Record<PaymentState, Readonly<Record<Call, Rule>>>> = {
  created: { ...unpaid, scan: moves('paying', 'inferred', wallet) },
  paying: { ...unpaid, scan: moves('paying', 'inferred', wallet) },
  frozen: {
    ...overForTheCustomer('1260'),
    close: refuses('1260', 'inferred', held),
    reverse: refuses('1260', 'inferred', held),
    refund: refuses(
      '1261',
      'inferred',
      'our decision U-13: what is not captured cannot be refunded',
    ),
  },
  paid: {
    ...overForTheCustomer('1260'),
    close: refuses('1260', 'documented', cancelling),
    reverse: refuses('1260', 'documented', cancelling),
    refund: moves('partially_refunded', 'documented', refunding),
  },
  partially_refunded: {
    ...overForTheCustomer('1260'),
    close: refuses('1260', 'inferred', orderStates),
    reverse: refuses('1260', 'inferred', orderStates),
    refund: moves('partially_refunded', 'documented', refunding),
  },
  refunded: {
    ...overForTheCustomer('1262'),
    close: refuses('1262', 'inferred', orderStates),
    reverse: refuses('1262', 'inferred', orderStates),
    refund: refuses('1262', 'documented', 'our decision D-36; production was seen to say 1264'),
  },
  closed: {
    ...overForTheCustomer('1142'),
    close: refuses('1142', 'documented', 'QFPay, Status Codes: 1142'),
    reverse: refuses('1264', 'inferred', orderStates),
    refund: refuses('1264', 'inferred', orderStates),
  },
  reversed: {
    ...overForTheCustomer('1263'),
    close: refuses('1263', 'inferred', orderStates),
    reverse: refuses('1263', 'inferred', orderStates),
    refund: refuses('1263', 'inferred', orderStates),
  },
  expired: {
    ...overForTheCustomer('1181'),
    close: refuses('1181', 'documented', 'QFPay, Status Codes: 1181'),
    reverse: refuses('1181', 'documented', 'QFPay, Status Codes: 1181'),
    refund: refuses('1181', 'documented', 'QFPay, Status Codes: 1181'),
  },
  failed: {
    ...overForTheCustomer('1136'),
    close: refuses('1136', 'inferred', 'QFPay, Status Codes: 1136'),
    reverse: refuses('1136', 'inferred', 'QFPay, Status Codes: 1136'),
    refund: refuses('1136', 'inferred', 'QFPay, Status Codes: 1136'),
  },
};

/** Cards are the exception: a reversal gives a paid card payment back (our decision D-15). */
export const PAID_CARD_REVERSE: Move = moves(
  'refunded',
  'documented',
  'QFPay, Reversal: completed card payments are voided',
);

function moves(to: PaymentState, provenance: Provenance, source: string): Move {
  return { to, provenance, source };
}

function refuses(respcd: string, provenance: Provenance, source: string): Refusal {
  return { respcd, provenance, source };
}
