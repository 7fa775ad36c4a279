import { formatTimestamp } from '@qf/protocol';

/** Where a real number has the store's digits: no QFPay number looks like this one. */
const FAKE = '9999';

/**
 * The `counter`th number of this sandbox: 26 digits, the day (UTC+8) first.
 *
 * `20260101 9999 0001 0000000042`: day, the mark of a fake, seed, counter.
 */
export function syssnOf(at: number, seed: number, counter: number): string {
  const day = formatTimestamp(new Date(at)).slice(0, 10).replaceAll('-', '');
  return `${day}${FAKE}${digits(seed % 10_000, 4)}${digits(counter, 10)}`;
}

/** The wallet's own number for a payment: visibly not Alipay's. */
export function chnlsnOf(syssn: string): string {
  return `SANDBOX${syssn}`;
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
