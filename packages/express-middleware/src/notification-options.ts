import type { Keyring } from '@qf/signing';
import { type Clock, systemClock } from './clock.ts';
import { DEFAULT_ACCOUNT, type DeferringInbox, isDeferring } from './deferring-inbox.ts';
import type { Handlers, Route } from './event-route.ts';
import type { Confirm, Expect } from './expectation.ts';
import type { Inbox } from './inbox.ts';
import { type GivenOptions, OptionRules } from './option-rules.ts';
import type { OnProblem } from './problem.ts';
import { readDelivery } from './read-delivery.ts';

/** A merchant of several on one endpoint. */
export interface NotifiedMerchant {
  readonly clientKey: Keyring;
  /** Keeps the merchants' events apart in one inbox; never change it for a merchant. */
  readonly account: string;
}

/**
 * Chooses the merchant by route, host or mount; never by a field of the body, which nobody has verified yet.
 *
 * `expect`, `confirm` and the handlers are told the `account`: an order of another one must not be found with it.
 */
export type KeyFor<Source> = (
  request: Source,
) => NotifiedMerchant | undefined | null | Promise<NotifiedMerchant | undefined | null>;

/** How notifications are received. */
export interface NotificationOptions<Tx, Source> extends Handlers<Tx> {
  /** The client key of the store or agent; a list while keys are exchanged. This or `keyFor`. */
  readonly clientKey?: Keyring | undefined;
  /** Several merchants on one endpoint, found within 1.5 s. This or `clientKey`. */
  readonly keyFor?: KeyFor<Source> | undefined;
  /** With `clientKey`: keeps this merchant's events apart from others in the same inbox. Default `default`. */
  readonly account?: string | undefined;
  /** Remembers events, so that each has one effect. */
  readonly inbox: Inbox<Tx>;
  /**
   * Finds the order or refund an event is about; amount, currency and store are compared with it.
   * `'unchecked'` skips that: the handler must then compare, because a genuine cheap payment may name a dear order.
   */
  readonly expect: Expect | 'unchecked';
  /** Asks the gateway before `onPayment` runs: `(event) => qf.payments.retrieve(event)`. 3 s at most. */
  readonly confirm?: Confirm | undefined;
  /** Told about whatever needs people. Without it, a process warning is emitted. */
  readonly onProblem?: OnProblem | undefined;
  /** Milliseconds a handler may take before the gateway is told to come again. Default 10,000. */
  readonly handlerTimeout?: number | undefined;
  /** Milliseconds a body may take to arrive. Default 10,000. */
  readonly bodyTimeout?: number | undefined;
  /**
   * Bytes. Default 65,536; a notification has about 1,000. While the bodies on their way to this process take 8 MiB
   * together, none may have more than 4,096.
   */
  readonly maxBody?: number | undefined;
  /**
   * Acknowledge what is recorded, and have it handled by a worker: see `work()`. For handlers that are slow; needs an
   * inbox that can keep events, such as `postgresInbox`. Workers take the events of their `account`; with `keyFor` they
   * take all, so that such an endpoint has a table of its own. Before it is set to false again, let workers go on until
   * the inbox's `waiting()` finds none: nothing else handles what was acknowledged. Default false.
   */
  readonly deferred?: boolean | undefined;
  readonly clock?: Clock | undefined;
}

/** The options with their defaults. */
export interface NotificationSettings<Tx, Source> extends Handlers<Tx> {
  readonly keyFor: KeyFor<Source>;
  /** Of its one merchant; undefined where `keyFor` chooses. */
  readonly account: string | undefined;
  readonly inbox: Inbox<Tx>;
  readonly expect: Expect | 'unchecked';
  readonly confirm: Confirm | undefined;
  readonly onProblem: OnProblem | undefined;
  readonly handlerTimeout: number;
  readonly bodyTimeout: number;
  readonly maxBody: number;
  /** The inbox that keeps events, where they are deferred. */
  readonly deferring: DeferringInbox<Tx> | undefined;
  readonly clock: Clock;
}

