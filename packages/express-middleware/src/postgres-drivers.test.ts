import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresInbox } from './postgres.ts';
import { newGate } from './testing/gate.ts';
import { limits, newRecord } from './testing/inbox-contract.ts';
import {
  afterTheLastWord,
  type Driver,
  onStatement,
  openDrivers,
} from './testing/postgres-drivers.ts';
import { POSTGRES, startPostgres } from './testing/postgres-server.ts';
import { describeWith, type TestServer } from './testing/server-process.ts';

const ENDED = 'ERR_QF_TRANSACTION_ENDED';

/** For a busy machine. */
const PATIENT = { timeout: 4_000 };

describeWith(POSTGRES, 'a handler on a real PostgreSQL', () => {
  let server: TestServer;
  let admin: pg.Pool;
  let opened: ReturnType<typeof openDrivers>;

  beforeAll(async () => {
    server = await startPostgres();
    admin = new pg.Pool({ connectionString: server.url, max: 5 });
    admin.on('error', () => {});
    // One connection each: what is written too late lands in whatever comes next.
    opened = openDrivers(server.url, 1);
    await postgresInbox(admin).migrate();
    await admin.query('CREATE TABLE effect (key text)');
  }, 60_000);
  afterAll(async () => {
    await opened.close();
    await admin.end();
    await server.stop();
  });

  const effectsOf = async (key: string) => {
    const { rows } = await admin.query('SELECT count(*)::int AS n FROM effect WHERE key = $1', [
      key,
    ]);
    return rows[0].n;
  };

  describe.each(['pg', 'postgres.js', 'Kysely', 'Drizzle'])('through %s', (name) => {
    const driver = () => opened.drivers.find((each) => each.name === name) as Driver;
    const open = () => postgresInbox(driver().adapter);

    it('has no effect beyond its failure, even of a branch that still runs', async () => {
      const { write } = driver();
      const record = newRecord();
      const gate = newGate();
      let branch: Promise<unknown> = Promise.resolve();
      const running = open().run(
        record,
        async ({ tx }) => {
          branch = gate.opened.then(() => write(tx, record.key));
          await Promise.all([branch, Promise.reject(new Error('no stock'))]);
        },
        limits(),
      );
      await expect(running).rejects.toThrow('no stock');
      gate.open();
      await expect(branch).rejects.toSatisfy(isEnded);
      expect(await effectsOf(record.key)).toBe(0);
      await open().run(record, ({ tx }) => write(tx, record.key) as Promise<never>, limits());
      expect(await effectsOf(record.key)).toBe(1);
    });

    it('has no effect beyond its failure, even of a statement that waits for another', async () => {
      const { write, raw } = driver();
      const record = newRecord();
      let waiting: readonly Promise<unknown>[] = [];
      const work = async ({ tx }: { tx: unknown }) => {
        waiting = [raw(tx, 'SELECT pg_sleep(0.1)'), write(tx, record.key), write(tx, record.key)];
        await Promise.all([...waiting, Promise.reject(new Error('no stock'))]);
      };
      await expect(open().run(record, work, limits())).rejects.toThrow('no stock');
      await Promise.allSettled(waiting);
      expect(await effectsOf(record.key)).toBe(0);
    });

    it('has no effect after it was given up, while that reaches the server', async () => {
      const { write, raw } = driver();
      const record = newRecord();
      const stop = new AbortController();
      const late: Promise<unknown>[] = [];
      const work = async ({ tx }: { tx: unknown }) => {
        late.push(raw(tx, 'SELECT pg_sleep(0.1)').catch(() => {}));
        await new Promise((resolve) => setImmediate(resolve));
        stop.abort(new Error('too slow'));
        for (const _ of Array(20)) {
          await new Promise((resolve) => setImmediate(resolve));
          late.push(write(tx, record.key).catch(() => {}));
        }
      };
      await expect(open().run(record, work, limits({ stop }))).rejects.toThrow('too slow');
      await Promise.allSettled(late);
      expect(await effectsOf(record.key)).toBe(0);
    });

    it('is not remembered when it was given up before it began', async () => {
      const { adapter } = driver();
      const record = newRecord();
      const stop = new AbortController();
      // What was asked is under way, what would be asked next comes after the ROLLBACK.
      const given = onStatement(adapter, 'lock_timeout', () => stop.abort(new Error('too slow')));
      const mustNotRun = () => Promise.reject(new Error('This must not run.'));
      const running = postgresInbox(given).run(record, mustNotRun, limits({ stop }));
      await expect(running).rejects.toThrow('too slow');
      await open().run(newRecord(), async () => {}, limits());
      expect(await open().peek(record)).toBeUndefined();
    });

    it('writes nothing into the transaction of the next event once it is done', async () => {
      const { write } = driver();
      const [done, next] = [newRecord(), newRecord()];
      const gate = newGate();
      let branch: Promise<unknown> = Promise.resolve();
      const leave = async ({ tx }: { tx: unknown }) => {
        branch = gate.opened.then(() => write(tx, done.key));
        branch.catch(() => {});
      };
      await open().run(done, leave, limits());
      await open().run(
        next,
        async ({ tx }) => {
          gate.open();
          await expect(branch).rejects.toSatisfy(isEnded);
          await write(tx, next.key);
        },
        limits(),
      );
      expect([await effectsOf(done.key), await effectsOf(next.key)]).toEqual([0, 1]);
    });

    it('has no effect while something of it comes too late', async () => {
      const { write } = driver();
      const record = newRecord();
      let left: Promise<unknown> = Promise.resolve();
      const forgetful = async ({ tx }: { tx: unknown }) => {
        left = write(tx, record.key).then(() => write(tx, record.key));
        left.catch(() => {});
      };
      const error = { code: ENDED, message: expect.stringMatching(/Await everything/) };
      await expect(open().run(record, forgetful, limits())).rejects.toMatchObject(error);
      await expect(left).rejects.toSatisfy(isEnded);
      expect(await effectsOf(record.key)).toBe(0);
      expect(await open().peek(record)).toBeUndefined();
    });

    it('has no effect where a statement comes between its last one and the commit', async () => {
      const { adapter, write, raw } = driver();
      const record = newRecord();
      const refusals: unknown[] = [];
      const late = afterTheLastWord(adapter, (tx) =>
        raw(tx, 'SELECT 1').catch((error) => refusals.push(codeOf(error))),
      );
      const work = ({ tx }: { tx: unknown }) => write(tx, record.key) as Promise<never>;
      await expect(postgresInbox(late).run(record, work, limits())).rejects.toSatisfy(isEnded);
      expect(refusals).toEqual([ENDED]);
      expect(await effectsOf(record.key)).toBe(0);
      expect(await open().run(record, work, limits())).toMatchObject({ state: 'done' });
    });

    it.each([
      'COMMIT',
      'ROLLBACK',
      'begin isolation level serializable',
      ' /* so */ end;',
      'SELECT 1; commit',
      'START TRANSACTION READ ONLY',
      'ABORT WORK',
      "PREPARE TRANSACTION 'x'",
    ])('cannot end its transaction with %j', async (text) => {
      const { write, raw } = driver();
      const record = newRecord();
      const work = async ({ tx }: { tx: unknown }) => {
        await write(tx, record.key);
        await expect(raw(tx, text).catch((error) => codeOf(error))).resolves.toBe(ENDED);
        throw new Error('no stock');
      };
      await expect(open().run(record, work, limits())).rejects.toThrow('no stock');
      expect(await effectsOf(record.key)).toBe(0);
      expect(await open().peek(record)).toBeUndefined();
    });

    it('may use savepoints, and words that only look like an end', async () => {
      const { write, raw } = driver();
      const record = newRecord();
      const work = async ({ tx }: { tx: unknown }) => {
        await write(tx, record.key);
        await raw(tx, 'SAVEPOINT mine');
        await write(tx, record.key);
        await raw(tx, 'ROLLBACK TO SAVEPOINT mine');
        await raw(
          tx,
          "SELECT 'a''; COMMIT', E'\\'; COMMIT', $x$; COMMIT$x$ AS \"; commit\" -- ; end",
        );
        await raw(tx, 'SELECT CASE WHEN true THEN 1 END');
      };
      expect(await open().run(record, work, limits())).toMatchObject({ state: 'done' });
      expect(await effectsOf(record.key)).toBe(1);
    });

    describe('when its connection is lost', () => {
      const ways: Readonly<Record<string, (driver: Driver, tx: unknown, key: string) => unknown>> =
        {
          'while it looks elsewhere': () => {},
          'and it writes on': ({ write }, tx, key) => write(tx, key),
          'and it looks away when a write fails': ({ write }, tx, key) =>
            write(tx, key).catch(() => write(tx, key).catch(() => {})),
          'and it fails by itself': () => Promise.reject(new Error('no stock')),
          'and it nests': ({ nest, write }, tx, key) =>
            nest?.(tx, (nested) => write(nested, key)) ?? write(tx, key),
        };

      it.each(Object.keys(ways))(
        'has no effect, and the next delivery has one: %s',
        async (way) => {
          const { write, raw } = driver();
          const record = newRecord();
          const work = async ({ tx }: { tx: unknown }) => {
            await write(tx, record.key);
            await loseConnection(await raw(tx, 'SELECT pg_backend_pid() AS pid'));
            await ways[way]?.(driver(), tx, record.key);
          };
          await expect(open().run(record, work, limits())).rejects.toThrow();
          expect(await effectsOf(record.key)).toBe(0);
          const again = ({ tx }: { tx: unknown }) => write(tx, record.key) as Promise<never>;
          expect(await open().run(record, again, limits())).toMatchObject({ state: 'done' });
          expect(await effectsOf(record.key)).toBe(1);
        },
      );

      it('has no effect while a statement runs', async () => {
        const { write, raw } = driver();
        const record = newRecord();
        const work = async ({ tx }: { tx: unknown }) => {
          await write(tx, record.key);
          const rows = await raw(tx, 'SELECT pg_backend_pid() AS pid');
          await Promise.all([raw(tx, 'SELECT pg_sleep(30)'), loseConnection(rows)]);
        };
        await expect(open().run(record, work, limits())).rejects.toThrow();
        expect(await effectsOf(record.key)).toBe(0);
        // postgres.js tells the connection's last error once more, to whatever would have been sent next.
        const again = () => open().run(record, async () => {}, limits());
        await expect.poll(() => again().catch(String), PATIENT).toMatchObject({ state: 'done' });
      });
    });
  });

  /** Ends the connection as a server that restarts does, and gives the process the time to hear of it. */
  const loseConnection = async ([row]: readonly Record<string, unknown>[]) => {
    const alive = 'SELECT count(*)::int AS n FROM pg_stat_activity WHERE pid = $1';
    await admin.query('SELECT pg_terminate_backend($1)', [row?.['pid']]);
    await expect
      .poll(async () => (await admin.query(alive, [row?.['pid']])).rows, PATIENT)
      .toEqual([{ n: 0 }]);
    for (const _ of Array(20)) await admin.query('SELECT 1');
  };

  it('cannot have two transactions of Drizzle at once inside its own', async () => {
    const { adapter, nest, write } = opened.drivers.find(
      (each) => each.name === 'Drizzle',
    ) as Required<Driver>;
    const record = newRecord();
    const failing = async (nested: unknown) => {
      await write(nested, record.key);
      throw new Error('optional part');
    };
    const work = async ({ tx }: { tx: unknown }) => {
      const [first, second] = await Promise.allSettled([
        nest(tx, failing),
        nest(tx, (nested) => write(nested, record.key)),
      ]);
      expect(first).toMatchObject({ reason: new Error('optional part') });
      expect(second).toMatchObject({ status: 'rejected', reason: expect.toSatisfy(isEnded) });
    };
    expect(await postgresInbox(adapter).run(record, work, limits())).toMatchObject({
      state: 'done',
    });
    expect(await effectsOf(record.key)).toBe(0);
  });

  describe.each(['postgres.js', 'Drizzle'])('with a transaction of %s inside its own', (name) => {
    const driver = () => opened.drivers.find((each) => each.name === name) as Required<Driver>;
    const open = () => postgresInbox(driver().adapter);

    it('has its effect once', async () => {
      const { nest, write } = driver();
      const record = newRecord();
      const work = async ({ tx }: { tx: unknown }) => {
        await nest(tx, (outer) => nest(outer, (inner) => write(inner, record.key)));
        await nest(tx, (nested) => write(nested, record.key));
      };
      expect(await open().run(record, work, limits())).toMatchObject({ state: 'done' });
      expect(await effectsOf(record.key)).toBe(2);
      expect(await open().run(record, work, limits())).toMatchObject({ state: 'duplicate' });
    });

    it('has its effect once for a worker', async () => {
      const { nest, write } = driver();
      const record = newRecord();
      await open().keep(record, { body: new Uint8Array(), late: false });
      const take = () =>
        open().take(
          (_kept, { tx }) => nest(tx, (nested) => write(nested, record.key)) as Promise<never>,
          limits(),
        );
      expect(await take()).toMatchObject({ state: 'done' });
      expect(await take()).toBeUndefined();
      expect(await effectsOf(record.key)).toBe(1);
    });

    it('has no effect when it fails afterwards', async () => {
      const { nest, write } = driver();
      const record = newRecord();
      const work = async ({ tx }: { tx: unknown }) => {
        await nest(tx, (nested) => write(nested, record.key));
        throw new Error('no stock');
      };
      await expect(open().run(record, work, limits())).rejects.toThrow('no stock');
      expect(await effectsOf(record.key)).toBe(0);
      expect(await open().peek(record)).toBeUndefined();
    });

    it('loses only what was inside when that fails', async () => {
      const { nest, write } = driver();
      const record = newRecord();
      const work = async ({ tx }: { tx: unknown }) => {
        await write(tx, record.key);
        const inner = nest(tx, async (nested) => {
          await write(nested, record.key);
          throw new Error('optional part');
        });
        await expect(inner).rejects.toThrow('optional part');
        await write(tx, record.key);
      };
      expect(await open().run(record, work, limits())).toMatchObject({ state: 'done' });
      expect(await effectsOf(record.key)).toBe(2);
    });

    it('is refused what it writes in there after it was given up', async () => {
      const { nest, write } = driver();
      const record = newRecord();
      const stop = new AbortController();
      const gate = newGate();
      let branch: Promise<unknown> = Promise.resolve();
      const running = open().run(
        record,
        async ({ tx }) => {
          await nest(tx, async (nested) => {
            stop.abort(new Error('too slow'));
            branch = gate.opened.then(() => write(nested, record.key));
            await branch;
          });
        },
        limits({ stop }),
      );
      await expect(running).rejects.toThrow('too slow');
      const next = newRecord();
      await open().run(
        next,
        async ({ tx }) => {
          gate.open();
          await expect(branch).rejects.toSatisfy(isEnded);
          await write(tx, next.key);
        },
        limits(),
      );
      expect([await effectsOf(record.key), await effectsOf(next.key)]).toEqual([0, 1]);
    });

    it('has no effect when one that it left open fails too late', async () => {
      const { adapter, nest, write } = driver();
      const record = newRecord();
      const gate = newGate();
      const late = afterTheLastWord(adapter, async () => {
        gate.open();
        for (const _ of Array(5)) await admin.query('SELECT 1');
      });
      const work = async ({ tx }: { tx: unknown }) => {
        const entered = newGate();
        const left = nest(tx, async () => {
          entered.open();
          await gate.opened;
          throw new Error('too late');
        });
        left.catch(() => {});
        await entered.opened;
        await write(tx, record.key);
      };
      await expect(postgresInbox(late).run(record, work, limits())).rejects.toSatisfy(isEnded);
      expect(await effectsOf(record.key)).toBe(0);
    });
  });
});

function isEnded(error: unknown): boolean {
  return codeOf(error) === ENDED;
}

/** Drizzle wraps what its driver throws. */
function codeOf(error: unknown): unknown {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  return code ?? cause?.code;
}
