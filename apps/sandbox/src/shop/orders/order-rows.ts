import type { Books } from './books.ts';
import type { Order, Step, Words } from './order.ts';
import type { OrderTable } from './order-table.ts';
import { progress } from './progress.ts';

/** The part of the table that is about orders and their history. */
export type OrderRows = Pick<
  OrderTable,
  | 'add'
  | 'find'
  | 'findByForm'
  | 'list'
  | 'openOrders'
  | 'record'
  | 'tell'
  | 'stepsOf'
  | 'versionOf'
>;

type Row = Omit<Order, 'lines'> & { readonly lines: string };

/** Orders in SQLite. */
export function orderRows(books: Books): OrderRows {
  const find = (out_trade_no: string) =>
    read(books.get<Row>('SELECT * FROM orders WHERE out_trade_no = ?', out_trade_no));

  const findByForm = (form_key: string) =>
    read(books.get<Row>('SELECT * FROM orders WHERE form_key = ?', form_key));

  const tell = (out_trade_no: string, { text, tone }: Words) => {
    books.atomically(() => {
      books.run(
        'INSERT INTO steps (order_no, at, text, tone) VALUES (?, ?, ?, ?)',
        ...[out_trade_no, books.now(), text, tone],
      );
      touch(books, out_trade_no);
    });
  };

  return {
    find,
    findByForm,
    tell,
    add: (order) =>
      books.atomically(() => {
        const known = findByForm(order.form_key);
        if (known !== undefined) return { order: known, isNew: false };
        const { out_trade_no, form_key, lines, txamt, txcurrcd, pay_type, txdtm } = order;
        books.run(
          `INSERT INTO orders (out_trade_no, form_key, lines, txamt, txcurrcd, pay_type, txdtm, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          ...[out_trade_no, form_key, JSON.stringify(lines), txamt, txcurrcd, pay_type, txdtm],
          books.now(),
        );
        tell(out_trade_no, { text: 'Order written into the order table.', tone: 'plain' });
        return { order: existing(find(out_trade_no)), isNew: true };
      }),
    list: (most) =>
      books
        .all<Row>('SELECT * FROM orders ORDER BY created_at DESC, rowid DESC LIMIT ?', most)
        .map(parse),
    openOrders: () =>
      books
        .all<Row>(
          `SELECT * FROM orders WHERE status IN ('sending', 'awaiting_payment', 'pending', 'unknown')
           ORDER BY created_at, rowid`,
        )
        .map(parse),
    record: (out_trade_no, change, words) =>
      books.atomically(() => {
        const before = find(out_trade_no);
        if (before === undefined) return undefined;
        const after = progress(before, change);
        if (!isSame(before, after)) {
          write(books, after);
          if (words !== undefined) tell(out_trade_no, words);
        }
        return after;
      }),
    stepsOf: (out_trade_no) =>
      books.all<Step>('SELECT * FROM steps WHERE order_no = ? ORDER BY id', out_trade_no),
    versionOf: (out_trade_no) => {
      const row = books.get<{ version: number }>(
        'SELECT version FROM orders WHERE out_trade_no = ?',
        out_trade_no,
      );
      return row === undefined ? '' : String(row.version);
    },
  };
}

/** Marks an order as changed, so that a page that shows it is made anew. */
export function touch(books: Books, out_trade_no: string): void {
  books.run('UPDATE orders SET version = version + 1 WHERE out_trade_no = ?', out_trade_no);
}

function write(books: Books, order: Order): void {
  const { status, reason, respcd, message, syssn, pay_url, paydtm, refunded, out_trade_no } = order;
  touch(books, order.out_trade_no);
  books.run(
    `UPDATE orders SET status = ?, reason = ?, respcd = ?, message = ?, syssn = ?, pay_url = ?,
       paydtm = ?, refunded = ? WHERE out_trade_no = ?`,
    ...[status, reason, respcd, message, syssn, pay_url, paydtm, refunded, out_trade_no],
  );
}

function isSame(before: Order, after: Order): boolean {
  const names = Object.keys(after) as (keyof Order)[];
  return names.every((name) => before[name] === after[name]);
}

function read(row: Row | undefined): Order | undefined {
  return row === undefined ? undefined : parse(row);
}

function parse(row: Row): Order {
  return { ...row, lines: JSON.parse(row.lines) as Order['lines'] };
}

function existing(order: Order | undefined): Order {
  if (order === undefined) throw new Error('The order table lost a row that was just written.');
  return order;
}
