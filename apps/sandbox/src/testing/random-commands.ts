import fc from 'fast-check';
import type { Command } from '../domain/command.ts';
import { APP_CODE, type OpenBook, openBook } from '../domain/open-book.ts';
import type { Payment, PaymentState, Transaction } from '../domain/transaction.ts';

/** What may follow what, written down apart from the table that is tested. */
const MAY_BECOME: Readonly<Record<PaymentState, readonly PaymentState[]>> = {
  created: ['paying', 'frozen', 'paid', 'failed', 'expired', 'closed', 'reversed'],
  paying: ['frozen', 'paid', 'failed', 'expired', 'closed', 'reversed'],
  frozen: [],
  paid: ['partially_refunded', 'refunded'],
  partially_refunded: ['refunded'],
  refunded: [],
  closed: [],
  reversed: [],
  expired: [],
  failed: [],
};

/** Something to do; numbers choose among the rows that exist. */
type Move =
  | {
      readonly do: 'pay';
      readonly txamt: number;
      readonly pay_type: string;
      readonly code: string;
      readonly hold: boolean;
    }
  | { readonly do: 'repeat'; readonly row: number }
  | { readonly do: 'customer'; readonly row: number; readonly call: CustomerCall }
  | { readonly do: 'cancel'; readonly row: number; readonly call: 'close' | 'reverse' }
  | {
      readonly do: 'refund';
      readonly row: number;
      readonly txamt: number;
      readonly pending: boolean;
    }
  | {
      readonly do: 'settle';
      readonly row: number;
      readonly call: 'complete_refund' | 'fail_refund';
    }
  | {
      readonly do: 'hold';
      readonly row: number;
      readonly txamt: number;
      readonly call: 'capture' | 'unfreeze';
    }
  | { readonly do: 'wait'; readonly minutes: number };

type CustomerCall = 'scan' | 'approve' | 'decline' | 'expire';

const row = fc.nat({ max: 40 });
const txamt = fc.integer({ min: 1, max: 2000 });
const moves: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    do: fc.constant('pay' as const),
    txamt,
    pay_type: fc.constantFrom('801514', '801101', '800208', '802001', '802801'),
    code: fc.constantFrom('0000', '1143', '1201', '1205'),
    hold: fc.boolean(),
  }),
  fc.record({ do: fc.constant('repeat' as const), row }),
  fc.record({
    do: fc.constant('customer' as const),
    row,
    call: fc.constantFrom<CustomerCall>('scan', 'approve', 'approve', 'decline', 'expire'),
  }),
  fc.record({
    do: fc.constant('cancel' as const),
    row,
    call: fc.constantFrom('close' as const, 'reverse' as const),
  }),
  fc.record({ do: fc.constant('refund' as const), row, txamt, pending: fc.boolean() }),
  fc.record({
    do: fc.constant('settle' as const),
    row,
    call: fc.constantFrom('complete_refund' as const, 'fail_refund' as const),
  }),
  fc.record({
    do: fc.constant('hold' as const),
    row,
    txamt,
    call: fc.constantFrom('capture' as const, 'unfreeze' as const),
  }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 40 }) }),
);

/** Plays `runs` random sequences of commands and throws where one breaks the books. */
export function playRandomCommands(runs: number): void {
  fc.assert(fc.property(fc.array(moves, { maxLength: 60, size: 'max' }), play), { numRuns: runs });
}

function play(sequence: readonly Move[]): void {
  const open = openBook();
  for (const [index, move] of sequence.entries()) {
    if (move.do === 'wait') {
      open.now += move.minutes * 60_000;
      continue;
    }
    const command = commandOf(move, index, open);
    if (command === undefined) continue;
    const before = new Map(open.book.transactions);
    const { refusal, syssn } = open.run(command);
    checkMoves(open, before);
    if (refusal !== undefined && syssn === undefined) checkUntouched(open, before);
  }
  checkMoney(open);
  checkNumbers(open);
  checkNews(open);
}

function commandOf(
  move: Exclude<Move, { do: 'wait' }>,
  index: number,
  { book }: OpenBook,
): Command | undefined {
  const out_trade_no = `N-${index}`;
  const txdtm = '2026-01-01 10:00:00';
  if (move.do === 'pay') {
    const { txamt, pay_type, code, hold } = move;
    const auth_code = `28000000${String(index).padStart(6, '0')}${code}`;
    return {
      type: 'create_payment',
      app_code: APP_CODE,
      out_trade_no,
      pay_type,
      txamt,
      txcurrcd: 'HKD',
      txdtm,
      ...(pay_type === '800208' ? { auth_code } : {}),
      ...(pay_type === '802801' && hold ? { preauth: true as const } : {}),
    };
  }
  const rows = [...book.transactions.values()];
  const chosen = rows[move.row % Math.max(rows.length, 1)];
  if (chosen === undefined) return undefined;
  const { syssn } = chosen;
  switch (move.do) {
    case 'repeat': {
      const { pay_type, txamt, txcurrcd, out_trade_no } = chosen;
      const again = { out_trade_no, pay_type, txamt, txcurrcd, txdtm };
      return { type: 'create_payment', app_code: APP_CODE, ...again };
    }
    case 'refund': {
      const { txamt, pending } = move;
      return {
        type: 'create_refund',
        app_code: APP_CODE,
        syssn,
        out_trade_no,
        txamt,
        txdtm,
        pending,
      };
    }
    case 'hold':
      return { type: move.call, app_code: APP_CODE, syssn, txamt: move.txamt };
    case 'cancel':
      return { type: move.call, app_code: APP_CODE, syssn };
    case 'customer':
    case 'settle':
      return { type: move.call, syssn };
  }
}

