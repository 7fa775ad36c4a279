import { inspect } from 'node:util';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IoRedisClient, NodeRedisClient } from './redis-commands.ts';
import { redisInbox } from './redis-inbox.ts';
import { inboxContract, limits, newRecord } from './testing/inbox-contract.ts';
import { manualClock } from './testing/manual-clock.ts';
import { REDIS, startRedis } from './testing/redis-server.ts';
import { describeWith, type TestServer } from './testing/server-process.ts';

describeWith(REDIS, 'redisInbox on a real Redis', () => {
  let server: TestServer;
  let node: NodeRedisClient & { destroy(): void };
  let io: Redis;

  beforeAll(async () => {
    server = await startRedis();
    node = (await createClient({ url: server.url }).connect()) as never;
    io = new Redis(server.url);
  });
  afterAll(async () => {
    node.destroy();
    io.disconnect();
    await server.stop();
  });

  describe('with node-redis', () => {
    inboxContract(() => ({ inbox: redisInbox(node), other: redisInbox(node), isDurable: true }));
  });

  describe('with ioredis', () => {
    inboxContract(() => ({ inbox: redisInbox(io), other: redisInbox(node), isDurable: true }));
  });

  const field = (key: string, name: string) => io.hget(`qf:inbox:${key}`, name);

  it('gives every attempt a higher fence', async () => {
    const inbox = redisInbox(io);
    const record = newRecord();
    const fences: (number | undefined)[] = [];
    for (const outcome of ['fails', 'fails', 'works']) {
      const work = async ({ fence }: { fence?: number | undefined }) => {
        fences.push(fence);
        if (outcome === 'fails') throw new Error('again');
      };
      await inbox.run(record, work, limits()).catch(() => {});
    }
    const [first = 0] = fences;
    expect(fences).toEqual([first, first + 1, first + 2]);
  });

  it('hands a dead process’s event on when its lease has run out, and not before', async () => {
    const inbox = redisInbox(io);
    const record = newRecord();
    const dead = redisInbox(node, { lease: 400, clock: manualClock() });
    const never = dead.run(record, () => new Promise(() => {}), limits());
    never.catch(() => {});
    await expect.poll(() => field(record.key, 'state')).toBe('working');
    expect(await inbox.run(record, async () => {}, limits({ busyWait: 0 }))).toEqual({
      state: 'busy',
    });
    expect(await inbox.run(record, async () => {}, limits({ busyWait: 5_000 }))).toMatchObject({
      state: 'done',
    });
  });

  it('hands a dead process’s event on with whatever content it comes again', async () => {
    const inbox = redisInbox(io);
    const record = newRecord();
    const dead = redisInbox(node, { lease: 200, clock: manualClock() });
    dead.run(record, () => new Promise(() => {}), limits()).catch(() => {});
    await expect.poll(() => field(record.key, 'state')).toBe('working');
    const changed = { ...record, fingerprint: 'f'.repeat(64) };
    await expect.poll(() => inbox.peek(changed)).toBeUndefined();
    expect(await inbox.run(changed, async () => {}, limits())).toMatchObject({ state: 'done' });
    expect(await inbox.peek(record)).toEqual({ state: 'conflict' });
  });

  it('does not let an old holder complete what somebody else has taken over', async () => {
    const clock = manualClock();
    const old = redisInbox(node, { lease: 50, clock });
    const record = newRecord();
    let taken: unknown;
    const running = old.run(
      record,
      async () => {
        taken = await redisInbox(io).run(record, async () => {}, limits({ busyWait: 5_000 }));
      },
      limits(),
    );
    await expect(running).rejects.toMatchObject({ code: 'ERR_QF_LEASE_LOST' });
    expect(taken).toMatchObject({ state: 'done' });
  });

  it('takes the claim from a holder of which the server has forgotten everything', async () => {
    const inbox = redisInbox(io);
    const record = newRecord();
    const fences: (number | undefined)[] = [];
    const running = inbox.run(
      record,
      async ({ fence }) => {
        fences.push(fence);
        await io.del(`qf:inbox:${record.key}`);
        const other = await redisInbox(node).run(
          record,
          async ({ fence: later }) => {
            fences.push(later);
          },
          limits(),
        );
        expect(other).toMatchObject({ state: 'done' });
      },
      limits(),
    );
    await expect(running).rejects.toMatchObject({ code: 'ERR_QF_LEASE_LOST' });
    const [first = 0, second = 0] = fences;
    expect(second).toBeGreaterThan(first);
  });

  describe('what is done, while Redis is away for a moment', () => {
    /** A client whose answers to one script are lost, before or after it has run, until `isUp`. */
    const away = (when: 'before' | 'after') => {
      const clock = manualClock();
      const state = { isUp: false, asked: 0 };
      const client: IoRedisClient = {
        call: async (command, ...args) => {
          const isLost = !state.isUp && String(args[0]).includes("'state', 'done'");
          if (!isLost) return io.call(command, ...args);
          state.asked += 1;
          if (when === 'after') await io.call(command, ...args);
          throw new Error('away');
        },
      };
      return { clock, state, inbox: redisInbox(client, { clock, lease: 30_000 }) };
    };

    it.each(['before', 'after'] as const)(
      'is remembered as soon as it is back (lost %s the step)',
      async (when) => {
        const { clock, state, inbox } = away(when);
        const record = newRecord();
        let effects = 0;
        const running = inbox.run(
          record,
          async () => {
            effects += 1;
          },
          limits(),
        );
        await expect.poll(() => [state.asked, clock.waiting]).toEqual([1, 1]);
        state.isUp = true;
        clock.advance(500);
        expect(await running).toMatchObject({ state: 'done' });
        expect(await inbox.peek(record)).toMatchObject({ state: 'duplicate' });
        expect([effects, clock.waiting]).toEqual([1, 0]);
      },
    );

    it('is remembered where the server has lost the claim, and nobody has taken it over', async () => {
      const inbox = redisInbox(io);
      const record = newRecord();
      const work = async () => {
        await io.del(`qf:inbox:${record.key}`);
      };
      expect(await inbox.run(record, work, limits())).toMatchObject({ state: 'done' });
      expect(await inbox.peek(record)).toMatchObject({ state: 'duplicate' });
      const changed = { ...record, fingerprint: 'f'.repeat(64) };
      expect(await inbox.peek(changed)).toEqual({ state: 'conflict' });
      expect(await io.pttl(`qf:inbox:${record.key}`)).toBeGreaterThan(0);
    });

    it('is given up when the lease may have run out', async () => {
      const { clock, state, inbox } = away('before');
      const running = inbox.run(newRecord(), async () => {}, limits());
      running.catch(() => {});
      await expect.poll(() => [state.asked, clock.waiting]).toEqual([1, 1]);
      clock.advance(30_000);
      await expect(running).rejects.toThrow('away');
      expect([state.asked, clock.waiting]).toEqual([2, 0]);
    });
  });

  describe('where Redis does not answer', () => {
    /** A client whose first word that leads to `state` is never answered. */
    const silent = (state: 'done' | 'failed') => {
      const clock = manualClock();
      const seen = { asked: 0 };
      const client: IoRedisClient = {
        call: (command, ...args) => {
          if (!String(args[0]).includes(`'state', '${state}'`)) return io.call(command, ...args);
          seen.asked += 1;
          return seen.asked === 1 ? new Promise(() => {}) : io.call(command, ...args);
        },
      };
      return { clock, seen, inbox: redisInbox(client, { clock, lease: 30_000 }) };
    };

    it('is asked again to remember what is done', async () => {
      const { clock, seen, inbox } = silent('done');
      const record = newRecord();
      const running = inbox.run(record, async () => {}, limits());
      await expect.poll(() => [seen.asked, clock.waiting]).toEqual([1, 1]);
      clock.advance(10_000);
      await expect.poll(() => clock.waiting).toBe(1);
      clock.advance(500);
      expect(await running).toMatchObject({ state: 'done' });
      expect(await inbox.peek(record)).toMatchObject({ state: 'duplicate' });
    });

    it('does not keep a failure from being told', async () => {
      const { clock, seen, inbox } = silent('failed');
      const failing = inbox.run(newRecord(), () => Promise.reject(new Error('no stock')), limits());
      failing.catch(() => {});
      await expect.poll(() => [seen.asked, clock.waiting]).toEqual([1, 1]);
      clock.advance(10_000);
      await expect(failing).rejects.toThrow('no stock');
    });
  });

  it('does not let an old holder release what somebody else has taken over', async () => {
    const old = redisInbox(node, { lease: 50, clock: manualClock() });
    const record = newRecord();
    const running = old.run(
      record,
      async () => {
        await redisInbox(io).run(record, async () => {}, limits({ busyWait: 5_000 }));
        throw new Error('too late');
      },
      limits(),
    );
    await expect(running).rejects.toThrow('too late');
    expect(await field(record.key, 'state')).toBe('done');
  });

  it('keeps its lease alive while it works', async () => {
    const clock = manualClock();
    const inbox = redisInbox(node, { lease: 600, clock });
    const record = newRecord();
    await inbox.run(
      record,
      async () => {
        const before = Number(await field(record.key, 'until'));
        await expect.poll(() => Date.now()).toBeGreaterThan(before - 550);
        clock.advance(200);
        await expect.poll(() => field(record.key, 'until').then(Number)).toBeGreaterThan(before);
      },
      limits(),
    );
  });

  it('tells the handler to stop when its claim is lost', async () => {
    const clock = manualClock();
    const inbox = redisInbox(node, { lease: 600, clock });
    const record = newRecord();
    const stop = new AbortController();
    const running = inbox.run(
      record,
      async () => {
        await io.hincrby(`qf:inbox:${record.key}`, 'fence', 1);
        clock.advance(200);
        await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
      },
      limits({ stop }),
    );
    await expect(running).rejects.toMatchObject({ code: 'ERR_QF_LEASE_LOST' });
    expect(stop.signal.reason).toMatchObject({ code: 'ERR_QF_LEASE_LOST' });
  });

  it('tells the handler to stop when Redis was out of reach for a whole lease', async () => {
    const clock = manualClock();
    let isUp = true;
    const flaky: IoRedisClient = {
      call: (...args) => (isUp ? io.call(...args) : Promise.reject(new Error('down'))),
    };
    const inbox = redisInbox(flaky, { lease: 600, clock });
    const stop = new AbortController();
    const running = inbox.run(
      newRecord(),
      async () => {
        isUp = false;
        for (const _ of [1, 2, 3]) {
          await clock.someoneWaits();
          clock.advance(200);
        }
        await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
        stop.signal.throwIfAborted();
      },
      limits({ stop }),
    );
    await expect(running).rejects.toMatchObject({ code: 'ERR_QF_LEASE_LOST' });
  });

  it('keeps what was set aside, with its reason and its body', async () => {
    const record = newRecord();
    const body = new TextEncoder().encode('{"goods_name":"奶茶"}');
    await redisInbox(io).setAside(record, 'currency', body);
    expect(await io.hgetall(`qf:inbox:${record.key}`)).toMatchObject({
      state: 'set_aside',
      reason: 'currency',
      out_trade_no: 'A-1',
      body: Buffer.from(body).toString('hex'),
    });
  });

  it.each(['ioredis', 'node-redis'])('keeps the body out of its errors, with %s', async (name) => {
    const full = await startRedis('noeviction', ['--maxmemory', '1mb']);
    const clients = {
      io: new Redis(full.url),
      node: await createClient({ url: full.url }).connect(),
    };
    try {
      const fill = async () => {
        for (let n = 0; ; n += 1) await clients.io.set(`fill ${n}`, 'x'.repeat(10_000));
      };
      await expect(fill()).rejects.toThrow('OOM');
      const body = new TextEncoder().encode('{"goods_name":"private matter"}');
      const inbox = redisInbox(name === 'ioredis' ? clients.io : (clients.node as never));
      const error: unknown = await inbox
        .setAside(newRecord(), 'amount', body)
        .catch((each) => each);
      expect(error).toMatchObject({ message: expect.stringMatching(/^OOM command not allowed/) });
      const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
      expect(shown).not.toContain(Buffer.from(body).toString('hex'));
    } finally {
      clients.io.disconnect();
      clients.node.destroy();
      await full.stop();
    }
  });

  it.each([
    { lease: Number.NaN },
    { lease: 0 },
    { lease: -1 },
    { lease: Infinity },
    { lease: '30s' },
    { skipEvictionCheck: 'yes' },
    { leese: 1 },
    { clock: {} },
  ])('refuses %o', (options) => {
    expect(() => redisInbox(io, options as never)).toThrow(
      expect.objectContaining({ code: 'ERR_QF_OPTIONS' }),
    );
  });

  it('remembers for its retention', async () => {
    const record = newRecord();
    const retention = 3 * 86_400_000;
    await redisInbox(io, { retention, prefix: 'shop:' }).run(record, async () => {}, limits());
    const left = await io.pttl(`shop:${record.key}`);
    expect(left).toBeGreaterThan(retention - 60_000);
    expect(left).toBeLessThanOrEqual(retention);
    expect(() => redisInbox(io, { retention: 1 })).toThrow(/48 hours/);
  });

  it('refuses a server that may forget', async () => {
    await io.config('SET', 'maxmemory-policy', 'volatile-lru');
    try {
      await expect(redisInbox(io).check()).rejects.toMatchObject({ code: 'ERR_QF_INBOX_EVICTION' });
      await expect(redisInbox(node).peek(newRecord())).rejects.toThrow(/noeviction/);
      expect(await redisInbox(io, { skipEvictionCheck: true }).peek(newRecord())).toBeUndefined();
    } finally {
      await io.config('SET', 'maxmemory-policy', 'noeviction');
    }
  });
});
