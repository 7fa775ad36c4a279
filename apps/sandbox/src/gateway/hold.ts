import { authtradeOperation, formatTimestamp, unfreezeOperation } from '@qf/protocol';
import type { HoldCommand } from '../engine.ts';
import { type Answer, type Call, type Handler, readCall } from './call.ts';
import { verdict } from './signed-reply.ts';

/** `POST /trade/v1/authtrade`: takes held money, whole or in part. */
export const authtrade: Handler = async (call) => {
  const reading = readCall(authtradeOperation, call);
  if (!reading.ok) return refused(reading.respcd, reading.respmsg);
  const { syssn, txamt, txdtm } = reading.request;
  const command = { type: 'capture' as const, syssn, txamt, ...(txdtm ? { txdtm } : {}) };
  return answer(call, command, { respmsg: 'Capture received', out_trade_no: '' });
};

/** `POST /trade/v1/unfreeze`: gives back what was held and not taken, once. */
export const unfreeze: Handler = async (call) => {
  const reading = readCall(unfreezeOperation, call);
  if (!reading.ok) return refused(reading.respcd, reading.respmsg);
  const { syssn, out_trade_no, txamt, txdtm } = reading.request;
  const hold = call.engine.state().findBySyssn(syssn);
  if (hold !== undefined && hold.out_trade_no !== out_trade_no) {
    return refused('1267', 'syssn and out_trade_no name different orders');
  }
  const command = { type: 'unfreeze' as const, syssn, txamt, txdtm };
  return answer(call, command, { respmsg: 'Void received', out_trade_no });
};

async function answer(
  call: Call,
  command: Omit<HoldCommand, 'app_code'>,
  said: { readonly respmsg: string; readonly out_trade_no: string },
): Promise<Answer> {
  const scripted = call.script?.respcd ?? '0000';
  if (scripted !== '0000') return refused(scripted, 'as the scenario says');
  const { app_code } = call.merchant;
  const result = await call.engine.execute({ ...command, app_code });
  if (!result.ok) return refused(result.respcd, result.respmsg);
  const { transaction, events } = result;
  const sysdtm = formatTimestamp(new Date(call.engine.clock.now()));
  const reply = {
    syssn: numberIn(events) ?? transaction?.syssn ?? null,
    orig_syssn: command.syssn,
    out_trade_no: said.out_trade_no,
    txamt: String(command.txamt),
    txcurrcd: transaction?.txcurrcd ?? '',
    txdtm: command.txdtm ?? sysdtm,
    sysdtm,
    chnlsn: '',
    ...verdict('0000', said.respmsg),
  };
  return { reply, hints: [], ...(transaction === undefined ? {} : { syssn: transaction.syssn }) };
}

/** A release has a number of its own and no row. */
function numberIn(events: readonly object[]): string | undefined {
  const [first] = events;
  return first !== undefined && 'cancel_syssn' in first ? String(first.cancel_syssn) : undefined;
}

function refused(respcd: string, respmsg: string): Answer {
  return { reply: { syssn: null, ...verdict(respcd, respmsg) }, hints: [] };
}
