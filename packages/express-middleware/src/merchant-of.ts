import { MiddlewareError } from './middleware-error.ts';
import type { KeyFor, NotifiedMerchant } from './notification-options.ts';
import type { Patience } from './patience.ts';
import type { Refusal } from './receipt.ts';

/** Milliseconds. */
const LIMIT = 1_500;

/** The merchant a request is for, or the refusal. Nothing is verified with a key that is not there. */
export async function merchantOf<Source>(
  request: Source,
  keyFor: KeyFor<Source>,
  patience: Patience,
): Promise<NotifiedMerchant | Refusal<'no_key'>> {
  try {
    const merchant = await patience.step('keyFor()', LIMIT, () => keyFor(request));
    return merchant === undefined || merchant === null ? { state: 'no_key' } : chosen(merchant);
  } catch (error) {
    return { state: 'no_key', error };
  }
}

/** The two fields alone: a row of a database has others, and one named `state` must not be taken for a receipt’s. */
function chosen({ clientKey, account }: NotifiedMerchant): NotifiedMerchant {
  if (typeof account === 'string') return { clientKey, account };
  const sentence = `keyFor() must give { clientKey, account }, account as text. Received: account ${typeof account}.`;
  throw new MiddlewareError('ERR_QF_OPTIONS', sentence);
}
