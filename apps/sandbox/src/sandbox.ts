import { advanceClock } from './advance-clock.ts';
import { changePace } from './change-pace.ts';
import type { Pace } from './clock/pace.ts';
import type {
  Advance,
  Command,
  Engine,
  JournalEvent,
  QueuedNotification,
  Rules,
  Step,
  Transaction,
} from './engine.ts';
import type { PlannedFault } from './faults/fault-plan.ts';
import type { FaultRule } from './faults/fault-rule.ts';
import type { NextCall } from './faults/one-shot-queue.ts';
import type { SeenRequest } from './gateway/request-log.ts';
import { readJournal, writeJournal } from './journal-text.ts';
import { lanAddress, lanApp } from './lan.ts';
import { BUILT_IN_MERCHANT, type MerchantOptions } from './merchants.ts';
import type { Resend } from './notifier/notifier.ts';
import { openRooms, type Rooms } from './rooms.ts';
import { pageParts, sandboxApp } from './sandbox-app.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import { type Listening, listen } from './serve.ts';
import { waitFor } from './wait-for.ts';

/** A gateway of one's own, running. Wherever an `id` is asked for, `syssn` and `out_trade_no` will do. */
export interface Sandbox {
  /** Of the gateway; the client's `environment`. */
  readonly url: string;
  /** Where phones in this network find checkout and wallet; `undefined` without `lan`. */
  readonly lanUrl: string | undefined;
  /** Of the first store; spread them into the client's options. */
  readonly credentials: { readonly appCode: string; readonly clientKey: string };
  /** Demanded by the control API; `undefined` on loopback unless one was given. */
  readonly token: string | undefined;
  /** What the customer does. Rejects with `ERR_QF_SANDBOX_REFUSED` where the order's state forbids it. */
  readonly wallet: {
    scan(id: string): Promise<Transaction>;
    /** `late`: also after the order was closed or has expired. */
    approve(id: string, how?: { readonly late?: boolean }): Promise<Transaction>;
    /** `respcd` 1205 unless another one is given. */
    decline(id: string, respcd?: string): Promise<Transaction>;
    expire(id: string): Promise<Transaction>;
    /** Ends a refund that is pending. */
    completeRefund(id: string): Promise<Transaction>;
    failRefund(id: string, respcd?: string): Promise<Transaction>;
  };
  readonly clock: {
    /** Virtual milliseconds. */
    now(): number;
    /** Resolves when every delivery it caused has finished. */
    advance(step: Step): Promise<Advance>;
    /** Time goes on from this moment at another pace, until it is changed again or everything is reset. */
    change(pace: Pace): Promise<void>;
  };
  readonly notifications: {
    /** Of a payment and its refunds, or of one refund. */
    of(id: string): readonly QueuedNotification[];
    /** Delivers the latest notification of a transaction (or one by its own id) once more, now. */
    resend(id: string, how?: Resend): Promise<QueuedNotification>;
    /** Resolves when the latest notification is acknowledged, or has the status that is given. */
    waitFor(
      id: string,
      status?: QueuedNotification['status'],
      timeout_ms?: number,
    ): Promise<QueuedNotification>;
  };
  readonly transactions: {
    list(): readonly Transaction[];
    get(id: string): Transaction | undefined;
    /** Resolves when it is in that state. Rejects with `ERR_QF_SANDBOX_TIMEOUT` after 5 real seconds unless told. */
    waitFor(id: string, state: Transaction['state'], timeout_ms?: number): Promise<Transaction>;
  };
  /** What goes wrong, planned: for which calls, when, how, how often. */
  readonly faults: {
    add(rule: FaultRule): PlannedFault;
    list(): readonly PlannedFault[];
    remove(id: string): boolean;
    clear(): void;
  };
  /** Something for the next call of a kind only. */
  next(call: NextCall): void;
  /** How the gateway behaves where there is a choice. */
  readonly rules: {
    get(): Rules;
    set(rules: Partial<Rules>): Promise<Rules>;
  };
  readonly merchants: {
    save(merchant: MerchantOptions): void;
    remove(appCode: string): boolean;
    /** A new first key; the old ones go on being accepted until `retireKeys`. */
    rotateKey(appCode: string, clientKey: string): void;
    retireKeys(appCode: string): void;
  };
  /** The last calls the gateway saw. */
  requests(): readonly SeenRequest[];
  /** Remembers everything as it is; give what it returns to `restore`. */
  snapshot(): Promise<string>;
  restore(snapshot: string): Promise<void>;
  /** Everything that ever happened, in order. */
  journal(): Promise<readonly JournalEvent[]>;
  /** The same as text, one event a line. */
  export(): Promise<string>;
  /** Forgets everything and plays an exported journal. */
  import(journal: string): Promise<void>;
  /** Everything as at the start; numbers count on, so that none comes twice. */
  reset(): Promise<void>;
  /** Ends everything; leaves no timer, socket or listener. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a gateway with wallet, pages and control API on one port.
 *
 * ```ts
 * const sandbox = await createSandbox({ clock: 'manual' });
 * const qf = new QFPayClient({ ...sandbox.credentials, environment: sandbox.url });
 * ```
 *
 * Throws `ERR_QF_SANDBOX_PORT` when the port is taken, `ERR_QF_STORE_LOCKED` when the data folder is,
 * `ERR_QF_SANDBOX_OPTION` for an option that makes no sense.
 */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const rooms = await openRooms(options);
  try {
    const servers = await listenEverywhere(rooms, options);
    rooms.open();
    return sandbox(rooms, servers, options);
  } catch (error) {
    await rooms.close();
    throw error;
  }
}

