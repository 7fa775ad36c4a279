import type { Transaction } from '../engine.ts';
import { resperr } from './signed-reply.ts';

/** One transaction as a query shows it: all fields as text (our decision D-22). */
export function rowOf(transaction: Transaction): Record<string, string | null> {
  const { paydtm, sysdtm, txamt, txcurrcd, respcd, cancel } = transaction;
  return {
    syssn: transaction.syssn,
    out_trade_no: transaction.out_trade_no,
    pay_type: transaction.pay_type,
    order_type: transaction.kind,
    txamt: String(txamt),
    txcurrcd,
    txdtm: transaction.txdtm,
    sysdtm,
    paydtm: paydtm ?? sysdtm,
    respcd,
    errmsg: resperr(respcd),
    cancel,
    chnlsn: transaction.chnlsn ?? '',
    chnlsn2: '',
    cardcd: transaction.cardcd ?? '',
    // Constants: nobody documents what these three mean (U-17).
    cardtp: '5',
    clisn: '000000',
    userid: '0000000',
    udid: transaction.udid ?? 'qiantai2',
    goods_name: transaction.goods_name ?? '',
    goods_info: '',
    goods_detail: '',
    origssn: transaction.origssn ?? null,
    ...cash(transaction),
    exchange_rate: '',
  };
}

/** What the payer's side saw move: nothing until it did, and on the refund's own fields for a refund. */
function cash({ kind, paydtm, txamt, txcurrcd }: Transaction): Record<string, string> {
  const [fee, type] = paydtm === undefined ? ['', ''] : [String(txamt), txcurrcd];
  return kind === 'refund'
    ? { cash_fee: '', cash_fee_type: '', cash_refund_fee: fee, cash_refund_fee_type: type }
    : { cash_fee: fee, cash_fee_type: type, cash_refund_fee: '', cash_refund_fee_type: '' };
}
