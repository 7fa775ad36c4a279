import { checkOptions, type OptionRules } from './check-options.ts';
import type { CallOptions } from './client-options.ts';
import { CALL_RULES } from './settings.ts';

/** How long to wait, and who is told meanwhile. */
export interface WaitOptions<Outcome> {
  /** Milliseconds for all of it. */
  readonly maxWait: number;
  readonly signal?: AbortSignal | undefined;
  /** For one poll's attempt. */
  readonly timeout?: number | undefined;
  /** Told the news of every poll that was answered. */
  readonly onPoll?: ((outcome: Outcome) => unknown) | undefined;
}

const WAIT_RULES: OptionRules = {
  maxWait: {
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
    expected: 'milliseconds, a whole number from 1',
    required: true,
  },
  onPoll: { accepts: (value) => typeof value === 'function', expected: 'a function' },
  ...Object.fromEntries(
    Object.entries(CALL_RULES).filter(([name]) => name === 'signal' || name === 'timeout'),
  ),
};

/**
 * The limits of a wait as those of one long call.
 *
 * @throws ConfigurationError for options that make no sense
 */
export function waitLimits<Outcome>(options: WaitOptions<Outcome>): () => CallOptions {
  return () => {
    checkOptions(options, WAIT_RULES);
    const { maxWait: totalTimeout, signal, timeout } = options;
    return { totalTimeout, signal, timeout };
  };
}
