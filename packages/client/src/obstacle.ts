import { type Expected, payTypeOf, type Row } from '@qf/protocol';
import type { Found } from './look-up.ts';

/**
 * Why a number must not be cancelled, given its rows: `unanswered`, because there may be rows that were
 * not shown; `mismatch`, because one is of another order, amount or currency; `card`, because one is a
 * card's or of an unknown pay type, whose reversal voids a good payment; `paid`, because one is done and
 * not clearly given back; `unnamed`, because nobody knows the pay type of one.
 */
export type Obstacle = 'unanswered' | 'mismatch' | 'card' | 'paid' | 'unnamed';

/**
 * Looks at every row, because a cancel names the number and not the row: whichever of them the gateway
 * takes must be one that may be cancelled.
 *
 * @param pay_type of the order, for rows that show none
 */
export function obstacleIn(
  { rows, gap }: Found,
  expected: Expected,
  pay_type?: string,
): Obstacle | undefined {
  if (gap !== undefined) return 'unanswered';
  if (!isSeen(rows, expected) || rows.some((row) => isOthers(row, expected))) return 'mismatch';
  const shown = rows.map((row) => row.pay_type ?? pay_type);
  const codes = shown.length === 0 ? [pay_type] : shown;
  if (codes.some((code) => code !== undefined && !isReversible(code))) return 'card';
  if (rows.some(isDone)) return 'paid';
  return codes.includes(undefined) ? 'unnamed' : undefined;
}

/** Whether a reversal of this pay type only ends what is unfinished. */
export function isReversible(code: string): boolean {
  const entry = payTypeOf(code);
  return entry !== undefined && entry.cancel !== 'void' && !/^(CARD|APPLE)/.test(entry.mode);
}

/** A cancel that names both numbers acts on a row that was looked at, or on none. */
function isSeen(rows: readonly Row[], { out_trade_no, syssn }: Expected): boolean {
  if (syssn === undefined || out_trade_no === '') return true;
  return rows.some((row) => row.syssn === syssn);
}

function isOthers(row: Row, { out_trade_no, txamt, txcurrcd }: Expected): boolean {
  const differs = (known: unknown, said: unknown) =>
    known !== undefined && known !== '' && said !== undefined && said !== known;
  return (
    differs(out_trade_no, row.out_trade_no) ||
    differs(txamt, row.txamt) ||
    differs(txcurrcd, row.txcurrcd)
  );
}

/** 0000 that no `cancel` takes back; frozen money is released by a reversal. */
function isDone({ respcd, cancel, pay_type = '', order_type }: Row): boolean {
  if (respcd !== '0000' || order_type === 'close' || cancel === '1' || cancel === '2') return false;
  return payTypeOf(pay_type)?.mode.startsWith('PREAUTH') !== true;
}
