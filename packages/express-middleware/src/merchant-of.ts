import { MiddlewareError } from './middleware-error.ts';
import type { KeyFor, NotifiedMerchant } from './notification-options.ts';
import type { Patience } from './patience.ts';
import type { Refusal } from './receipt.ts';
import { isPromised } from './within.ts';

/** Milliseconds. */
const LIMIT = 1_500;

type Merchant = NotifiedMerchant | Refusal<'no_key'>;

/** The merchant a request is for, or the refusal. Nothing is verified with a key that is not there. */
export function merchantOf<Source>(
  request: Source,
  keyFor: KeyFor<Source>,
  patience: Patience,
): Merchant | Promise<Merchant> {
  try {
    const merchant = patience.step('keyFor()', LIMIT, () => keyFor(request));
    return isPromised(merchant) ? merchant.then(known).catch(noKey) : known(merchant);
  } catch (error) {
    return noKey(error);
  }
}

function known(merchant: NotifiedMerchant | null | undefined): Merchant {
  return merchant === undefined || merchant === null ? { state: 'no_key' } : chosen(merchant);
}

function noKey(error: unknown): Refusal<'no_key'> {
  return { state: 'no_key', error };
}

/** The two fields alone: a row of a database has others, and one named `state` must not be taken for a receipt’s. */
function chosen({ clientKey, account }: NotifiedMerchant): NotifiedMerchant {
  if (typeof account === 'string') return { clientKey, account };
  const sentence = `keyFor() must give { clientKey, account }, account as text. Received: account ${typeof account}.`;
  throw new MiddlewareError('ERR_QF_OPTIONS', sentence);
}
