import type { Transaction } from '../engine.ts';
import { money } from './money.ts';
import { stateWords, walletName } from './state-words.ts';

/** Whether every word that is looked for occurs in what a list shows of the row. */
export function contains(row: Transaction, asked: string): boolean {
  const words = asked.trim().toLowerCase();
  if (words === '') return true;
  const { syssn, out_trade_no, pay_type, goods_name } = row;
  const text = [syssn, out_trade_no, pay_type, goods_name, ...shown(row)].join(' ').toLowerCase();
  return words.split(/\s+/).every((word) => text.includes(word));
}

function shown(row: Transaction): string[] {
  const wallet = walletName(row.pay_type);
  return [row.kind, wallet, money(row.txamt, row.txcurrcd), row.state, stateWords(row).words];
}
