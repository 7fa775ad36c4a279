import type { Clock } from './clock.ts';
import { QFPayError } from './qfpay-error.ts';

/** The longest window of the rate limit: a turn comes within it, unless others are in the way. */
const WINDOW = 60_000;

/**
 * Repeats a read whose time was over before its turn in the rate limit came, for a minute. What asks
 * question after question uses the limit up by itself, and is not to end because of that.
 */
export async function inTurn<Answer>(clock: Clock, ask: () => Promise<Answer>): Promise<Answer> {
  const began = clock.monotonic();
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!missedItsTurn(error) || clock.monotonic() - began >= WINDOW) throw error;
    }
  }
}

function missedItsTurn(error: unknown): boolean {
  const { code, requestSent } = QFPayError.from(error);
  return code === 'ERR_QF_TIMEOUT' && requestSent === 'no';
}
