import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOrderTable } from './open-order-table.ts';
import type { NewOrder } from './order.ts';
import type { OrderTable } from './order-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'qf-shop-'));
let count = 0;
let file: string | undefined;
let orders: OrderTable;
let now = 1000;

const EVENT = { key: 'k', fingerprint: 'f', reason: null, body: null };
const DONE = { text: 'Done.', tone: 'good' } as const;

function order(out_trade_no: string, more: Partial<NewOrder> = {}): NewOrder {
  return {
    out_trade_no,
    form_key: `form of ${out_trade_no}`,
    lines: [{ id: 'jasmine', name: 'Jasmine pearls', quantity: 1, price: 1000 }],
    txamt: 1000,
    txcurrcd: 'HKD',
    pay_type: '801514',
    txdtm: '2026-01-01 10:00:00',
    ...more,
  };
}

function refund(order_no: string, txamt: number, count: number) {
  return {
    order_no,
    txamt,
    out_trade_no: `${order_no}-R${count}`,
    txdtm: '2026-01-01 11:00:00',
  };
}

function addPaid(out_trade_no: string): void {
  orders.add(order(out_trade_no));
  orders.record(out_trade_no, { status: 'paid', syssn: '1' }, DONE);
}

describe.each(['memory', 'file'] as const)('order table in %s', (place) => {
  beforeEach(() => {
    count += 1;
    file = place === 'file' ? join(folder, 'deep', `${count}.db`) : undefined;
    orders = openOrderTable({ file, now: () => now });
  });
  afterEach(() => {
    orders.close();
    if (place === 'file') rmSync(folder, { recursive: true, force: true });
  });

  it('writes an order down before anything is known about it', () => {
    expect(orders.add(order('A')).isNew).toBe(true);
    expect(orders.find('A')).toMatchObject({ ...order('A'), status: 'sending', syssn: null });
    expect(orders.openOrders().map(({ out_trade_no }) => out_trade_no)).toEqual(['A']);
  });

  it('finds the first order when the same form is sent again', () => {
    orders.add(order('A'));
    const again = orders.add(order('B', { form_key: 'form of A' }));
    expect(again).toMatchObject({ isNew: false, order: { out_trade_no: 'A' } });
    expect(orders.find('B')).toBeUndefined();
  });

  it('lists the newest first', () => {
    for (const number of ['A', 'B', 'C']) {
      now += 1;
      orders.add(order(number));
    }
    expect(orders.list(2).map(({ out_trade_no }) => out_trade_no)).toEqual(['C', 'B']);
  });

  it('notes a step only when something changed', () => {
    addPaid('A');
    const steps = orders.stepsOf('A');
    orders.record('A', { status: 'paid', syssn: '1' }, { text: 'Again.', tone: 'good' });
    orders.record('A', { status: 'unknown' }, { text: 'Lost.', tone: 'bad' });
    expect(orders.stepsOf('A')).toEqual(steps);
    expect(steps.at(-1)).toMatchObject(DONE);
  });

  it('has a version that differs after every change', () => {
    expect(orders.versionOf('A')).toBe('');
    orders.add(order('A'));
    const versions = [orders.versionOf('A')];
    const changed = (change: () => void) => {
      change();
      versions.push(orders.versionOf('A'));
    };
    changed(() => orders.record('A', { status: 'paid', syssn: '1' }, DONE));
    changed(() => orders.addRefund(refund('A', 1, 1)));
    changed(() => orders.recordRefund('A-R1', 'refunded', null));
    changed(() => orders.tell('A', DONE));
    changed(() =>
      orders.addDelivery({ out_trade_no: 'A', order_no: 'A', http_status: 200, ...DONE }),
    );
    expect(new Set(versions).size).toBe(6);
  });

  it('refunds in parts, up to what was paid', () => {
    addPaid('A');
    expect(orders.addRefund(refund('A', 400, 1))).toMatchObject({
      kind: 'added',
      refund: { out_trade_no: 'A-R1', status: 'sending' },
    });
    orders.recordRefund('A-R1', 'refunded', null);
    expect(orders.find('A')).toMatchObject({ status: 'partially_refunded', refunded: 400 });
    expect(orders.addRefund(refund('A', 601, 2))).toEqual({ kind: 'refused', why: 'too_much' });
    expect(orders.addRefund(refund('A', 600, 2)).kind).toBe('added');
    orders.recordRefund('A-R2', 'refunded', null);
    expect(orders.find('A')).toMatchObject({ status: 'refunded', refunded: 1000 });
    expect(orders.addRefund(refund('A', 1, 3))).toEqual({ kind: 'refused', why: 'nothing' });
  });

  it('finds the first refund when the same form is sent again', () => {
    addPaid('A');
    orders.addRefund(refund('A', 400, 1));
    expect(orders.addRefund(refund('A', 400, 1))).toMatchObject({
      kind: 'known',
      refund: { out_trade_no: 'A-R1' },
    });
    orders.recordRefund('A-R1', 'refunded', null);
    expect(orders.addRefund(refund('A', 400, 1)).kind).toBe('known');
    expect(orders.refundsOf('A')).toHaveLength(1);
  });

  it('refuses a form that is older than the books', () => {
    addPaid('A');
    expect(orders.nextRefundNumber('A')).toBe('A-R1');
    expect(orders.addRefund(refund('A', 1, 2))).toEqual({ kind: 'refused', why: 'stale' });
  });

  it.each(['sending', 'pending', 'unknown'] as const)(
    'makes no refund while another one is %s',
    (status) => {
      addPaid('A');
      orders.addRefund(refund('A', 400, 1));
      orders.recordRefund('A-R1', status, null);
      expect(orders.addRefund(refund('A', 400, 2))).toEqual({
        kind: 'refused',
        why: 'one_is_open',
      });
      orders.recordRefund('A-R1', 'failed', 'no');
      expect(orders.addRefund(refund('A', 400, 2))).toMatchObject({
        kind: 'added',
        refund: { out_trade_no: 'A-R2' },
      });
    },
  );

  it('refunds nothing of an order that is not paid or not there', () => {
    orders.add(order('A'));
    for (const number of ['A', 'nothing']) {
      expect(orders.addRefund(refund(number, 1, 1))).toEqual({
        kind: 'refused',
        why: 'not_paid',
      });
    }
  });

  it('keeps a refund that is done, and believes one that was thought to have failed', () => {
    addPaid('A');
    orders.addRefund(refund('A', 400, 1));
    orders.recordRefund('A-R1', 'failed', 'no');
    orders.recordRefund('A-R1', 'unknown', null);
    expect(orders.findRefund('A-R1')?.status).toBe('failed');
    orders.recordRefund('A-R1', 'refunded', null);
    orders.recordRefund('A-R1', 'failed', 'no');
    expect(orders.findRefund('A-R1')?.status).toBe('refunded');
    expect(orders.find('A')?.refunded).toBe(400);
  });

  it('runs the effects of an event once, and not at all when one of them throws', () => {
    addPaid('A');
    const half = () => orders.tell('A', { text: 'half', tone: 'bad' });
    const refuse = () => {
      throw new Error('disk full');
    };
    expect(() => orders.settle(EVENT, [half, refuse])).toThrow('disk full');
    expect(orders.stepsOf('A').map(({ text }) => text)).not.toContain('half');
    expect(orders.event('k')).toBeUndefined();
    let runs = 0;
    const effect = () => {
      runs += 1;
    };
    expect([orders.settle(EVENT, [effect]), orders.settle(EVENT, [effect])]).toEqual([true, false]);
    expect(runs).toBe(1);
    expect(orders.event('k')).toMatchObject(EVENT);
  });

  it('keeps notifications, of one order or all', () => {
    addPaid('A');
    orders.addDelivery({ out_trade_no: 'A', order_no: 'A', http_status: 200, ...DONE });
    orders.addDelivery({ out_trade_no: null, order_no: null, http_status: 401, ...DONE });
    expect(orders.deliveries(10).map(({ http_status }) => http_status)).toEqual([401, 200]);
    expect(orders.deliveries(10, 'A')).toMatchObject([{ out_trade_no: 'A' }]);
  });
});

it('carries on where the file ends', () => {
  file = join(folder, 'kept.db');
  orders = openOrderTable({ file, now: () => now });
  addPaid('A');
  orders.addRefund(refund('A', 400, 1));
  orders.settle(EVENT);
  orders.close();
  orders = openOrderTable({ file, now: () => now });
  expect(orders.find('A')).toMatchObject({ ...order('A'), status: 'paid', syssn: '1' });
  expect(orders.openRefunds()).toMatchObject([{ out_trade_no: 'A-R1' }]);
  expect(orders.settle(EVENT)).toBe(false);
  orders.close();
  rmSync(folder, { recursive: true, force: true });
});
