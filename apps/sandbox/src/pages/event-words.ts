import { paceOf } from '../clock/pace.ts';
import type { JournalEvent } from '../engine.ts';
import { money } from './money.ts';
import { codeWords, type Tone, walletName } from './state-words.ts';

/** What happened, as a sentence. */
export interface EventWords {
  readonly words: string;
  readonly tone: Tone;
}

/** A sentence for every event of the journal. `currency` is that of the transaction. */
export function eventWords(event: JournalEvent, currency: string): EventWords {
  switch (event.type) {
    case 'payment.created':
      return say(
        `Payment of ${money(event.txamt, currency)} created, to be paid with ${walletName(event.pay_type)}.`,
      );
    case 'payment.scanned':
      return say('The customer opened the payment in the wallet.', 'wait');
    case 'payment.paid':
      return say(`The customer approved; paid by ${event.cardcd}.`, 'good');
    case 'payment.frozen':
      return say(`The customer approved; the money is held by ${event.cardcd}.`, 'good');
    case 'payment.captured':
      return say(`The shop took ${money(event.txamt, currency)} (${event.syssn}).`, 'good');
    case 'payment.unfrozen':
      return say(`The shop let go of ${money(event.txamt, currency)} (${event.cancel_syssn}).`);
    case 'payment.failed':
      return say(`The payment failed: ${codeWords(event.respcd)}.`, 'bad');
    case 'payment.expired':
      return say('The order expired unpaid.');
    case 'payment.closed':
      return say(`The shop closed the order (${event.cancel_syssn}).`);
    case 'payment.reversed':
      return say(`The shop cancelled the order (${event.cancel_syssn}).`);
    case 'payment.voided':
      return say(`A reversal gave the card payment back (${event.cancel_syssn}).`);
    case 'refund.created':
      return say(
        `The shop asked to refund ${money(event.txamt, currency)} (${event.out_trade_no}).`,
        'wait',
      );
    case 'refund.done':
      return say(`Refund ${event.syssn} is done.`, 'good');
    case 'refund.failed':
      return say(`Refund ${event.syssn} failed: ${codeWords(event.respcd)}.`, 'bad');
    default:
      return otherWords(event);
  }
}

type PaymentEvent = Extract<JournalEvent, { type: `payment.${string}` | `refund.${string}` }>;

function otherWords(event: Exclude<JournalEvent, PaymentEvent>): EventWords {
  switch (event.type) {
    case 'notification.queued':
      return event.url === null
        ? say(`There is no address to tell of the ${event.notify_type}.`, 'bad')
        : say(`Notification of the ${event.notify_type} queued for ${event.url}.`);
    case 'notification.attempt_started':
      return say(`Delivery ${event.number} sent.`, 'wait');
    case 'notification.attempted':
      return say(`Delivery ${event.number}: ${event.verdict}`, event.acknowledged ? 'good' : 'bad');
    case 'note.added':
      return say(`Note: ${event.note}`);
    case 'sandbox.opened':
      return say('The journal begins.');
    case 'sandbox.reset':
      return say('Everything was forgotten.');
    case 'sandbox.saved':
      return say(`Snapshot ${event.snapshot} was taken.`);
    case 'sandbox.restored':
      return say(`Snapshot ${event.snapshot} was restored.`);
    case 'rules.changed':
      return say(`Rules changed: ${Object.keys(event.rules).join(', ')}.`);
    case 'fault.fired':
      return say(`Fault ${event.effect} on ${event.on} (${event.fault}).`, 'bad');
    case 'clock.advanced':
      return say(`The clock was moved on by ${(event.to - event.from) / 1000} s.`);
    case 'clock.changed':
      return say(`The clock was set to ${paceOf(event.rate)}.`);
  }
}

function say(words: string, tone: Tone = 'quiet'): EventWords {
  return { words, tone };
}
