import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { durable } from './durable.ts';
import type { Inbox } from './inbox.ts';
import { memoryInbox } from './memory-inbox.ts';
import type { SignedNotification } from './notification-kit.ts';
import { manualClock } from './testing/manual-clock.ts';
import { gateway, openMerchant } from './testing/merchant.ts';

/**
 * What can happen to a receiver, one test for each fault, all over real sockets. The numbers are those of the list
 * that this package was designed from; those that need a database are in `receiver-faults.servers.test.ts`.
 */

/** An inbox that can set events aside, as the durable ones do. */
function keepingInbox(aside: string[]): Inbox {
  const inbox = memoryInbox();
  return {
    peek: (record) => inbox.peek(record),
    run: (record, work, limits) => inbox.run(record, work, limits),
    setAside: async (_record, reason) => {
      aside.push(reason);
      return { state: 'set_aside', durable: durable() };
    },
  };
}

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

/** Writes a delivery, or the beginning of one, on a socket of its own. */
async function written(port: number, { body, headers }: SignedNotification, part = body) {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  await once(socket, 'connect');
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body) });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`POST /notify HTTP/1.1\r\nHost: a\r\n${head}\r\n${part}`);
  return socket;
}

describe('what comes in', () => {
  it('R1: a body that a parser has read is 500 with the fix, and kept bytes are taken', async () => {
    const parsed = await openMerchant({}, express().use(express.json()));
    const payment = gateway.payment();
    expect(await parsed.deliver(payment)).toMatch(/^500 FAIL\nERR_QF_BODY_CONSUMED.*express\.json/);
    expect([parsed.effects, parsed.problems]).toMatchObject([[], [{ kind: 'body_consumed' }]]);
    const kept = await openMerchant({}, express().use(express.raw({ type: () => true })));
    expect(await kept.deliver(payment)).toBe('200 SUCCESS');
  });

  it('R2: another method is 405, a compressed body and a multipart one 415', async () => {
    const { url, effects } = await openMerchant();
    const { body, headers } = gateway.payment();
    const statusOf = async (more: object) =>
      (await fetch(url, { method: 'POST', body, headers, ...more })).status;
    expect(await statusOf({ method: 'PUT' })).toBe(405);
    const gzip = { ...headers, 'content-encoding': 'gzip' };
    expect(await statusOf({ headers: gzip, body: gzipSync(body) })).toBe(415);
    expect(await statusOf({ headers: { ...headers, 'content-type': 'multipart/mixed' } })).toBe(
      415,
    );
    expect(effects).toEqual([]);
  });

  it('R3: a body that is too large is 413, one that is too slow 408, one that breaks off has no effect', async () => {
    const clock = manualClock();
    const merchant = await openMerchant({ clock, maxBody: 2_000 });
    const payment = gateway.payment();
    const large = gateway.payment({ goods_name: 'x'.repeat(2_000) });
    expect(await merchant.deliver(large)).toBe('413 FAIL');
    const slow = await written(merchant.port, payment, payment.body.slice(0, 9));
    await clock.someoneWaits();
    clock.advance(10_000);
    expect(String((await once(slow, 'data'))[0])).toMatch(/^HTTP\/1\.1 408 /);
    const broken = await written(merchant.port, payment, payment.body.slice(0, 9));
    await clock.someoneWaits();
    broken.destroy();
    await expect.poll(() => merchant.middleware.counts()).toMatchObject({ aborted: 1 });
    expect(merchant.effects).toEqual([]);
  });

  it('R4: a signature that is missing or wrong is 401, with nothing said', async () => {
    const merchant = await openMerchant();
    const { body, headers } = gateway.payment();
    const wrong = { ...headers, 'X-QF-SIGN': '0'.repeat(32) };
    expect(await merchant.deliver({ body, headers: {} })).toBe('401 FAIL');
    expect(await merchant.deliver({ body, headers: wrong })).toBe('401 FAIL');
    expect([merchant.effects, merchant.problems]).toEqual([[], []]);
  });

  it('R5: something genuine that cannot be read is 422, and people are told', async () => {
    const merchant = await openMerchant();
    const bodies = [
      '{"notify_type": "payment",}',
      '{"notify_type": "payment"}',
      '{"respcd": "1103"}',
    ];
    for (const body of bodies) {
      expect(await merchant.deliver({ body, headers: gateway.sign(body) })).toBe('422 FAIL');
    }
    expect(merchant.problems).toMatchObject(Array(3).fill({ kind: 'unreadable' }));
  });

  it('R6: new fields pass through; a kind that nobody knows goes to onOther, else to people', async () => {
    const aside: string[] = [];
    const told = await openMerchant();
    await told.deliver(gateway.payment({ a_new_field: 'x' }));
    await told.deliver(gateway.other());
    expect(told.effects).toMatchObject(
      [/^payment /, /^other /].map((text) => expect.stringMatching(text)),
    );
    const kept = await openMerchant({ onOther: undefined, inbox: keepingInbox(aside) });
    expect(await kept.deliver(gateway.other())).toBe('200 SUCCESS');
    const memory = await openMerchant({ onOther: undefined });
    expect(await memory.deliver(gateway.other())).toBe('500 FAIL');
    expect([aside, kept.problems]).toMatchObject([['unhandled'], [{ kind: 'set_aside' }]]);
  });
});

