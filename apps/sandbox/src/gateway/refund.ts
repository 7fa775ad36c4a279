import { refundOperation } from '@qf/protocol';
import type { Refund } from '../engine.ts';
import { type Answer, type Call, readCall } from './call.ts';
import { verdict } from './signed-reply.ts';

/** `POST /trade/v1/refund`: gives a payment back, whole or in part. */
export async function refund(call: Call): Promise<Answer> {
  const reading = readCall(refundOperation, call);
  if (!reading.ok) return refused(reading.respcd, reading.respmsg, []);
  const { syssn, out_trade_no, txamt, txdtm, udid, mchid } = reading.request;
  const result = await call.engine.execute({
    type: 'create_refund',
    app_code: call.merchant.app_code,
    syssn,
    out_trade_no,
    txamt,
    txdtm: txdtm ?? '',
    ...(udid === undefined ? {} : { udid }),
    ...(mchid === undefined ? {} : { mchid }),
    ...(call.script === undefined ? {} : { script: call.script }),
  });
  const { transaction } = result;
  if (transaction?.kind !== 'refund') {
    if (result.ok) throw new Error('A refund was accepted and is gone.');
    return refused(result.respcd, result.respmsg, reading.hints);
  }
  const said = result.ok ? verdict(transaction.respcd) : verdict(result.respcd, result.respmsg);
  const reply = { ...refundReply(transaction), ...said };
  return { reply, hints: reading.hints, syssn: transaction.syssn };
}

function refundReply(refund: Refund): Record<string, unknown> {
  return {
    syssn: refund.syssn,
    orig_syssn: refund.origssn,
    out_trade_no: refund.out_trade_no,
    txamt: String(refund.txamt),
    txcurrcd: refund.txcurrcd,
    txdtm: refund.txdtm,
    sysdtm: refund.sysdtm,
    paydtm: refund.paydtm ?? refund.sysdtm,
    udid: refund.udid ?? 'qiantai2',
    chnlsn: '',
    cardcd: '',
  };
}

/** Refused refunds were seen with `syssn: null`. */
function refused(respcd: string, respmsg: string, hints: readonly string[]): Answer {
  return { reply: { syssn: null, ...verdict(respcd, respmsg) }, hints };
}
