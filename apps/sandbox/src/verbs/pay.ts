import { SandboxError } from '../sandbox-error.ts';
import type { Json, VerbContext } from './control-client.ts';

/** `pay ORDER`: the customer approves. */
export async function pay(context: VerbContext): Promise<void> {
  const order = orderOf(context, 'pay');
  told(context, await context.control.post(`/transactions/${order}/approve`));
}

/** `decline ORDER [CODE]`: the customer declines, or the wallet does. */
export async function decline(context: VerbContext): Promise<void> {
  const order = orderOf(context, 'decline');
  const respcd = context.words[1];
  const why = respcd === undefined ? {} : { respcd };
  told(context, await context.control.post(`/transactions/${order}/decline`, why));
}

/** The order that was named, ready for a path. */
export function orderOf({ words: [order] }: VerbContext, verb: string): string {
  if (order !== undefined) return encodeURIComponent(order);
  throw new SandboxError('ERR_QF_SANDBOX_OPTION', `${verb}: expected an out_trade_no or a syssn.`);
}

function told({ json, print }: VerbContext, row: Json): void {
  const { out_trade_no, state, respcd } = row;
  print(json ? `${JSON.stringify(row)}\n` : `${out_trade_no} is ${state} (${respcd})\n`);
}