/** Every row that changed its state did so in a way that is allowed, and no row is gone. */
function checkMoves({ book }: OpenBook, before: ReadonlyMap<string, Transaction>): void {
  for (const [syssn, was] of before) {
    const is = book.findBySyssn(syssn);
    if (is === undefined) throw new Error(`${syssn} is gone.`);
    if (was.state === is.state || was.kind === 'refund') continue;
    const allowed: readonly string[] = MAY_BECOME[was.state];
    if (!allowed.includes(is.state)) throw new Error(`${was.state} became ${is.state}.`);
  }
}

/** A refusal changes nothing, except that it may notice an expiry. */
function checkUntouched({ book }: OpenBook, before: ReadonlyMap<string, Transaction>): void {
  if (book.transactions.size !== before.size) throw new Error('A refusal left a row behind.');
  for (const [syssn, was] of before) {
    const is = book.findBySyssn(syssn);
    if (is !== was && is?.state !== 'expired') throw new Error(`A refusal changed ${syssn}.`);
  }
}

/** 0 ≤ what is refunded or being refunded ≤ what was paid, and nothing is refunded that was not paid. */
function checkMoney(open: OpenBook): void {
  for (const payment of open.book.transactions.values()) {
    if (payment.kind !== 'payment') continue;
    const problem = [...refundProblems(open, payment), ...holdProblems(open, payment)][0];
    if (problem !== undefined) throw new Error(`${payment.syssn}: ${problem}.`);
  }
}

function refundProblems(open: OpenBook, { syssn, txamt, refunded, state }: Payment): string[] {
  const given = open.book
    .refundsOf(syssn)
    .filter((refund) => refund.state !== 'failed')
    .reduce((sum, refund) => sum + refund.txamt, 0);
  const expected = happened(open, syssn, 'payment.voided') ? txamt : given;
  const wasPaid =
    happened(open, syssn, 'payment.paid') || happened(open, syssn, 'payment.captured');
  return found({
    [`counts ${refunded}, its refunds are ${expected}`]: refunded !== expected,
    [`${given} of ${txamt} refunded`]: given < 0 || given > txamt,
    'refunded and never paid': given > 0 && !wasPaid,
    'called refunded and is not': state === 'refunded' && refunded !== txamt,
  });
}

function holdProblems({ journal }: OpenBook, { syssn, txamt, captured = 0 }: Payment): string[] {
  const taken = takenFrom(journal, syssn);
  return found({
    [`counts ${captured} captured, its captures are ${taken}`]: captured !== taken,
    [`${taken} of ${txamt} captured`]: taken > txamt,
  });
}

function happened({ journal }: OpenBook, syssn: string, type: string): boolean {
  return journal.some((event) => event.type === type && 'syssn' in event && event.syssn === syssn);
}

function found(problems: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(problems).flatMap(([problem, is]) => (is ? [problem] : []));
}

/** What was captured of a hold. */
function takenFrom(journal: OpenBook['journal'], syssn: string): number {
  return journal.reduce(
    (sum, event) =>
      event.type === 'payment.captured' && event.origssn === syssn ? sum + event.txamt : sum,
    0,
  );
}

function checkNumbers({ book, journal }: OpenBook): void {
  // Captures have no number of the merchant's.
  const rows = [...book.transactions.values()].filter(({ out_trade_no }) => out_trade_no !== '');
  const numbers = new Set(rows.map(({ out_trade_no }) => out_trade_no));
  if (numbers.size !== rows.length) throw new Error('A number was used twice.');
  const given = journal.flatMap((event) => {
    if ('cancel_syssn' in event) return [event.cancel_syssn];
    return /^(payment|refund)\.(created|captured)$/.test(event.type) && 'syssn' in event
      ? [event.syssn]
      : [];
  });
  if (new Set(given).size !== given.length) throw new Error('A syssn was given out twice.');
}

/** After these the merchant is told. */
const TOLD: ReadonlySet<string> = new Set([
  'payment.paid',
  'payment.captured',
  'payment.unfrozen',
  'refund.done',
]);

/** The merchant is told of every payment and refund that happened, once each. */
function checkNews({ book, journal }: OpenBook): void {
  const told = [...book.notifications.values()].map(({ syssn }) => syssn).sort();
  const happened = journal
    .flatMap((event) => (TOLD.has(event.type) && 'syssn' in event ? [event.syssn] : []))
    .sort();
  if (told.join() !== happened.join()) throw new Error('Somebody was not told, or told twice.');
}
