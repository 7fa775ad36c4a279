import { closeOperation, formatTimestamp, payTypeOf, reversalOperation } from '@qf/protocol';
import type { JournalEvent, Transaction } from '../engine.ts';
import { type Answer, type Call, type Handler, readCall } from './call.ts';
import { verdict } from './signed-reply.ts';

/** `/trade/v1/close`: ends an order that nobody has paid. */
export const close: Handler = (call) => cancel(call, 'close');

/** `/trade/v1/reversal`: the same for a transaction in progress. */
export const reversal: Handler = (call) => cancel(call, 'reverse');

async function cancel(call: Call, type: 'close' | 'reverse'): Promise<Answer> {
  const operation = type === 'close' ? closeOperation : reversalOperation;
  const reading = readCall(operation, call);
  if (!reading.ok) return refused(reading.respcd, reading.respmsg, []);
  const { syssn, out_trade_no, txamt } = reading.request;
  const result = await call.engine.execute({
    type,
    app_code: call.merchant.app_code,
    txamt,
    ...(syssn === undefined ? {} : { syssn }),
    ...(out_trade_no === undefined ? {} : { out_trade_no }),
    ...(call.script?.respcd === undefined ? {} : { respcd: call.script.respcd }),
  });
  if (!result.ok) return refused(result.respcd, result.respmsg, reading.hints);
  const { transaction, events } = result;
  if (transaction === undefined) throw new Error('An order was cancelled and is gone.');
  const reply = cancelReply(transaction, events.at(-1));
  return { reply, hints: [...reading.hints, ...thinAdvice(transaction)], syssn: transaction.syssn };
}

/** Which pay types can really be closed is thinly documented (our decision D-15). */
function thinAdvice({ pay_type }: Transaction): string[] {
  const listed = payTypeOf(pay_type)?.cancel != null;
  return listed
    ? []
    : [`pay_type ${pay_type} is on no list for close or reversal: expect 1297 in production`];
}

function cancelReply(order: Transaction, event: JournalEvent | undefined): Record<string, unknown> {
  return {
    syssn: event !== undefined && 'cancel_syssn' in event ? event.cancel_syssn : null,
    orig_syssn: order.syssn,
    out_trade_no: order.out_trade_no,
    txamt: String(order.txamt),
    txcurrcd: order.txcurrcd,
    txdtm: order.txdtm,
    sysdtm: formatTimestamp(new Date(event?.at ?? order.created_at)),
    chnlsn: '',
    ...verdict('0000'),
  };
}

function refused(respcd: string, respmsg: string, hints: readonly string[]): Answer {
  return { reply: { syssn: null, ...verdict(respcd, respmsg) }, hints };
}
