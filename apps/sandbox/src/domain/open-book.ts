import type { Book } from './book.ts';
import type { Command, CreatePayment, CreateRefund } from './command.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';
import type { JournalEvent } from './journal-event.ts';
import { emptyBook, reduce } from './reduce.ts';
import type { Payment, Refund } from './transaction.ts';

/** 2026-01-01 10:00:00 in UTC+8. */
export const START = 1_767_232_800_000;

export const APP_CODE = 'A0001';

/** A book with a pen, for a test: what `run` decides is written down at once. */
export interface OpenBook {
  readonly book: Book;
  readonly journal: readonly JournalEvent[];
  now: number;
  run(command: Command): Decision;
  /** A payment of 1000 HKD cents with the next number, or what is given. */
  pay(details?: Partial<CreatePayment>): Payment;
  refund(payment: Payment, txamt: number, details?: Partial<CreateRefund>): Decision;
  payment(syssn: string): Payment;
  refundRow(syssn: string | undefined): Refund;
}

/** An empty book at 10 o'clock. */
export function openBook(): OpenBook {
  const book = emptyBook();
  const journal: JournalEvent[] = [];
  let numbers = 0;
  const nextNumber = (kind: string) => {
    numbers += 1;
    return `${kind}-${numbers}`;
  };
  const open: OpenBook = {
    book,
    journal,
    now: START,
    run: (command) => {
      const decision = decide(book, command, {
        now: open.now,
        token: (counter) => `token-${counter}`,
        notifyUrl: () => 'http://127.0.0.1/notify',
      });
      for (const fact of decision.facts) {
        const event: JournalEvent = { seq: journal.length + 1, at: open.now, ...fact };
        journal.push(event);
        reduce(book, event);
      }
      return decision;
    },
    pay: (details) => {
      const { syssn = '' } = open.run({
        type: 'create_payment',
        app_code: APP_CODE,
        out_trade_no: nextNumber('P'),
        pay_type: '801514',
        txamt: 1000,
        txcurrcd: 'HKD',
        txdtm: '2026-01-01 10:00:00',
        ...details,
      });
      return open.payment(syssn);
    },
    refund: (payment, txamt, details) =>
      open.run({
        type: 'create_refund',
        app_code: APP_CODE,
        syssn: payment.syssn,
        out_trade_no: nextNumber('R'),
        txamt,
        txdtm: '2026-01-01 10:05:00',
        ...details,
      }),
    payment: (syssn) => {
      const found = book.findBySyssn(syssn);
      if (found?.kind !== 'payment') throw new Error(`There is no payment ${syssn}.`);
      return found;
    },
    refundRow: (syssn = '') => {
      const found = book.findBySyssn(syssn);
      if (found?.kind !== 'refund') throw new Error(`There is no refund ${syssn}.`);
      return found;
    },
  };
  return open;
}
