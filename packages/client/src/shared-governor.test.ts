import { spawn } from 'node:child_process';
import { getEventListeners, once } from 'node:events';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { describe, expect, it, vi } from 'vitest';
import { sharedGovernor } from './shared-governor.ts';
import { builtProgram } from './testing/built-program.ts';
import { honest, openHostileGateway } from './testing/hostile-gateway.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { openClient } from './testing/open-client.ts';
import { hasRedis, isContinuousIntegration, startRedis } from './testing/redis-server.ts';

describe('sharedGovernor', () => {
  it('waits as long as the limiter asks', async () => {
    const clock = new ManualClock();
    const refusals = [{ msBeforeNext: 700 }, { msBeforeNext: 300 }];
    const consume = async (key: string) => {
      expect(key).toBe('qfpay');
      const refusal = refusals.shift();
      if (refusal !== undefined) throw refusal;
    };
    const governor = sharedGovernor({ limiters: [{ consume }], clock });
    const turn = governor.acquire(new AbortController().signal);
    await clock.advanceTo(turn, 5_000);
    expect(clock.monotonic()).toBe(1_000);
    expect(clock.pending).toBe(0);
  });

  it('serves a process’s own requests in order', async () => {
    const clock = new ManualClock();
    const limiters = [new RateLimiterMemory({ points: 100, duration: 1 })];
    const governor = sharedGovernor({ limiters, clock });
    const served: number[] = [];
    const { signal } = new AbortController();
    await Promise.all([1, 2, 3].map((n) => governor.acquire(signal).then(() => served.push(n))));
    expect(served).toEqual([1, 2, 3]);
  });

  it('lets a waiting request go, and serves the next one', async () => {
    const clock = new ManualClock();
    let refusing = true;
    const consume = async () => {
      // biome-ignore lint/style/useThrowOnlyError: the limiters refuse with plain objects
      if (refusing) throw { msBeforeNext: 60_000 };
    };
    const governor = sharedGovernor({ limiters: [{ consume }], clock });
    const controller = new AbortController();
    const gone = expect(governor.acquire(controller.signal)).rejects.toThrow('enough');
    const next = governor.acquire(new AbortController().signal);
    await clock.advanceTo(gone, 1_000);
    refusing = false;
    controller.abort(new Error('enough'));
    await gone;
    await next;
    expect(clock.pending).toBe(0);
  });

  it('lets go of a limiter that never answers, and serves the next one', async () => {
    let asked = 0;
    const consume = () => {
      asked += 1;
      return asked === 1 ? new Promise(() => {}) : Promise.resolve();
    };
    const governor = sharedGovernor({ limiters: [{ consume }] });
    const controller = new AbortController();
    const gone = expect(governor.acquire(controller.signal)).rejects.toThrow('enough');
    const next = governor.acquire(new AbortController().signal);
    await vi.waitFor(() => expect(asked).toBe(1));
    controller.abort(new Error('enough'));
    await gone;
    await next;
    expect(asked).toBe(2);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  it('takes no point for a request that was called off before its turn', async () => {
    const consume = () => Promise.reject(new Error('must stay unused'));
    const governor = sharedGovernor({ limiters: [{ consume }] });
    const signal = AbortSignal.abort(new Error('early'));
    await expect(governor.acquire(signal)).rejects.toThrow('early');
  });

  it('fails the call before anything is sent when the store is gone', async () => {
    const gateway = await openHostileGateway();
    const consume = () => Promise.reject(new Error('store gone'));
    const qf = openClient(gateway.url, {
      rateLimit: sharedGovernor({ limiters: [{ consume }] }),
      maxRetries: 0,
    });
    await expect(qf.check()).rejects.toMatchObject({
      code: 'ERR_QF_CONNECTION',
      requestSent: 'no',
      cause: { message: 'store gone' },
    });
    expect(gateway.requests).toHaveLength(0);
    await qf.close();
    await gateway.close();
  });
});

const title = hasRedis
  ? 'two processes that share one Redis'
  : 'two processes that share one Redis (left out: no redis-server on this machine)';

describe.runIf(hasRedis || isContinuousIntegration)(title, () => {
  it('stay inside one limit together', { timeout: 60_000 }, async () => {
    const redis = await startRedis();
    const gateway = await openHostileGateway();
    const arrivals: number[] = [];
    gateway.always('*', (context) => {
      arrivals.push(performance.now());
      honest(context);
    });
    try {
      const points = 10;
      const program = await builtProgram('shared-governor-process.ts');
      const parameters = [gateway.url, redis.port, 30, points].map(String);
      const both = [1, 2].map(() => run(program, parameters));
      expect(await Promise.all(both)).toEqual([0, 0]);
      expect(arrivals).toHaveLength(60);
      const [first = 0] = arrivals;
      const took = (arrivals.at(-1) ?? 0) - first;
      // 60 requests at 10 a second: the last window opens five seconds after the first at the earliest.
      expect(took).toBeGreaterThan(4_000);
    } finally {
      await gateway.close();
      await redis.stop();
    }
  });

  it('and the limiters of the README work on it', { timeout: 30_000 }, async () => {
    const redis = await startRedis();
    const storeClient = new Redis(redis.port, '127.0.0.1');
    const limiters = [
      new RateLimiterRedis({ storeClient, keyPrefix: 'qf-minute', points: 380, duration: 60 }),
      new RateLimiterRedis({ storeClient, keyPrefix: 'qf-second', points: 80, duration: 1 }),
    ];
    const governor = sharedGovernor({ limiters });
    await governor.acquire(new AbortController().signal);
    expect(await storeClient.get('qf-second:qfpay')).toBe('1');
    storeClient.disconnect();
    await redis.stop();
  });
});

/** Runs the program; resolves to its exit code. */
async function run(program: string, parameters: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [program, ...parameters], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code;
}
