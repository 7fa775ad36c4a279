import type { Engine, Payment } from '../engine.ts';
import type { MerchantBook } from '../merchants.ts';
import { SandboxError } from '../sandbox-error.ts';
import { PAGE_IS_OVER } from './assets/page-script.ts';
import { methodOf } from './methods.ts';
import { openOrder } from './open-order.ts';
import { readCheckstand } from './parameters.ts';

/** What the shopper chooses on the hosted checkout. */
export interface Choice {
  /** The signed address of the page. */
  readonly url: string;
  readonly pay_type: string;
  /** Holds the money instead of taking it; cards only. */
  readonly preauth?: boolean;
}

/**
 * Opens the hosted checkout and chooses how to pay, without a browser: the order is there, to be approved.
 *
 * Throws `ERR_QF_SANDBOX_REFUSED` where the page would show a problem, or would be over.
 */
export async function chooseMethod(
  engine: Engine,
  merchants: MerchantBook,
  { url, pay_type, preauth = false }: Choice,
): Promise<Payment> {
  const parameters = /\/checkstand\/#\/?\??(.*)$/s.exec(url)?.[1] ?? '';
  const reading = readCheckstand(parameters, merchants);
  if (!reading.ok) throw refused(reading);
  const opened = await openOrder(engine, reading, methodOf(pay_type, preauth));
  if (opened.kind === 'opened') return opened.payment;
  if (opened.kind === 'refused') throw refused(opened);
  throw refused({ respcd: '1181', problem: PAGE_IS_OVER });
}

function refused({ respcd, problem }: { respcd: string; problem: string }): SandboxError {
  return new SandboxError('ERR_QF_SANDBOX_REFUSED', `checkout: ${problem}`, respcd);
}
