import type { SeenRequest } from './wire.ts';

/** One row of the ledger, as a query shows it. */
export type LedgerRow = Record<string, string | null>;

/** How a ledger behaves. */
export interface LedgerOptions {
  /** Of unpaid orders: 1145 unless told. */
  readonly unpaid?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Just enough of a gateway's books to tell, after any fault, what really happened. */
export interface Ledger {
  readonly rows: LedgerRow[];
  /** Does what the request says and tells so. */
  answer(request: SeenRequest): Record<string, unknown>;
  /** The customer pays. */
  pay(out_trade_no: string): void;
  row(out_trade_no: string): LedgerRow | undefined;
}

const CPM = /^(800008|800108|800208|801008|805808|800708|803708)$/;

/** Why a done order cannot be cancelled, by its `cancel`: reversed, given back, else paid. */
const DONE: Readonly<Record<string, string>> = { '1': '1263', '2': '1263', '3': '1262' };

/** Opens empty books. */
export function openLedger({ unpaid = '1145', now = () => Date.now() }: LedgerOptions): Ledger {
  const rows: LedgerRow[] = [];
  let count = 0;
  const clock = () => new Date(now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
  const number = () => {
    count += 1;
    return `2026000000${String(count).padStart(16, '0')}`;
  };
  const find = (out_trade_no: string | undefined) =>
    rows.find((row) => row['out_trade_no'] === out_trade_no);

  const payment = (fields: SeenRequest['fields']) => {
    const { out_trade_no = '', txamt = '', txcurrcd = '', txdtm = '', pay_type = '' } = fields;
    if (find(out_trade_no) !== undefined) return { respcd: '2011', resperr: 'used', out_trade_no };
    const respcd = CPM.test(pay_type) ? '0000' : unpaid;
    const row = { syssn: number(), out_trade_no, txamt, txcurrcd, txdtm, pay_type };
    const rest = { sysdtm: clock(), paydtm: clock(), cancel: '0', origssn: null };
    rows.push({ ...row, ...rest, respcd, order_type: 'payment', errmsg: '' });
    const driver = CPM.test(pay_type)
      ? {}
      : { pay_url: `https://pay.invalid/${out_trade_no}`, qrcode: 'code', pay_params: { a: 'b' } };
    return { respcd: '0000', resperr: '', respmsg: '', ...row, sysdtm: rest.sysdtm, ...driver };
  };

  const refund = (fields: SeenRequest['fields']) => {
    const { syssn: origssn = '', out_trade_no = '', txamt = '', txdtm = '' } = fields;
    if (find(out_trade_no) !== undefined) {
      return { respcd: '1251', respmsg: 'out_trade_no is used', out_trade_no };
    }
    const original = rows.find((row) => row['syssn'] === origssn);
    if (original === undefined) return { respcd: '1136', resperr: 'no such payment' };
    const row = { syssn: number(), out_trade_no, txamt, txdtm, origssn };
    const { pay_type = '', txcurrcd = '' } = original;
    const rest = { sysdtm: clock(), paydtm: clock(), cancel: '0', pay_type, txcurrcd };
    rows.push({ ...row, ...rest, respcd: '0000', order_type: 'refund', errmsg: '' });
    original['cancel'] = original['txamt'] === txamt ? '3' : '5';
    return { respcd: '0000', resperr: '', ...row, origssn: undefined, orig_syssn: origssn };
  };

  const cancel = (fields: SeenRequest['fields'], state: { respcd: string; cancel: string }) => {
    const { out_trade_no, syssn, txamt, txdtm } = fields;
    const row = rows.find((one) => one['syssn'] === syssn || one['out_trade_no'] === out_trade_no);
    if (row === undefined) return { respcd: '1136', resperr: 'no such payment' };
    if (row['respcd'] === '0000') {
      return { respcd: DONE[row['cancel'] ?? ''] ?? '1260', resperr: 'already done' };
    }
    Object.assign(row, state);
    const { syssn: orig_syssn } = row;
    return { respcd: '0000', syssn: number(), orig_syssn, out_trade_no, txamt, txdtm };
  };

  const query = (fields: SeenRequest['fields']) => {
    const { start_time = '', end_time = '9', page = '1', page_size = '10' } = fields;
    const isAsked = (row: LedgerRow, name: string) =>
      fields[name] === undefined || fields[name].split(',').includes(row[name] ?? '');
    const time = (row: LedgerRow) => row['sysdtm'] ?? '';
    const data = rows.filter(
      (row) =>
        isAsked(row, 'out_trade_no') &&
        isAsked(row, 'syssn') &&
        time(row) >= start_time &&
        time(row) <= end_time,
    );
    const from = (Number(page) - 1) * Number(page_size);
    const shown = data.slice(from, from + Number(page_size));
    return { respcd: '0000', resperr: '', page: 1, page_size: 10, data: shown };
  };

  return {
    rows,
    answer({ operation, fields }) {
      switch (operation) {
        case 'payment':
          return payment(fields);
        case 'refund':
          return refund(fields);
        case 'close':
          return cancel(fields, { respcd: '1142', cancel: '2' });
        case 'reversal':
          return cancel(fields, { respcd: '0000', cancel: '1' });
        default:
          return query(fields);
      }
    },
    pay(out_trade_no) {
      const row = find(out_trade_no);
      if (row !== undefined) row['respcd'] = '0000';
    },
    row: find,
  };
}
