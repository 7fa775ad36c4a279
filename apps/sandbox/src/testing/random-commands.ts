import fc from 'fast-check';
import { type OpenBook, openBook } from '../domain/open-book.ts';
import type { Payment, PaymentState, Transaction } from '../domain/transaction.ts';
import { commandOf, type Move, randomMoves } from './random-moves.ts';

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

/** Plays `runs` random sequences of commands and throws where one breaks the books. */
export function playRandomCommands(runs: number): void {
  fc.assert(fc.property(randomMoves, play), { numRuns: runs });
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