interface Servers {
  readonly main: Listening;
  readonly lan: Listening | undefined;
}

/** The port for phones is two above the gateway's: the one between is the shop's. */
async function listenEverywhere(rooms: Rooms, options: SandboxOptions): Promise<Servers> {
  const { port = 0, publicUrl } = options;
  const main = await listen(sandboxApp(rooms), rooms.host, port);
  rooms.url = publicUrl ?? main.url;
  rooms.ownUrl = main.ownUrl;
  if (!options.lan) return { main, lan: undefined };
  try {
    const lan = await listen(lanApp(pageParts(rooms)), '0.0.0.0', port === 0 ? 0 : port + 2);
    rooms.lanUrl = `http://${lanAddress()}:${lan.port}`;
    return { main, lan };
  } catch (error) {
    await main.close();
    throw error;
  }
}

function sandbox(rooms: Rooms, { main, lan }: Servers, options: SandboxOptions): Sandbox {
  const { engine, merchants, requests, faults, next } = rooms;
  // A store that was changed before a restart has the keys it was given then.
  const [first = BUILT_IN_MERCHANT] = options.merchants ?? [];
  const { appCode, clientKey: keys } = merchants.options(first.appCode) ?? first;
  const clientKey = typeof keys === 'string' ? keys : (keys[0] ?? '');
  const close = async () => {
    rooms.closing();
    await main.close();
    await lan?.close();
    await rooms.close();
  };
  return {
    url: main.url,
    lanUrl: rooms.lanUrl,
    credentials: { appCode, clientKey },
    token: rooms.token,
    wallet: walletOf(engine),
    clock: {
      now: () => engine.clock.now(),
      advance: (step) => advanceClock(engine, step),
      change: (pace) => changePace(engine, pace),
    },
    notifications: notificationsOf(rooms),
    transactions: {
      list: () => [...engine.state().transactions.values()],
      get: (id) => engine.state().find(id),
      waitFor: (id, state, timeout_ms = 5000) => {
        const look = () => {
          const found = engine.state().find(id);
          return found?.state === state ? found : undefined;
        };
        return found(engine, look, { timeout_ms, what: `${id}: ${state}` });
      },
    },
    faults: {
      add: (rule) => faults.add(rule),
      list: () => faults.list(),
      remove: (id) => faults.remove(id),
      clear: () => faults.clear(),
    },
    next: (call) => void next.add(call),
    rules: {
      get: () => engine.state().rules,
      set: async (rules) => {
        await execute(engine, { type: 'change_rules', rules }, 'rules');
        return engine.state().rules;
      },
    },
    merchants: {
      save: (merchant) => void merchants.save(merchant),
      remove: (code) => merchants.remove(code),
      rotateKey: (code, secret) => {
        if (merchants.rotate(code, secret) === undefined) throw missing('merchant', code);
      },
      retireKeys: (code) => {
        if (merchants.retire(code) === undefined) throw missing('merchant', code);
      },
    },
    requests: () => requests.list(),
    snapshot: async () => {
      await engine.execute({ type: 'save' });
      return [...engine.state().snapshots.keys()].at(-1) ?? '';
    },
    restore: async (snapshot) => {
      await execute(engine, { type: 'restore', snapshot }, snapshot);
    },
    journal: () => journalOf(engine),
    export: async () => writeJournal(await journalOf(engine)),
    import: async (journal) => rooms.adopt(readJournal(journal)),
    reset: () => rooms.reset(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function walletOf(engine: Engine): Sandbox['wallet'] {
  const why = (respcd: string | undefined) => (respcd === undefined ? {} : { respcd });
  return {
    scan: (id) => act(engine, id, (syssn) => ({ type: 'scan', syssn })),
    approve: (id, { late = false } = {}) =>
      act(engine, id, (syssn) => ({ type: 'approve', syssn, ...(late ? { late } : {}) })),
    decline: (id, respcd) =>
      act(engine, id, (syssn) => ({ type: 'decline', syssn, ...why(respcd) })),
    expire: (id) => act(engine, id, (syssn) => ({ type: 'expire', syssn })),
    completeRefund: (id) => act(engine, id, (syssn) => ({ type: 'complete_refund', syssn })),
    failRefund: (id, respcd) =>
      act(engine, id, (syssn) => ({ type: 'fail_refund', syssn, ...why(respcd) })),
  };
}

function notificationsOf({ engine, notifier }: Rooms): Sandbox['notifications'] {
  return {
    of: (id) => engine.state().notificationsOf(engine.state().find(id)?.syssn ?? ''),
    resend: async (id, how) => {
      const resent = await notifier.resend(notificationId(engine, id), how);
      if (resent === undefined) throw missing('notification', id);
      return resent;
    },
    waitFor: (id, status = 'acknowledged', timeout_ms = 5000) => {
      const look = () => {
        const latest = engine.state().notifications.get(notificationId(engine, id));
        return latest?.status === status ? latest : undefined;
      };
      return found(engine, look, { timeout_ms, what: `${id}: ${status}` });
    },
  };
}

async function found<T>(
  engine: Engine,
  look: () => T | undefined,
  { timeout_ms, what }: { timeout_ms: number; what: string },
): Promise<T> {
  const result = await waitFor(engine, look, timeout_ms);
  if (result !== undefined) return result;
  const sentence = `${what} did not come within ${timeout_ms / 1000} s.`;
  throw new SandboxError('ERR_QF_SANDBOX_TIMEOUT', sentence);
}

async function act(
  engine: Engine,
  id: string,
  command: (syssn: string) => Command,
): Promise<Transaction> {
  const syssn = engine.state().find(id)?.syssn;
  if (syssn === undefined) throw missing('transaction', id);
  const transaction = await execute(engine, command(syssn), id);
  if (transaction === undefined) throw missing('transaction', id);
  return transaction;
}

async function execute(
  engine: Engine,
  command: Command,
  what: string,
): Promise<Transaction | undefined> {
  const result = await engine.execute(command);
  if (result.ok) return result.transaction;
  const sentence = `${what}: ${result.respmsg} (${result.respcd}).`;
  throw new SandboxError('ERR_QF_SANDBOX_REFUSED', sentence, result.respcd);
}

async function journalOf(engine: Engine): Promise<readonly JournalEvent[]> {
  const events: JournalEvent[] = [];
  for await (const event of engine.read()) events.push(event);
  return events;
}

function notificationId(engine: Engine, id: string): string {
  const { notifications } = engine.state();
  if (notifications.has(id)) return id;
  const syssn = engine.state().find(id)?.syssn ?? '';
  return engine.state().notificationsOf(syssn).at(-1)?.id ?? id;
}

function missing(what: string, id: string): SandboxError {
  return new SandboxError('ERR_QF_SANDBOX_NOT_FOUND', `There is no ${what} ${JSON.stringify(id)}.`);
}
