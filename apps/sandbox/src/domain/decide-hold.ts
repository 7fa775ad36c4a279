import { formatTimestamp } from '@qf/protocol';
import type { Book } from './book.ts';
import type { HoldCommand } from './command.ts';
import { accept, type Circumstances, type Decision, refuse } from './decision.ts';
import type { Fact } from './journal-event.ts';
import { newCapture } from './new-row.ts';
import { paymentNotificationBody, unfreezeNotificationBody } from './notification-body.ts';
import { queueNotification } from './queue-notification.ts';
import { syssnOf } from './syssn.ts';
import type { Payment } from './transaction.ts';

/** Takes held money in parts, up to what is held; gives the rest back once, and then nothing can be taken any more. */
export function decideHold(
  book: Book,
  command: HoldCommand,
  circumstances: Circumstances,
): Decision {
  const hold = book.findBySyssn(command.syssn);
  if (hold?.kind !== 'payment' || hold.app_code !== command.app_code) {
    return refuse('1268', 'the order does not exist');
  }
  const refusal = refused(hold, command);
  if (refusal !== undefined) return refusal;
  const number = syssnOf(circumstances.now, book.seed, book.issued + 1);
  return command.type === 'capture'
    ? capture(book, hold, { ...command, number }, circumstances)
    : release(book, hold, { ...command, number }, circumstances);
}

/** Our decision U-13: 1272 over the limit; the other codes are those of the order states. */
function refused(hold: Payment, { type, txamt }: HoldCommand): Decision | undefined {
  if (!hold.preauth) return refuse('1267', 'the order is no pre-authorisation');
  if (hold.state !== 'frozen') return refuse('1261', 'nothing is held');
  if (hold.released) return refuse('1264', 'the hold was released');
  const rest = hold.txamt - (hold.captured ?? 0);
  if (rest === 0) return refuse('1260', 'everything was captured');
  if (type === 'capture' && txamt > rest) {
    return refuse('1272', `txamt: at most ${rest} can be captured, received ${txamt}`);
  }
  if (type === 'unfreeze' && txamt !== rest) {
    return refuse('1266', `txamt: expected ${rest}, received ${txamt}`);
  }
  return undefined;
}

type Numbered = HoldCommand & { readonly number: string };

function capture(
  book: Book,
  hold: Payment,
  { number, txamt, txdtm }: Numbered,
  circumstances: Circumstances,
): Decision {
  const { now } = circumstances;
  const captured = {
    type: 'payment.captured' as const,
    syssn: number,
    origssn: hold.syssn,
    txamt,
    txdtm: txdtm ?? formatTimestamp(new Date(now)),
  };
  const row = newCapture({ ...captured, at: now }, hold);
  const paid = { at: now, chnlsn: hold.chnlsn ?? '', cardcd: hold.cardcd ?? '' };
  const body = paymentNotificationBody({ ...row, out_trade_no: hold.out_trade_no }, paid);
  const news = { syssn: number, notify_type: 'payment' as const, body };
  return accept(number, captured, queueNotification(book, hold, circumstances, news));
}

function release(
  book: Book,
  hold: Payment,
  { number, txamt }: Numbered,
  circumstances: Circumstances,
): Decision {
  const { syssn } = hold;
  const unfrozen: Fact = { type: 'payment.unfrozen', syssn, txamt, cancel_syssn: number };
  const body = unfreezeNotificationBody(hold, { at: circumstances.now, syssn: number, txamt });
  const news = { syssn, notify_type: 'unfreeze' as const, body };
  return accept(syssn, unfrozen, queueNotification(book, hold, circumstances, news));
}
