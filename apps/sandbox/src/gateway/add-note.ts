import { addNoteOperation } from '@qf/protocol';
import { type Answer, type Call, readCall } from './call.ts';
import { verdict } from './signed-reply.ts';

/** `POST /trade/v1/add_note`: a remark on a transaction, for stores without `mchid`. */
export async function addNote(call: Call): Promise<Answer> {
  const reading = readCall(addNoteOperation, call);
  if (!reading.ok) return answer(reading.respcd, reading.respmsg);
  const { app_code, mchids } = call.merchant;
  if (mchids !== undefined) return answer('1104', 'add_note is for stores without mchid');
  const { syssn, note, code } = reading.request;
  if (code !== app_code) return answer('1104', 'code: expected the app code of this store');
  const scripted = call.script?.respcd ?? '0000';
  if (scripted !== '0000') return answer(scripted, 'as the scenario says');
  const result = await call.engine.execute({ type: 'add_note', app_code, syssn, note });
  return result.ok
    ? { ...answer('0000', '', syssn), hints: reading.hints, syssn }
    : answer(result.respcd, result.respmsg);
}

function answer(respcd: string, respmsg: string, syssn?: string): Answer {
  const data = syssn === undefined ? {} : { data: { syssn } };
  return { reply: { ...verdict(respcd, respmsg), ...data }, hints: [] };
}
