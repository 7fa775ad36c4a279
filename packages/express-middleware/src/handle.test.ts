import { once } from 'node:events';
import { connect } from 'node:net';
import express from 'express';
import { describe, expect, it } from 'vitest';
import type { Inbox } from './inbox.ts';
import { memoryInbox } from './memory-inbox.ts';
import { MiddlewareError } from './middleware-error.ts';
import { manualClock } from './testing/manual-clock.ts';
import { gateway, openMerchant } from './testing/merchant.ts';

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe('a handler', () => {
  it('that throws is run again by the next delivery', async () => {
    let calls = 0;
    const onPayment = () => {
      calls += 1;
      if (calls === 1) throw new Error('not today');
    };
    const merchant = await openMerchant({ onPayment });
    const payment = gateway.payment();
    expect(await merchant.deliver(payment)).toBe('500 FAIL');
    expect(merchant.problems).toMatchObject([
      { kind: 'handler_failed', error: new Error('not today') },
    ]);
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
    expect(calls).toBe(2);
  });

  it('that hangs is told to stop and answered for with 504; nobody else starts meanwhile', async () => {
    const clock = manualClock();
    const inboxClock = manualClock();
    const { open, opened } = gate();
    const reasons: unknown[] = [];
    const merchant = await openMerchant({
      clock,
      inbox: memoryInbox({ clock: inboxClock }),
      onPayment: async (_event, { signal }) => {
        signal.addEventListener('abort', () => reasons.push(signal.reason));
        queueMicrotask(() => clock.advance(10_000));
        await opened;
      },
    });
    const payment = gateway.payment();
    expect(await merchant.deliver(payment)).toBe('504 FAIL');
    expect(reasons).toMatchObject([{ code: 'ERR_QF_TIME_LIMIT' }]);
    const second = merchant.deliver(payment);
    await inboxClock.someoneWaits();
    inboxClock.advance(1_500);
    expect(await second).toBe('503 FAIL');
    open();
    await merchant.middleware.drain();
    expect(merchant.middleware.counts()).toEqual({ handler_timeout: 1, busy: 1 });
  });

  it('has all of its context in a copy of it, the signal too', async () => {
    const copies: unknown[] = [];
    const merchant = await openMerchant({
      onPayment: (_event, context) => copies.push({ ...context }),
    });
    expect(await merchant.deliver(gateway.payment())).toBe('200 SUCCESS');
    expect(copies).toEqual([
      {
        tx: undefined,
        key: expect.stringMatching(/^[0-9a-f]{64}$/),
        account: 'default',
        late: false,
        fence: undefined,
        signal: expect.any(AbortSignal),
      },
    ]);
  });

  it('that ends after its time is remembered', async () => {
    const clock = manualClock();
    const { open, opened } = gate();
    const merchant = await openMerchant({
      clock,
      onPayment: async () => {
        queueMicrotask(() => clock.advance(10_000));
        await opened;
      },
    });
    const payment = gateway.payment();
    expect(await merchant.deliver(payment)).toBe('504 FAIL');
    open();
    expect(await merchant.deliver(payment)).toBe('200 SUCCESS');
  });

  it('gets one key for all deliveries of an event, and another for another event', async () => {
    const keys: string[] = [];
    const onPayment = (_event: unknown, { key }: { key: string }) => {
      keys.push(key);
      if (keys.length < 3) throw new Error('again');
    };
    const merchant = await openMerchant({ onPayment });
    const payment = gateway.payment();
    for (const each of [payment, payment, gateway.payment()]) await merchant.deliver(each);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it('is finished when the sender hangs up, and its effect is remembered', async () => {
    const { open, opened } = gate();
    const started = gate();
    let calls = 0;
    const onPayment = async () => {
      calls += 1;
      started.open();
      await opened;
    };
    const merchant = await openMerchant({ onPayment });
    const { body, headers } = gateway.payment();
    const socket = connect(merchant.port, '127.0.0.1');
    await once(socket, 'connect');
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(
      `POST /notify HTTP/1.1\r\nHost: a\r\n${lines.join('')}Content-Length: ${body.length}\r\n\r\n${body}`,
    );
    await started.opened;
    socket.destroy();
    open();
    expect(await merchant.deliver({ body, headers })).toBe('200 SUCCESS');
    expect(calls).toBe(1);
  });

  it('has its effect even where somebody else has answered', async () => {
    const app = express().use((_request, response, next) => {
      response.status(202).send('elsewhere');
      next();
    });
    const merchant = await openMerchant({}, app);
    const payment = gateway.payment();
    expect(await merchant.deliver(payment)).toBe('202 elsewhere');
    await merchant.middleware.drain();
    expect(merchant.effects).toHaveLength(1);
  });
});

describe('an inbox', () => {
  const broken = (overrides: Partial<Inbox>): Inbox => {
    const inbox = memoryInbox();
    return {
      peek: (record) => inbox.peek(record),
      run: (record, work, limits) => inbox.run(record, work, limits),
      setAside: () => inbox.setAside({} as never, '', new Uint8Array()),
      ...overrides,
    };
  };
  const down = async () => {
    throw new Error('connection refused');
  };

  it.each([
    ['peek', broken({ peek: down })],
    ['run', broken({ run: down })],
    [
      'run, at once',
      broken({
        run: () => {
          throw new Error('connection refused');
        },
      }),
    ],
  ])('that cannot be asked (%s) means 503', async (_, inbox) => {
    const merchant = await openMerchant({ inbox });
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
    expect(merchant.problems).toMatchObject([
      { kind: 'inbox_unreachable', error: new Error('connection refused') },
    ]);
    expect(merchant.effects).toEqual([]);
  });

  it('that cannot set aside means 503', async () => {
    const merchant = await openMerchant({
      inbox: broken({ setAside: down }),
      expect: () => ({ txamt: 1, txcurrcd: 'HKD' }),
    });
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
  });

  it('that hangs before the handler means 503, and the handler does not start later', async () => {
    const clock = manualClock();
    const { open, opened } = gate();
    const inner = memoryInbox();
    const inbox = broken({
      run: async (record, work, limits) => {
        queueMicrotask(() => clock.advance(4_500));
        await opened;
        return inner.run(record, work, limits);
      },
    });
    const merchant = await openMerchant({ inbox, clock });
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
    open();
    await merchant.middleware.drain();
    expect(merchant.effects).toEqual([]);
  });

  it('whose commit fails means 500: only the next delivery knows', async () => {
    const inbox = broken({
      run: async (_record, work) => {
        await work({ tx: undefined });
        throw new Error('connection lost in COMMIT');
      },
    });
    const merchant = await openMerchant({ inbox });
    expect(await merchant.deliver(gateway.payment())).toBe('500 FAIL');
    expect(merchant.problems).toMatchObject([{ kind: 'commit_unknown' }]);
  });

  it('that loses its claim means 500', async () => {
    const inbox = broken({
      run: async (_record, work) => {
        await work({ tx: undefined });
        throw new MiddlewareError('ERR_QF_LEASE_LOST', 'Taken over.');
      },
    });
    const merchant = await openMerchant({ inbox });
    expect(await merchant.deliver(gateway.payment())).toBe('500 FAIL');
    expect(merchant.problems).toMatchObject([{ kind: 'lease_lost' }]);
  });
});

describe('onProblem', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('pager down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('pager down'))],
  ])('that %s changes no answer', async (_, onProblem) => {
    const merchant = await openMerchant({ onProblem, expect: () => undefined });
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
  });

  it('that is missing is replaced by a process warning', async () => {
    const merchant = await openMerchant({
      onProblem: undefined,
      onPayment: () => {
        throw new Error('no stock');
      },
    });
    const warned = once(process, 'warning');
    await merchant.deliver(gateway.payment());
    const [warning] = await warned;
    expect(warning).toMatchObject({ name: 'QFPayNotification', code: 'handler_failed' });
    expect(warning.message).toContain('no stock');
    expect(warning.message).not.toContain('NOT-REAL');
  });
});

describe('drain', () => {
  it('refuses new deliveries and waits for those in work', async () => {
    const { open, opened } = gate();
    const started = gate();
    const clock = manualClock();
    const merchant = await openMerchant({
      clock,
      onPayment: async () => {
        started.open();
        await opened;
      },
    });
    const inWork = merchant.deliver(gateway.payment());
    await started.opened;
    const drained = merchant.middleware.drain();
    expect(await merchant.deliver(gateway.payment())).toBe('503 FAIL');
    open();
    await drained;
    expect(await inWork).toBe('200 SUCCESS');
    // A timer that is left would keep the process from ending.
    expect(clock.waiting).toBe(0);
  });

  it('tells handlers to stop when its own time is over', async () => {
    const clock = manualClock();
    const started = gate();
    const merchant = await openMerchant({
      clock,
      onPayment: async (_event, { signal }) => {
        started.open();
        await new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      },
    });
    const inWork = merchant.deliver(gateway.payment());
    await started.opened;
    const drained = merchant.middleware.drain(5_000);
    clock.advance(5_000);
    await drained;
    expect(await inWork).toBe('500 FAIL');
    expect(merchant.problems).toMatchObject([{ error: { code: 'ERR_QF_DRAINING' } }]);
  });
});
