import { advanceClock } from './advance-clock.ts';
import type { Advance, Command, Engine, QueuedNotification, Step, Transaction } from './engine.ts';
import type { SeenRequest } from './gateway/request-log.ts';
import { BUILT_IN_MERCHANT } from './merchants.ts';
import { openRooms, type Rooms } from './rooms.ts';
import { sandboxApp } from './sandbox-app.ts';
import { SandboxError } from './sandbox-error.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import { type Listening, listen } from './serve.ts';

/** A gateway of one's own, running. Wherever an `id` is asked for, `syssn` and `out_trade_no` will do. */
export interface Sandbox {
  /** Of the gateway; the client's `environment`. */
  readonly url: string;
  /** Of the first store; spread them into the client's options. */
  readonly credentials: { readonly appCode: string; readonly clientKey: string };
  /** Demanded by the control API; `undefined` on loopback unless one was given. */
  readonly token: string | undefined;
  /** What the customer does. Rejects with `ERR_QF_SANDBOX_REFUSED` where the order's state forbids it. */
  readonly wallet: {
    approve(id: string): Promise<Transaction>;
    /** `respcd` 1205 unless another one is given. */
    decline(id: string, respcd?: string): Promise<Transaction>;
    expire(id: string): Promise<Transaction>;
  };
  readonly clock: {
    /** Virtual milliseconds. */
    now(): number;
    /** Resolves when every delivery it caused has finished. */
    advance(step: Step): Promise<Advance>;
  };
  readonly notifications: {
    /** Of a payment and its refunds, or of one refund. */
    of(id: string): readonly QueuedNotification[];
    /** Delivers the latest notification of a transaction (or one by its own id) once more, now. */
    resend(id: string): Promise<QueuedNotification>;
  };
  readonly transactions: {
    list(): readonly Transaction[];
    get(id: string): Transaction | undefined;
  };
  /** The last calls the gateway saw. */
  requests(): readonly SeenRequest[];
  /** Forgets all transactions; numbers count on, so that none comes twice. */
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
    const server = await listen(sandboxApp(rooms), rooms.host, options.port ?? 0);
    rooms.url = options.publicUrl ?? server.url;
    rooms.open();
    return sandbox(rooms, server, options);
  } catch (error) {
    await rooms.close();
    throw error;
  }
}

function sandbox(rooms: Rooms, server: Listening, options: SandboxOptions): Sandbox {
  const { engine, notifier, requests } = rooms;
  const [{ appCode, clientKey: keys }] = options.merchants ?? [BUILT_IN_MERCHANT];
  const clientKey = typeof keys === 'string' ? keys : (keys[0] ?? '');
  const close = async () => {
    rooms.closing();
    await server.close();
    await rooms.close();
  };
  return {
    url: server.url,
    credentials: { appCode, clientKey },
    token: rooms.token,
    wallet: {
      approve: (id) => act(engine, id, (syssn) => ({ type: 'approve', syssn })),
      decline: (id, respcd) =>
        act(engine, id, (syssn) => ({
          type: 'decline',
          syssn,
          ...(respcd === undefined ? {} : { respcd }),
        })),
      expire: (id) => act(engine, id, (syssn) => ({ type: 'expire', syssn })),
    },
    clock: {
      now: () => engine.clock.now(),
      advance: (step) => advanceClock(engine, step),
    },
    notifications: {
      of: (id) => engine.state().notificationsOf(engine.state().find(id)?.syssn ?? ''),
      resend: async (id) => {
        const resent = await notifier.resend(notificationId(engine, id));
        if (resent === undefined) throw missing('notification', id);
        return resent;
      },
    },
    transactions: {
      list: () => [...engine.state().transactions.values()],
      get: (id) => engine.state().find(id),
    },
    requests: () => requests.list(),
    reset: () => rooms.reset(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function act(
  engine: Engine,
  id: string,
  command: (syssn: string) => Command,
): Promise<Transaction> {
  const syssn = engine.state().find(id)?.syssn;
  if (syssn === undefined) throw missing('transaction', id);
  const result = await engine.execute(command(syssn));
  if (!result.ok) {
    const sentence = `${id}: ${result.respmsg} (${result.respcd}).`;
    throw new SandboxError('ERR_QF_SANDBOX_REFUSED', sentence, result.respcd);
  }
  if (result.transaction === undefined) throw missing('transaction', id);
  return result.transaction;
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
