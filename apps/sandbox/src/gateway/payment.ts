import { formatTimestamp, paymentOperation, payTypeOf } from '@qf/protocol';
import type { CreatePayment, Payment } from '../engine.ts';
import { type Answer, type Call, readCall } from './call.ts';
import { verdict } from './signed-reply.ts';

/** Pay types whose order this gateway can create. */
const EMULATED: ReadonlySet<string> = new Set(['801101', '801514']);

/** What replies say when no device was named (protocol.md §7). */
const NO_DEVICE = 'qiantai2';

/** `POST /trade/v1/payment`: an order and the page that pays it. */
export async function payment(call: Call): Promise<Answer> {
  const pay_type = call.fields.get('pay_type') ?? '';
  if (payTypeOf(pay_type) !== undefined && !EMULATED.has(pay_type)) {
    const hint = `pay_type ${pay_type} is not enabled here; enabled: ${[...EMULATED].join(', ')}`;
    return { ...refused(call, '1104', 'filter error'), hints: [hint] };
  }
  const reading = readCall(paymentOperation, call);
  if (!reading.ok) return refused(call, reading.respcd, reading.respmsg);
  const result = await call.engine.execute({
    ...commandOf(reading.request),
    app_code: call.merchant.app_code,
  });
  if (!result.ok) return refused(call, result.respcd, result.respmsg, reading.hints);
  if (result.transaction?.kind !== 'payment')
    throw new Error('A payment was accepted and is gone.');
  return { reply: createdReply(result.transaction, call.publicUrl), hints: reading.hints };
}

type Wire = Readonly<Record<string, unknown>> & {
  readonly out_trade_no: string;
  readonly pay_type: string;
  readonly txamt: number;
  readonly txcurrcd: string;
};

function commandOf(request: Wire): Omit<CreatePayment, 'app_code'> {
  const { out_trade_no, pay_type, txamt, txcurrcd, txdtm, expired_time } = request;
  return {
    type: 'create_payment',
    out_trade_no,
    pay_type,
    txamt,
    txcurrcd,
    txdtm: String(txdtm),
    ...(typeof expired_time === 'number' ? { expired_time } : {}),
    ...details(request),
  };
}

/** The optional fields that are kept with the order. */
function details(request: Wire) {
  const names = ['goods_name', 'return_url', 'notify_url', 'udid', 'mchid', 'pay_tag'] as const;
  const given = names.flatMap((name) => {
    const value = request[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(given);
}

/** Field by field in the order of the published sample. */
function createdReply(created: Payment, publicUrl: string): Record<string, unknown> {
  return {
    sysdtm: created.sysdtm,
    paydtm: created.sysdtm,
    txcurrcd: created.txcurrcd,
    respmsg: '',
    pay_type: created.pay_type,
    udid: created.udid ?? NO_DEVICE,
    txdtm: created.txdtm,
    txamt: String(created.txamt),
    resperr: 'success',
    out_trade_no: created.out_trade_no,
    syssn: created.syssn,
    respcd: '0000',
    pay_url: `${publicUrl}/pay/${created.token}`,
    chnlsn: '',
  };
}

function refused(
  { engine, fields }: Call,
  respcd: string,
  respmsg: string,
  hints: readonly string[] = [],
): Answer {
  const sysdtm = formatTimestamp(new Date(engine.clock.now()));
  const out_trade_no = fields.get('out_trade_no') ?? '';
  return { reply: { sysdtm, out_trade_no, ...verdict(respcd, respmsg) }, hints };
}
