import { currencyOf, formatAmount } from '@qf/protocol';

/**
 * An amount as people read it: `HK$ 1,234.50`.
 *
 * Where the documents leave the minor unit of a currency open, it says what is known: `JPY 1200 in minor units`.
 */
export function money(txamt: number, txcurrcd: string): string {
  if (currencyOf(txcurrcd)?.exponentIsCertain !== true)
    return `${txcurrcd} ${txamt} in minor units`;
  const [whole = '', ...fraction] = formatAmount(txamt, txcurrcd).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${symbolOf(txcurrcd)}\u00a0${[grouped, ...fraction].join('.')}`;
}

/** `HK$`, `US$`, `€`; the code itself where no symbol is unambiguous around the world. */
function symbolOf(currency: string): string {
  const known = SYMBOLS.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en-001', { style: 'currency', currency });
  const parts = format.formatToParts(0);
  const symbol = parts.find(({ type }) => type === 'currency')?.value ?? currency;
  SYMBOLS.set(currency, symbol);
  return symbol;
}

/** Asking for one takes a tenth of a millisecond: a second and more for a list of ten thousand orders. */
const SYMBOLS = new Map<string, string>();
