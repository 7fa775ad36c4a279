import type { Payment } from '../engine.ts';
import { money } from './money.ts';
import { codeWords, stateWords, type Tone, walletName } from './state-words.ts';

/** What the customer is told about where a payment stands. */
export interface StandingWords {
  readonly headline: string;
  readonly detail: string;
  readonly tone: Tone;
}

/** A headline and a sentence for every state of a payment. */
export function standingWords(payment: Payment): StandingWords {
  return { ...words(payment), tone: stateWords(payment).tone };
}

function words(payment: Payment): Omit<StandingWords, 'tone'> {
  const amount = money(payment.txamt, payment.txcurrcd);
  const wallet = walletName(payment.pay_type);
  switch (payment.state) {
    case 'created':
      return say(`Scan to pay with ${wallet}`, 'Use the camera of your phone.');
    case 'paying':
      return say('Waiting for your approval', `Approve the payment in ${wallet}.`);
    case 'frozen':
      return say(`${amount} held`, 'The shop will take what it needs, or let go of it.');
    case 'paid':
      return say(`Paid ${amount}`, 'Thank you. The shop is being told.');
    case 'partially_refunded':
      return say(`Paid ${amount}`, `${money(payment.refunded, payment.txcurrcd)} was refunded.`);
    case 'refunded':
      return say('Refunded', `${amount} was paid and given back.`);
    case 'closed':
      return say('Closed', 'The shop closed this order. Nothing was paid.');
    case 'reversed':
      return say('Cancelled', 'The shop cancelled this order. Nothing was paid.');
    case 'expired':
      return say('Expired', 'Nothing was paid. Start again in the shop.');
    case 'failed':
      return say('Declined', `Nothing was paid: ${codeWords(payment.respcd)}.`);
  }
}

function say(headline: string, detail: string): Omit<StandingWords, 'tone'> {
  return { headline, detail };
}
