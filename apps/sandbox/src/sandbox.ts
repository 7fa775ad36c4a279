import type { NextCall } from './faults/one-shot-queue.ts';
import type { SeenRequest } from './gateway/request-log.ts';
import { type CheckoutHandle, checkoutHandle } from './handles/checkout-handle.ts';
import { type ClockHandle, clockHandle } from './handles/clock-handle.ts';
import { type JournalHandle, journalHandle } from './handles/journal-handle.ts';
import { type NotificationHandle, notificationHandle } from './handles/notification-handle.ts';
import {
  type FaultHandle,
  faultHandle,
  type MerchantHandle,
  merchantHandle,
  type RuleHandle,
  ruleHandle,
} from './handles/settings-handle.ts';
import { type TransactionHandle, transactionHandle } from './handles/transaction-handle.ts';
import { type WalletHandle, walletHandle } from './handles/wallet-handle.ts';
import { lanAddress, lanApp } from './lan.ts';
import { BUILT_IN_MERCHANT } from './merchants.ts';
import { openRooms, type Rooms } from './rooms.ts';
import { pageParts, sandboxApp } from './sandbox-app.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import { type Listening, listen } from './serve.ts';

/** A gateway of one's own, running. Wherever an `id` is asked for, `syssn` and `out_trade_no` will do. */
export interface Sandbox extends JournalHandle {
  /** Of the gateway, from this machine; the client's `environment`. */
  readonly url: string;
  /** Where phones in this network find checkout and wallet; `undefined` without `lan`. */
  readonly lanUrl: string | undefined;
  /** Of the first store; spread them into the client's options. */
  readonly credentials: { readonly appCode: string; readonly clientKey: string };
  /** Demanded by the control API; `undefined` on loopback unless one was given. */
  readonly token: string | undefined;
  readonly wallet: WalletHandle;
  readonly checkout: CheckoutHandle;
  readonly clock: ClockHandle;
  readonly notifications: NotificationHandle;
  readonly transactions: TransactionHandle;
  readonly faults: FaultHandle;
  /** Something for the next call of a kind only. */
  next(call: NextCall): void;
  readonly rules: RuleHandle;
  readonly merchants: MerchantHandle;
  /** The last calls the gateway saw. */
  requests(): readonly SeenRequest[];
  /** Ends everything; leaves no timer, socket or listener. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a gateway with wallet, pages and control API on one port.
 *
 * ```ts
 * const sandbox = await createSandbox({ clock: 'manual' });
 * const { url: environment, clock, credentials } = sandbox;
 * const qf = new QFPayClient({ ...credentials, environment, clock });
 * ```
 *
 * Throws `ERR_QF_SANDBOX_PORT` when the port is taken, `ERR_QF_STORE_LOCKED` when the data folder is,
 * `ERR_QF_STORE_UNUSABLE` when it cannot be read or written, `ERR_QF_SANDBOX_OPTION` for an option that makes no sense.
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
  rooms.ownUrl = main.url;
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
    wallet: walletHandle(engine),
    checkout: checkoutHandle(engine, merchants),
    clock: clockHandle(engine),
    notifications: notificationHandle(engine, rooms.notifier),
    transactions: transactionHandle(engine),
    faults: faultHandle(faults),
    next: (call) => void next.add(call),
    rules: ruleHandle(engine),
    merchants: merchantHandle(merchants),
    requests: () => requests.list(),
    ...journalHandle(rooms),
    close,
    [Symbol.asyncDispose]: close,
  };
}
