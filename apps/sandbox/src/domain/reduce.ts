import { formatTimestamp, payTypeOf } from '@qf/protocol';
import { Book } from './book.ts';
import type { JournalEvent } from './journal-event.ts';
import { LADDER_MINUTES } from './ladder.ts';
import { newCapture, newPayment, newRefund } from './new-row.ts';
import type { Attempt, QueuedNotification } from './notification.ts';
import type { Payment, PaymentState, Refund, RefundState } from './transaction.ts';

type Of<T extends JournalEvent['type']> = Extract<JournalEvent, { type: T }>;
type Reducers = { readonly [T in JournalEvent['type']]: (book: Book, event: Of<T>) => void };

/** A book in which nothing has happened. */
export function emptyBook(): Book {
  return new Book();
}

/**
 * Carries one event into the book: the same events always give the same book.
 *
 * Changes `book` in place, because a copy per event would make a long journal slow; only the engine calls it.
 */
export function reduce(book: Book, event: JournalEvent): void {
  if (!Object.hasOwn(REDUCERS, event.type)) {
    throw new Error(`The journal was written by a newer sandbox: ${event.type} is unknown here.`);
  }
  const reducer = REDUCERS[event.type] as (book: Book, event: JournalEvent) => void;
  reducer(book, event);
  book.remember(event);
}

const REDUCERS: Reducers = {
  'sandbox.opened': (book, event) => {
    book.seed = event.seed;
  },
  'sandbox.reset': (book) => book.clear(),
  'sandbox.saved': (book, { snapshot, at }) => book.save(snapshot, at),
  'sandbox.restored': (book, { snapshot }) => book.restore(snapshot),
  'rules.changed': (book, { rules }) => {
    book.rules = { ...book.rules, ...rules };
  },
  'fault.fired': () => {},
  'clock.advanced': () => {},
  'clock.changed': () => {},
  'payment.created': (book, event) => book.add(newPayment(event)),
  'payment.scanned': (book, { syssn }) =>
    changePayment(book, syssn, () => standing('paying', '1145')),
  'payment.paid': (book, event) =>
    changePayment(book, event.syssn, () => ({
      ...standing('paid', '0000'),
      paydtm: dtm(event.at),
      chnlsn: event.chnlsn,
      cardcd: event.cardcd,
    })),
  // No document says how a held order reads; 1145 keeps a client from believing that it was paid (inferred).
  'payment.frozen': (book, { syssn, chnlsn, cardcd }) =>
    changePayment(book, syssn, () => ({
      ...standing('frozen', '1145'),
      chnlsn,
      cardcd,
      captured: 0,
    })),
  'payment.captured': (book, event) => {
    const hold = book.findBySyssn(event.origssn);
    if (hold?.kind !== 'payment') return;
    book.add(newCapture(event, hold));
    changePayment(book, event.origssn, ({ captured = 0 }) =>
      holdStanding(hold, captured + event.txamt),
    );
  },
  'payment.unfrozen': (book, { syssn }) =>
    changePayment(
      book,
      syssn,
      () => ({ ...standing('frozen', '0000', '4'), released: true as const }),
      1,
    ),
  'payment.failed': (book, { syssn, respcd }) =>
    changePayment(book, syssn, () => standing('failed', respcd)),
  'payment.expired': (book, { syssn }) =>
    changePayment(book, syssn, () => standing('expired', '1181')),
  // Closed orders were seen as 1142 with cancel 2.
  'payment.closed': (book, { syssn }) =>
    changePayment(book, syssn, () => standing('closed', '1142', '2'), 1),
  // A reversed row says 0000 and only `cancel` tells: 1 for a scanned payment, 2 for the others.
  'payment.reversed': (book, { syssn }) =>
    changePayment(
      book,
      syssn,
      ({ pay_type }) => standing('reversed', '0000', reversedMark(pay_type)),
      1,
    ),
  // Our decision U-6: a card payment that was given back by a reversal reads as refunded.
  'payment.voided': (book, { syssn }) =>
    changePayment(
      book,
      syssn,
      ({ txamt }) => ({ ...standing('refunded', '0000', '3'), refunded: txamt }),
      1,
    ),
  'refund.created': (book, event) => {
    const payment = book.findBySyssn(event.origssn);
    if (payment?.kind !== 'payment') return;
    book.add(newRefund(event, payment));
    changePayment(book, event.origssn, (before) => ({ refunded: before.refunded + event.txamt }));
  },
  'refund.done': (book, event) => {
    changeRefund(book, event.syssn, () => ({
      ...refundStanding('done', '0000'),
      paydtm: dtm(event.at),
    }));
    changePayment(book, event.origssn, refundedStanding);
  },
  'refund.failed': (book, event) => {
    const refund = book.findBySyssn(event.syssn);
    changeRefund(book, event.syssn, () => refundStanding('failed', event.respcd));
    changePayment(book, event.origssn, (before) => ({
      refunded: before.refunded - (refund?.txamt ?? 0),
    }));
  },
  'note.added': (book, { syssn, note }) => {
    changePayment(book, syssn, () => ({ note }));
    changeRefund(book, syssn, () => ({ note }));
  },
  'notification.queued': (book, event) => {
    const subject = book.findBySyssn(event.syssn);
    if (subject !== undefined) book.addNotification(queuedNotification(event, subject));
  },
  'notification.attempt_started': (book, event) =>
    changeNotification(book, event.id, (before) => ({
      attempts: [...before.attempts, startedAttempt(event)],
    })),
  'notification.attempted': (book, event) =>
    changeNotification(book, event.id, (before) => finished(before, event)),
};

