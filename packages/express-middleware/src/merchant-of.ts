import type { NotificationSettings, NotifiedMerchant } from './notification-options.ts';
import type { Refusal } from './receipt.ts';

/** The merchant a request is for, or the refusal. Nothing is verified with a key that is not there. */
export async function merchantOf<Tx, Source>(
  request: Source,
  { keyFor }: NotificationSettings<Tx, Source>,
): Promise<NotifiedMerchant | Refusal<'no_key'>> {
  try {
    return (await keyFor(request)) ?? { state: 'no_key' };
  } catch (error) {
    return { state: 'no_key', error };
  }
}
