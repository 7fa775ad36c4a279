import { SandboxError } from '../sandbox-error.ts';
import { countOf, type VerbContext } from './control-client.ts';
import { orderOf } from './pay.ts';

/** `notify ORDER [COPIES]`: delivers the order's latest notification again, now. */
export async function notify(context: VerbContext): Promise<void> {
  const { control, words, json, print } = context;
  const order = orderOf(context, 'notify');
  const { notifications } = await control.get(`/notifications?out_trade_no=${order}`);
  const latest = (notifications as { id: string }[]).at(-1);
  if (latest === undefined) {
    throw new SandboxError('ERR_QF_SANDBOX_NOT_FOUND', `There is no notification of ${words[0]}.`);
  }
  const copies = words[1] === undefined ? {} : { copies: countOf('notify', words[1]) };
  const sent = await control.post(`/notifications/${latest.id}/resend`, copies);
  if (json) return print(`${JSON.stringify(sent)}\n`);
  const attempts = sent['attempts'] as { outcome?: { verdict: string } }[];
  print(`${latest.id} is ${sent['status']}: ${attempts.at(-1)?.outcome?.verdict ?? 'cut off'}\n`);
}