function standing(state: PaymentState, respcd: string, cancel = '0') {
  return { state, respcd, cancel };
}

function refundStanding(state: RefundState, respcd: string) {
  return { state, respcd };
}

/** `cancel` 4: a pre-authorised order is finished. */
function holdStanding({ txamt }: Payment, captured: number) {
  return { captured, ...(captured >= txamt ? standing('frozen', '0000', '4') : {}) };
}

function reversedMark(pay_type: string): '1' | '2' {
  return payTypeOf(pay_type)?.mode === 'CPM' ? '1' : '2';
}

/** `cancel` of a query row: 5 partly refunded, 3 refunded. */
function refundedStanding(payment: Payment) {
  return payment.refunded >= payment.txamt
    ? standing('refunded', '0000', '3')
    : standing('partially_refunded', '0000', '5');
}

function changePayment(
  book: Book,
  syssn: string,
  change: (before: Payment) => Partial<Payment>,
  issued = 0,
): void {
  const before = book.findBySyssn(syssn);
  if (before?.kind === 'payment') book.replace({ ...before, ...change(before) });
  book.issued += issued;
}

function changeRefund(
  book: Book,
  syssn: string,
  change: (before: Refund) => Partial<Refund>,
): void {
  const before = book.findBySyssn(syssn);
  if (before?.kind === 'refund') book.replace({ ...before, ...change(before) });
}

function queuedNotification(
  event: Of<'notification.queued'>,
  subject: { out_trade_no: string; app_code: string },
): QueuedNotification {
  return {
    id: event.id,
    syssn: event.syssn,
    out_trade_no: subject.out_trade_no,
    app_code: subject.app_code,
    notify_type: event.notify_type,
    url: event.url,
    body: event.body,
    queued_at: event.at,
    attempts: [],
    status: event.url === null ? 'no_address' : 'waiting',
  };
}

function startedAttempt(event: Of<'notification.attempt_started'>): Attempt {
  const { number, url, request_body, request_headers } = event;
  const due = event.due === undefined ? {} : { due: event.due };
  return { number, ...due, started_at: event.at, url, request_body, request_headers };
}

function finished(
  before: QueuedNotification,
  event: Of<'notification.attempted'>,
): Partial<QueuedNotification> {
  const { type, seq, at, id, syssn, number, ...outcome } = event;
  const attempts = before.attempts.map((attempt) =>
    attempt.number === number ? { ...attempt, outcome } : attempt,
  );
  return { attempts, status: statusAfter(before, attempts) };
}

function statusAfter(before: QueuedNotification, attempts: readonly Attempt[]) {
  if (attempts.some(({ outcome }) => outcome?.acknowledged)) return 'acknowledged';
  const climbed = attempts.filter(({ due, outcome }) => due !== undefined && outcome !== undefined);
  return climbed.length >= LADDER_MINUTES.length ? 'exhausted' : before.status;
}

function changeNotification(
  book: Book,
  id: string,
  change: (before: QueuedNotification) => Partial<QueuedNotification>,
): void {
  const before = book.notifications.get(id);
  if (before !== undefined) book.replaceNotification({ ...before, ...change(before) });
}

function dtm(at: number): string {
  return formatTimestamp(new Date(at));
}
