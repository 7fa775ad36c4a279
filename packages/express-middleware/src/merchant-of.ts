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
    return merchant ?? { state: 'no_key' };
  } catch (error) {
    return { state: 'no_key', error };
  }
}