const HANDLERS: readonly Route[] = [
  'onPayment',
  'onRefund',
  'onToken',
  'onSubscription',
  'onOther',
];

const KNOWN: readonly (keyof NotificationOptions<unknown, unknown>)[] = [
  ...HANDLERS,
  'clientKey',
  'keyFor',
  'account',
  'inbox',
  'expect',
  'confirm',
  'onProblem',
  'handlerTimeout',
  'bodyTimeout',
  'maxBody',
  'deferred',
  'clock',
];

/** Checks the options once, at start. Throws {@link MiddlewareError} `ERR_QF_OPTIONS`. */
export function notificationSettings<Tx, Source>(
  options: NotificationOptions<Tx, Source>,
  known: readonly string[] = [],
): NotificationSettings<Tx, Source> {
  assertOptions(options as unknown as GivenOptions, known);
  const { clientKey, account = DEFAULT_ACCOUNT, handlerTimeout = 10_000 } = options;
  const { bodyTimeout = 10_000, maxBody = 65_536, clock = systemClock } = options;
  const { onPayment, onRefund, onToken, onSubscription, onOther } = options;
  return {
    keyFor:
      options.keyFor ?? (() => (clientKey === undefined ? undefined : { clientKey, account })),
    account: options.keyFor === undefined ? account : undefined,
    inbox: options.inbox,
    expect: options.expect,
    confirm: options.confirm,
    onProblem: options.onProblem,
    onPayment,
    onRefund,
    onToken,
    onSubscription,
    onOther,
    handlerTimeout,
    bodyTimeout,
    maxBody,
    deferring: options.deferred === true && isDeferring(options.inbox) ? options.inbox : undefined,
    clock,
  };
}

function assertOptions(options: GivenOptions, known: readonly string[]): void {
  const rules: OptionRules = new OptionRules('notifications()', options);
  rules.known([...KNOWN, ...known]);
  assertKey(options, rules);
  rules.texts('account');
  assertInbox(options, rules);
  if (typeof options['expect'] !== 'function' && options['expect'] !== 'unchecked') {
    rules.fail("expect is missing. Give a function that finds the order, or say 'unchecked'.");
  }
  rules.functions('confirm', 'onProblem', ...HANDLERS);
  rules.numbers('handlerTimeout', 'bodyTimeout', 'maxBody');
  rules.clock();
}

function assertKey({ clientKey, keyFor, account }: GivenOptions, rules: OptionRules): void {
  if ((clientKey === undefined) === (keyFor === undefined)) {
    rules.fail('Give clientKey for one merchant, or keyFor for several.');
  }
  if (keyFor !== undefined && account !== undefined) {
    rules.fail('account belongs to clientKey. With keyFor each merchant brings its own.');
  }
  rules.functions('keyFor');
  if (clientKey === undefined) return;
  // A trial shows what every delivery would meet, whatever makes a key a key.
  const keys = clientKey as Keyring;
  const { state } = readDelivery({ body: new Uint8Array(), signature: '0'.repeat(32), keys });
  if (state !== 'no_key') return;
  rules.fail('clientKey is no client key. Wrap the secret: clientKey(secret); or give a list.');
}

function assertInbox({ inbox, deferred }: GivenOptions, rules: OptionRules): void {
  if (typeof inbox !== 'object' || inbox === null) {
    rules.fail(
      'inbox is missing. Give memoryInbox() while developing, postgresInbox(pool) or redisInbox(client) in production.',
    );
  }
  rules.methods('inbox', ['peek', 'run', 'setAside']);
  rules.booleans('deferred');
  if (deferred !== true || isDeferring(inbox as Inbox<unknown>)) return;
  rules.fail('deferred needs an inbox that can keep events. Use postgresInbox.');
}