describe('what comes again', () => {
  it('R8: a duplicate is SUCCESS, and not handled', async () => {
    const merchant = await openMerchant();
    const payment = gateway.payment();
    for (let time = 0; time < 8; time += 1) {
      expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    }
    expect(merchant.effects).toHaveLength(1);
    expect(merchant.middleware.counts()).toEqual({ done: 1, duplicate: 7 });
  });

  it('R10: the same event with another amount is 409, another spelling of it a duplicate', async () => {
    const merchant = await openMerchant({ expect: 'unchecked' });
    const { body, fields } = gateway.payment();
    const again = (text: string) => merchant.deliver({ body: text, headers: gateway.sign(text) });
    expect(await again(body)).toBe('200 SUCCESS');
    expect(await again(JSON.stringify(fields))).toBe('200 SUCCESS');
    expect(await again(JSON.stringify({ ...fields, txamt: '1' }))).toBe('409 FAIL');
    expect([merchant.effects.length, merchant.problems]).toMatchObject([1, [{ kind: 'conflict' }]]);
  });

  it('R12: an order that is not there yet is 503, until it is', async () => {
    const orders = new Set<string>();
    const merchant = await openMerchant({
      expect: ({ out_trade_no }) =>
        orders.has(out_trade_no) ? { txamt: 1234, txcurrcd: 'HKD' } : undefined,
    });
    const payment = gateway.payment({ out_trade_no: 'EARLY' });
    expect(await merchant.deliver(payment)).toBe('503 FAIL');
    orders.add('EARLY');
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect(merchant.effects).toHaveLength(1);
  });

  it('R25: eight deliveries that all fail keep nothing out that comes later', async () => {
    // To find the payments that no delivery told of, qf.reconcile() compares a day with the books.
    let isUp = false;
    const inbox = memoryInbox();
    const down: Inbox = {
      ...keepingInbox([]),
      peek: (record) => (isUp ? inbox.peek(record) : Promise.reject(new Error('down'))),
    };
    const merchant = await openMerchant({ inbox: down });
    const payment = gateway.payment();
    for (let time = 0; time < 8; time += 1) {
      expect(await merchant.deliver(payment)).toBe('503 FAIL');
    }
    isUp = true;
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect(merchant.effects).toHaveLength(1);
  });
});

describe('what an event says', () => {
  it('R20: a payment of an order that was closed is handled, as late', async () => {
    const seen: unknown[] = [];
    const merchant = await openMerchant({
      expect: () => ({ txamt: 1234, txcurrcd: 'HKD', closed: true }),
      onPayment: ({ syssn }, { late }) => seen.push({ syssn, late }),
    });
    const payment = gateway.payment();
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect(seen).toEqual([{ syssn: payment.fields['syssn'], late: true }]);
  });

  it('R21: a refund may come before its payment; each is handled once', async () => {
    const merchant = await openMerchant();
    const numbers = { syssn: 'S1', out_trade_no: 'A' };
    for (const each of [
      gateway.refund(numbers),
      gateway.payment(numbers),
      gateway.refund(numbers),
    ]) {
      expect(await merchant.deliver(each)).toBe('200 SUCCESS');
    }
    expect(merchant.effects).toEqual(['refund S1', 'payment S1']);
  });

  it('R22: a payment that was cancelled is no payment, and no duplicate of the one that it was', async () => {
    const merchant = await openMerchant();
    for (const cancel of ['0', '1', '2', '3', '5']) {
      expect(await merchant.deliver(gateway.payment({ syssn: 'S1', cancel }))).toBe('200 SUCCESS');
    }
    expect(merchant.effects).toEqual(['payment S1', ...Array(4).fill('other S1')]);
  });
});

describe('what happens meanwhile', () => {
  it('R23: a sender that hangs up changes nothing: the effect is remembered', async () => {
    const [started, finish] = [gate(), gate()];
    let calls = 0;
    const merchant = await openMerchant({
      onPayment: async () => {
        calls += 1;
        started.open();
        await finish.opened;
      },
    });
    const payment = gateway.payment();
    const socket = await written(merchant.port, payment);
    await started.opened;
    socket.destroy();
    finish.open();
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect(calls).toBe(1);
  });

  it('R24: a shutdown refuses what comes, waits for what works, then stops it and starts nothing', async () => {
    const clock = manualClock();
    const [reading, asking, working] = [gate(), gate(), gate()];
    const started: string[] = [];
    const merchant = await openMerchant({
      clock,
      expect: async ({ out_trade_no }) => {
        if (out_trade_no === 'ASKED') {
          asking.open();
          await reading.opened;
        }
        return { txamt: 1234, txcurrcd: 'HKD' };
      },
      onPayment: ({ out_trade_no }, { signal }) => {
        started.push(out_trade_no);
        working.open();
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      },
    });
    const works = merchant.deliver(gateway.payment({ out_trade_no: 'WORKS' }));
    await working.opened;
    const asked = merchant.deliver(gateway.payment({ out_trade_no: 'ASKED' }));
    await asking.opened;
    const late = gateway.payment({ out_trade_no: 'READ' });
    const socket = await written(merchant.port, late, late.body.slice(0, 9));
    await expect.poll(() => clock.waiting).toBe(3);
    const drained = merchant.middleware.drain(100);
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
    clock.advance(100);
    expect(await works).toBe('500 FAIL');
    await expect.poll(() => clock.waiting).toBe(3);
    clock.advance(1_000);
    await drained;
    reading.open();
    socket.write(late.body.slice(9));
    expect(await asked).toBe('503 FAIL');
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 503 /);
    expect([started, merchant.middleware.counts()]).toEqual([
      ['WORKS'],
      { handler_failed: 1, draining: 3 },
    ]);
  });

  it('R26: an answer that somebody else has sent stands, and so does the effect', async () => {
    const app = express().use((_request, response, next) => {
      response.status(202).send('elsewhere');
      next();
    });
    const merchant = await openMerchant({}, app);
    const payment = gateway.payment();
    expect(await merchant.deliver(payment)).toBe('202 elsewhere');
    await merchant.middleware.drain();
    expect(merchant.effects).toEqual([`payment ${payment.fields['syssn']}`]);
  });
});
