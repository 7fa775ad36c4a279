import type { Transaction } from '../engine.ts';
import { money } from './money.ts';
import { stateWords, walletName } from './state-words.ts';

/** Whether every word that is looked for occurs in what a list shows of the row. */
export function contains(row: Transaction, asked: string): boolean {
  const text = [row.syssn, row.out_trade_no, row.pay_type, row.goods_name, ...shown(row)].join(' ');
  return asked
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));
}

function shown(row: Transaction): string[] {
  const wallet = walletName(row.pay_type);
  return [row.kind, wallet, money(row.txamt, row.txcurrcd), row.state, stateWords(row).words];
}
