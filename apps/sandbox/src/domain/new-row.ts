import { formatTimestamp } from '@qf/protocol';
import type { JournalEvent } from './journal-event.ts';
import type { Payment, Refund } from './transaction.ts';
import { unpaidRespcd } from './unpaid-respcd.ts';

type Of<T extends JournalEvent['type']> = Omit<Extract<JournalEvent, { type: T }>, 'seq'>;

/** The row of a payment that was just created. */
export function newPayment(event: Of<'payment.created'>): Payment {
  const { type, at, ...facts } = withoutPlace(event);
  return {
    ...facts,
    kind: 'payment',
    state: 'created',
    respcd: unpaidRespcd(event.pay_type),
    cancel: '0',
    sysdtm: formatTimestamp(new Date(at)),
    created_at: at,
    refunded: 0,
  };
}

/** The row of a refund that was just asked for; it takes wallet and currency from its payment. */
export function newRefund(event: Of<'refund.created'>, payment: Payment): Refund {
  const { type, at, ...facts } = withoutPlace(event);
  return {
    ...facts,
    kind: 'refund',
    state: 'pending',
    token: '',
    app_code: payment.app_code,
    pay_type: payment.pay_type,
    txcurrcd: payment.txcurrcd,
    respcd: '1143',
    cancel: '0',
    sysdtm: formatTimestamp(new Date(at)),
    created_at: at,
    expires_at: at,
    refunded: 0,
  };
}

/** The row of a capture: a payment that was paid at once, without a number of the merchant's. */
export function newCapture(event: Of<'payment.captured'>, hold: Payment): Payment {
  const { at, syssn, origssn, txamt, txdtm } = event;
  const dtm = formatTimestamp(new Date(at));
  const { preauth, captured, released, script, ...kept } = hold;
  return {
    ...kept,
    syssn,
    origssn,
    txamt,
    txdtm,
    out_trade_no: '',
    token: '',
    state: 'paid',
    respcd: '0000',
    cancel: '0',
    sysdtm: dtm,
    paydtm: dtm,
    created_at: at,
    expires_at: at,
    refunded: 0,
  };
}

/** Events come with their place in the journal or before they have one. */
function withoutPlace<T extends object>(event: T): T {
  const { seq, ...rest } = event as T & { seq?: number };
  return rest as T;
}
