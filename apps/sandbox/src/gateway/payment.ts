import { formatTimestamp, paymentOperation, payTypeOf } from '@qf/protocol';
import type { CreatePayment, Payment } from '../engine.ts';
import { type Answer, type Call, readCall } from './call.ts';
import { payParams } from './pay-params.ts';
import { verdict } from './signed-reply.ts';

/** What replies say when no device was named. */
const NO_DEVICE = 'qiantai2';

/** `POST /trade/v1/payment`: an order and what the customer needs to pay it, or the outcome of a scanned code. */
export async function payment(call: Call): Promise<Answer> {
  const hint = whyNotHere(call);
  if (hint !== undefined) {
    return { ...refused(call, { respcd: '1104', respmsg: 'filter error' }), hints: [hint] };
  }
  const reading = readCall(paymentOperation, call);
  if (!reading.ok) return refused(call, reading);
  const isOld = !call.fields.get('txcurrcd');
  if (isOld && !call.engine.state().rules.default_currency) return refused(call, NO_CURRENCY);
  const hints = [...reading.hints, ...(isOld ? [CURRENCY_TAKEN] : [])];
  const result = await call.engine.execute({
    ...commandOf({ ...reading.request }),
    app_code: call.merchant.app_code,
    ...(call.script === undefined ? {} : { script: call.script }),
  });
  const { transaction } = result;
  if (transaction?.kind !== 'payment') {
    if (result.ok) throw new Error('A payment was accepted and is gone.');
    return { ...refused(call, result), hints };
  }
  const said = result.ok ? verdict('0000') : verdict(result.respcd, result.respmsg);
  const reply = { ...createdReply(transaction, call.publicUrl), ...said };
  return { reply, hints, syssn: transaction.syssn };
}

/** The page demands one; programs of 2017 to 2019 send none. */
const NO_CURRENCY = {
  respcd: '1104',
  respmsg: 'txcurrcd: required, expected an ISO 4217 code, received nothing',
};
const CURRENCY_TAKEN = 'txcurrcd: none was sent, HKD is taken; the current documents demand one';

/** Why this pay type cannot be had through this call, if it cannot: a store that lacks it hears "filter error". */
function whyNotHere({ fields, merchant }: Call): string | undefined {
  const pay_type = fields.get('pay_type') ?? '';
  const entry = payTypeOf(pay_type);
  if (entry === undefined) return undefined;
  if (merchant.pay_types?.includes(pay_type) === false) {
    return `pay_type ${pay_type} is not enabled for this store; enabled: ${merchant.pay_types.join(', ')}`;
  }
  if (entry.state === 'legacy')
    return `pay_type ${pay_type} is not emulated: it is regional or retired`;
  if (entry.mode === 'CARD_ONLINE' || entry.mode === 'APPLE_PAY') {
    return `pay_type ${pay_type} is paid through the hosted checkout only: /checkstand/`;
  }
  if (entry.mode === 'CARD_OFFLINE') return `pay_type ${pay_type} needs a terminal; not emulated`;
  return undefined;
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

const KEPT = [
  'goods_name',
  'return_url',
  'notify_url',
  'udid',
  'mchid',
  'pay_tag',
  'auth_code',
] as const;

/** The optional fields that are kept with the order. */
function details(request: Wire) {
  const given = KEPT.flatMap((name) => {
    const value = request[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(given);
}

/** Field by field in the order of the published sample. */
function createdReply(created: Payment, publicUrl: string): Record<string, unknown> {
  return {
    sysdtm: created.sysdtm,
    paydtm: created.paydtm ?? created.sysdtm,
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
    ...driver(created, publicUrl),
    chnlsn: created.chnlsn ?? '',
    ...(created.cardcd === undefined ? {} : { cardcd: created.cardcd }),
  };
}

/** What the customer acts on: a page, the text of a QR code, or parameters for a wallet's kit. */
function driver(created: Payment, publicUrl: string): Record<string, unknown> {
  if (created.state === 'failed') return {};
  const { drives, drivesOr } = payTypeOf(created.pay_type) ?? {};
  const pay_url = `${publicUrl}/pay/${created.token}`;
  if (drives === 'pay_url' || drivesOr === 'pay_url') return { pay_url };
  if (drives === 'pay_params') return { pay_params: payParams(created, publicUrl) };
  if (drives !== 'qrcode') return {};
  const qrcode = `${publicUrl}/w/${created.token}`;
  return created.pay_type === '805801'
    ? { qrcode, pay_url: '', payme_logo: `${publicUrl}/assets/icon.svg` }
    : { qrcode };
}

function refused(
  { engine, fields }: Call,
  { respcd, respmsg }: { respcd: string; respmsg: string },
): Answer {
  const sysdtm = formatTimestamp(new Date(engine.clock.now()));
  const out_trade_no = fields.get('out_trade_no') ?? '';
  return { reply: { sysdtm, out_trade_no, ...verdict(respcd, respmsg) }, hints: [] };
}
