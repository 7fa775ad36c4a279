import { paceOf } from '../clock/pace.ts';
import type { VerbContext } from './control-client.ts';

/** `status`: where it is, its clock and what it holds. */
export async function status({ control, json, print }: VerbContext): Promise<void> {
  const info = await control.get('/info');
  if (json) return print(`${JSON.stringify(info)}\n`);
  const { gateway } = Object(info['urls']);
  const { rate, now } = Object(info['clock']);
  const { events, transactions, notifications } = Object(info['counts']);
  print(
    [
      `gateway        ${gateway}`,
      `clock          ${paceOf(Number(rate))}, ${new Date(Number(now)).toISOString()}`,
      `transactions   ${transactions}`,
      `notifications  ${notifications}`,
      `events         ${events}`,
      '',
    ].join('\n'),
  );
}
