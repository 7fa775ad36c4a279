import { formatTimestamp, payTypeOf } from '@qf/protocol';
import type { Book } from './book.ts';
import type { CreateRefund } from './command.ts';
import type { Refusal } from './decision.ts';
import type { Payment, Transaction } from './transaction.ts';

/** What a rule looks at. */
interface Asked {
  readonly book: Book;
  readonly payment: Payment;
  readonly command: CreateRefund;
  /** Virtual milliseconds. */
  readonly now: number;
}

/** The first rule that forbids a refund of a paid order. */
export function refusedRefund(asked: Asked): Refusal | undefined {
  for (const rule of RULES_IN_ORDER) {
    const refusal = rule(asked);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

type Rule = (asked: Asked) => Refusal | undefined;

const settledAtOnce: Rule = ({ book }) =>
  book.rules.t0 ? no('1150', 'a T0 store cannot refund') : undefined;

const methodWithoutRefunds: Rule = ({ book, payment: { pay_type } }) => {
  const allowed = payTypeOf(pay_type)?.refunds !== false || isAllowedFps(book, pay_type);
  return allowed ? undefined : no('1155', `pay_type ${pay_type} has no refunds`);
};

const oneAtATime: Rule = ({ book, payment }) =>
  book.refundsOf(payment.syssn).some(({ state }) => state === 'pending')
    ? no('1155', 'another refund of this order is being processed')
    : undefined;

const notMoreThanIsLeft: Rule = ({ book, payment, command }) => {
  const rest = payment.txamt - payment.refunded;
  if (command.txamt <= rest) return undefined;
  return no(
    book.rules.over_refund,
    `txamt: at most ${rest} can be refunded, received ${command.txamt}`,
  );
};

const allOrNothing: Rule = ({ book, payment, command }) => {
  const { partial_refunds } = book.rules;
  if (partial_refunds === 'allowed' || command.txamt === payment.txamt) return undefined;
  return no(partial_refunds, 'only the full amount can be refunded');
};

const cardOfToday: Rule = ({ book, payment, command, now }) => {
  const applies =
    book.rules.same_day_card &&
    payTypeOf(payment.pay_type)?.cancel === 'void' &&
    isToday(payment, now);
  if (!applies || command.txamt === payment.txamt) return undefined;
  return no('1124', 'a card payment of today can only be given back entirely');
};

const nightWindow: Rule = ({ book, now }) => {
  const time = formatTimestamp(new Date(now)).slice(11);
  const closed = time >= '23:30:00' || time < '00:30:00';
  return book.rules.refund_window && closed
    ? no('1265', 'no refunds between 23:30 and 00:30')
    : undefined;
};

const DAY = 86_400_000;

/** Days within which a pay type can be refunded, as seen in production. */
const REFUND_DAYS: Readonly<Record<string, number>> = { '802001': 29, '805812': 90, '805814': 90 };
const OTHER_REFUND_DAYS = 365;

const inTime: Rule = ({ book, payment, now }) => {
  const days = REFUND_DAYS[payment.pay_type] ?? OTHER_REFUND_DAYS;
  return book.rules.refund_period && now - payment.created_at > days * DAY
    ? no('1265', `the refund period of ${days} days is over`)
    : undefined;
};

const coveredByTakings: Rule = ({ book, payment, command, now }) => {
  if (!book.rules.unsettled_balance) return undefined;
  const left = takingsOfToday(book, payment, now);
  if (command.txamt <= left) return undefined;
  return no('1269', `today's unsettled takings are ${left}, received ${command.txamt}`);
};

const RULES_IN_ORDER: readonly Rule[] = [
  settledAtOnce,
  methodWithoutRefunds,
  oneAtATime,
  notMoreThanIsLeft,
  allOrNothing,
  cardOfToday,
  nightWindow,
  inTime,
  coveredByTakings,
];

/** What the store took today with this pay type, less what it gave back today. */
function takingsOfToday(book: Book, { app_code, pay_type }: Payment, now: number): number {
  let sum = 0;
  for (const row of book.transactions.values()) {
    const counts = row.app_code === app_code && row.pay_type === pay_type && isToday(row, now);
    if (counts && !isVoided(book, row)) sum += row.kind === 'refund' ? -row.txamt : row.txamt;
  }
  return sum;
}

/** A reversal gave the card payment back, and no refund says so. */
function isVoided(book: Book, { state, syssn }: Transaction): boolean {
  return state === 'refunded' && !book.refundsOf(syssn).some((refund) => refund.state === 'done');
}

/** Whether its money moved on this day (UTC+8). */
function isToday({ paydtm, respcd }: Pick<Payment, 'paydtm' | 'respcd'>, now: number): boolean {
  const today = formatTimestamp(new Date(now)).slice(0, 10);
  return respcd === '0000' && paydtm?.slice(0, 10) === today;
}

function isAllowedFps(book: Book, pay_type: string): boolean {
  return book.rules.fps_refunds && payTypeOf(pay_type)?.wallet.startsWith('FPS') === true;
}

function no(respcd: string, respmsg: string): Refusal {
  return { respcd, respmsg };
}
