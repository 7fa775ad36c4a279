import fc from 'fast-check';
import type { Command } from '../domain/command.ts';
import { APP_CODE, type OpenBook, openBook } from '../domain/open-book.ts';

/** Something to do; numbers choose among the rows that exist. */
export type Move =
  | {
      readonly do: 'pay';
      readonly txamt: number;
      readonly pay_type: string;
      readonly code: string;
      readonly hold: boolean;
    }
  | { readonly do: 'repeat'; readonly row: number }
  | { readonly do: 'customer'; readonly row: number; readonly call: CustomerCall }
  | { readonly do: 'cancel'; readonly row: number; readonly call: 'close' | 'reverse' }
  | {
      readonly do: 'refund';
      readonly row: number;
      readonly txamt: number;
      readonly pending: boolean;
    }
  | {
      readonly do: 'settle';
      readonly row: number;
      readonly call: 'complete_refund' | 'fail_refund';
    }
  | {
      readonly do: 'hold';
      readonly row: number;
      readonly txamt: number;
      readonly call: 'capture' | 'unfreeze';
    }
  | { readonly do: 'wait'; readonly minutes: number };

type CustomerCall = 'scan' | 'approve' | 'decline' | 'expire';

const row = fc.nat({ max: 40 });
const txamt = fc.integer({ min: 1, max: 2000 });
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    do: fc.constant('pay' as const),
    txamt,
    pay_type: fc.constantFrom('801514', '801101', '800208', '802001', '802801'),
    code: fc.constantFrom('0000', '1143', '1201', '1205'),
    hold: fc.boolean(),
  }),
  fc.record({ do: fc.constant('repeat' as const), row }),
  fc.record({
    do: fc.constant('customer' as const),
    row,
    call: fc.constantFrom<CustomerCall>('scan', 'approve', 'approve', 'decline', 'expire'),
  }),
  fc.record({
    do: fc.constant('cancel' as const),
    row,
    call: fc.constantFrom('close' as const, 'reverse' as const),
  }),
  fc.record({ do: fc.constant('refund' as const), row, txamt, pending: fc.boolean() }),
  fc.record({
    do: fc.constant('settle' as const),
    row,
    call: fc.constantFrom('complete_refund' as const, 'fail_refund' as const),
  }),
  fc.record({
    do: fc.constant('hold' as const),
    row,
    txamt,
    call: fc.constantFrom('capture' as const, 'unfreeze' as const),
  }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 40 }) }),
);

/** Up to 60 things to do. */
export const randomMoves: fc.Arbitrary<Move[]> = fc.array(move, { maxLength: 60, size: 'max' });

/** The command of a move, given the rows there are; `undefined` while there is none to choose. */
export function commandOf(
  move: Exclude<Move, { do: 'wait' }>,
  index: number,
  { book }: OpenBook,
): Command | undefined {
  const out_trade_no = `N-${index}`;
  const txdtm = '2026-01-01 10:00:00';
  if (move.do === 'pay') {
    const { txamt, pay_type, code, hold } = move;
    const auth_code = `28000000${String(index).padStart(6, '0')}${code}`;
    return {
      type: 'create_payment',
      app_code: APP_CODE,
      out_trade_no,
      pay_type,
      txamt,
      txcurrcd: 'HKD',
      txdtm,
      ...(pay_type === '800208' ? { auth_code } : {}),
      ...(pay_type === '802801' && hold ? { preauth: true as const } : {}),
    };
  }
  const rows = [...book.transactions.values()];
  const chosen = rows[move.row % Math.max(rows.length, 1)];
  if (chosen === undefined) return undefined;
  const { syssn } = chosen;
  switch (move.do) {
    case 'repeat': {
      const { pay_type, txamt, txcurrcd, out_trade_no } = chosen;
      const again = { out_trade_no, pay_type, txamt, txcurrcd, txdtm };
      return { type: 'create_payment', app_code: APP_CODE, ...again };
    }
    case 'refund': {
      const { txamt, pending } = move;
      return {
        type: 'create_refund',
        app_code: APP_CODE,
        syssn,
        out_trade_no,
        txamt,
        txdtm,
        pending,
      };
    }
    case 'hold':
      return { type: move.call, app_code: APP_CODE, syssn, txamt: move.txamt };
    case 'cancel':
      return { type: move.call, app_code: APP_CODE, syssn };
    case 'customer':
    case 'settle':
      return { type: move.call, syssn };
  }
}

/** The commands that a sequence of moves leads to while time stands still. */
export function commandsOf(moves: readonly Move[]): Command[] {
  const open = openBook();
  const commands: Command[] = [];
  for (const [index, move] of moves.entries()) {
    const command = move.do === 'wait' ? undefined : commandOf(move, index, open);
    if (command === undefined) continue;
    commands.push(command);
    open.run(command);
  }
  return commands;
}
