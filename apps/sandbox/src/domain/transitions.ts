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

const lifecycle = 'protocol.md §23';
const orderStates = 'protocol.md §22, 126x texts';
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
  expire: moves('expired', 'documented', 'protocol.md §7 expired_time, §22 code 1181'),
  close: moves('closed', 'documented', 'protocol.md §12; which pay types: D-15'),
  reverse: moves('reversed', 'documented', 'protocol.md §12; which pay types: D-15'),
  refund: refuses('1261', 'documented', 'protocol.md §22 code 1261'),
} as const;

/** Every call on every state: the one place that says what is legal, and how an illegal call is answered. */
export const TRANSITIONS: Readonly<Record<PaymentState, Readonly<Record<Call, Rule>>>> = {
  created: { ...unpaid, scan: moves('paying', 'inferred', wallet) },
  paying: { ...unpaid, scan: moves('paying', 'inferred', wallet) },
  paid: {
    ...overForTheCustomer('1260'),
    close: refuses('1260', 'documented', 'protocol.md §12, D-15'),
    reverse: refuses('1260', 'documented', 'protocol.md §12, D-15'),
    refund: moves('partially_refunded', 'documented', 'protocol.md §11'),
  },
  partially_refunded: {
    ...overForTheCustomer('1260'),
    close: refuses('1260', 'inferred', orderStates),
    reverse: refuses('1260', 'inferred', orderStates),
    refund: moves('partially_refunded', 'documented', 'protocol.md §11'),
  },
  refunded: {
    ...overForTheCustomer('1262'),
    close: refuses('1262', 'inferred', orderStates),
    reverse: refuses('1262', 'inferred', orderStates),
    refund: refuses('1262', 'documented', 'protocol.md D-36; production was seen to say 1264'),
  },
  closed: {
    ...overForTheCustomer('1142'),
    close: refuses('1142', 'documented', 'protocol.md §22 code 1142'),
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
    close: refuses('1181', 'documented', 'protocol.md §22 code 1181'),
    reverse: refuses('1181', 'documented', 'protocol.md §22 code 1181'),
    refund: refuses('1181', 'documented', 'protocol.md §22 code 1181'),
  },
  failed: {
    ...overForTheCustomer('1136'),
    close: refuses('1136', 'inferred', 'protocol.md §22 code 1136'),
    reverse: refuses('1136', 'inferred', 'protocol.md §22 code 1136'),
    refund: refuses('1136', 'inferred', 'protocol.md §22 code 1136'),
  },
};

function moves(to: PaymentState, provenance: Provenance, source: string): Move {
  return { to, provenance, source };
}

function refuses(respcd: string, provenance: Provenance, source: string): Refusal {
  return { respcd, provenance, source };
}
