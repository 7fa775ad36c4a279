import { checkOptions, type OptionRules } from './check-options.ts';
import type { CallOptions } from './client-options.ts';
import { ConfigurationError } from './qfpay-error.ts';
import { CALL_RULES } from './settings.ts';

/** How long a scanned code may take, and how it is ended. Milliseconds. */
export interface ScanOptions {
  /**
   * For all of it: at least 10 seconds more than `patience`, so that there is time to cancel and to
   * ask again. A short one is shared: a third for the patience.
   */
  readonly maxWait: number;
  /** How long the customer may take before the transaction is cancelled; 120,000 unless told. */
  readonly patience?: number | undefined;
  /** How it is cancelled: as the registry advises for the pay type unless told (D-15). */
  readonly cancelWith?: 'reversal' | 'close' | 'none' | undefined;
  /** Ends the waiting: after the charge was sent, the last news are returned. */
  readonly signal?: AbortSignal | undefined;
  /** For one attempt. */
  readonly timeout?: number | undefined;
}

const milliseconds = {
  accepts: (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 1,
  expected: 'milliseconds, a whole number from 1',
};

const SCAN_RULES: OptionRules = {
  maxWait: { ...milliseconds, required: true },
  patience: milliseconds,
  cancelWith: {
    accepts: (value) => value === 'reversal' || value === 'close' || value === 'none',
    expected: 'reversal, close or none',
  },
  ...Object.fromEntries(
    Object.entries(CALL_RULES).filter(([name]) => name === 'signal' || name === 'timeout'),
  ),
};

/**
 * The limits of a scan as those of one long call.
 *
 * @throws ConfigurationError for options that make no sense
 */
export function scanLimits(options: ScanOptions): () => CallOptions {
  return () => {
    checkOptions(options, SCAN_RULES);
    const { maxWait: totalTimeout, signal, timeout } = options;
    return { totalTimeout, signal, timeout };
  };
}

/**
 * A cancel that could not be sent any more would be none. What is kept for asking what became of it is
 * never spent on sending, so as much again is needed for the cancel itself.
 *
 * @param reserve milliseconds that are kept for asking
 * @throws ConfigurationError
 */
export function assertTimeToCancel(
  { maxWait, patience = 120_000, cancelWith }: ScanOptions,
  reserve: number,
): void {
  const least = cancelWith === 'none' ? patience + 1 : Math.ceil(patience + 2 * reserve);
  if (maxWait >= least) return;
  const expected = `at least ${least} milliseconds with a patience of ${patience}`;
  const received = String(maxWait);
  throw new ConfigurationError([{ field: 'maxWait', rule: 'range', expected, received }]);
}
