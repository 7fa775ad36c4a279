import type { Operation } from '@qf/protocol';
import { type CallOutcome, callOperation } from './call-operation.ts';
import { type AccountCheck, checkAccount } from './check-account.ts';
import { assertOptions } from './check-options.ts';
import { Checkout } from './checkout.ts';
import type { CallOptions, ClientOptions, Tuning } from './client-options.ts';
import { Closing, ownerOf, owns } from './closing.ts';
import { Payments } from './payments.ts';
import type { Coded } from './read-answer.ts';
import { type Discrepancy, type ReconcileQuery, reconcile } from './reconcile.ts';
import { Refunds } from './refunds.ts';
import { type CallContext, runCall, subjectOf } from './run-call.ts';
import { type OpenTransport, readSettings } from './settings.ts';
import { Transactions } from './transactions.ts';

/**
 * The resources of one account. `QFPayClient` is this class with a way to send; the entry points of
 * the package differ in that way only.
 */
export class GatewayClient {
  /** Create, find out, end. */
  readonly payments: Payments;
  /** Give back. */
  readonly refunds: Refunds;
  /** List, annotate. */
  readonly transactions: Transactions;
  /** The hosted page. */
  readonly checkout: Checkout;
  readonly #options: ClientOptions;
  readonly #context: CallContext;
  readonly #closeTransport: () => Promise<void>;

  /** @throws ConfigurationError `ERR_QF_CONFIGURATION` with every issue */
  constructor(options: ClientOptions, openTransport: OpenTransport) {
    const settings = readSettings(options, openTransport);
    const { transport, governor } = settings;
    // Clients made by `withOptions` share both, unless they bring their own.
    this.#options = { ...options, transport, rateLimit: governor ?? false };
    const closing = new Closing(ownerOf(transport));
    if (options.transport === undefined) owns(closing, transport);
    this.#closeTransport = async () => {
      if (options.transport === undefined) await transport.close?.();
    };
    this.#context = { settings, closing };
    this.payments = new Payments(this.#context);
    this.refunds = new Refunds(this.#context);
    this.transactions = new Transactions(this.#context);
    this.checkout = new Checkout(this.#context);
  }

  /**
   * Compares a time range of the gateway's books with yours, and tells every difference. A number of
   * which the range shows nothing, or another state and no money, is looked up before that is told.
   *
   * @throws QFPayError while iterating
   * @example
   * for await (const difference of qf.reconcile({ start_time, end_time, local: orders })) report(difference);
   */
  reconcile(query: ReconcileQuery, options?: CallOptions): AsyncIterable<Discrepancy> {
    const { payments, refunds, transactions } = this;
    const { clock } = this.#context.settings;
    return reconcile({ payments, refunds, transactions, clock }, query, options);
  }

  /**
   * Asks the gateway one harmless question: are host, app code and key right?
   *
   * @throws QFPayError `ERR_QF_REJECTED` with 1108 for a wrong key, 1241 for an unknown app code;
   * `ERR_QF_UNREADABLE_ANSWER` for a code that says neither yes nor no
   */
  check(options?: CallOptions): Promise<AccountCheck> {
    return runCall(this.#context, { method: 'check' }, options, checkAccount);
  }

  /**
   * Sends any operation of `@qf/protocol`. What may have happened comes back as a `status` to switch
   * on; nothing is settled by a query here.
   *
   * @throws QFPayError when nothing was done
   */
  call<Request extends object, Reply extends Coded>(
    operation: Operation<Request, Reply>,
    fields: Request,
    options?: CallOptions,
  ): Promise<CallOutcome<Reply>> {
    const subject = subjectOf('call', fields);
    return runCall(this.#context, subject, options, (session) =>
      callOperation(operation, fields, session),
    );
  }

  /** The options of this client with some of them replaced; for `withOptions`. An undefined one replaces nothing. */
  protected optionsWith(tuning: Tuning): ClientOptions {
    assertOptions(tuning);
    const given = Object.entries(tuning).filter(([, value]) => value !== undefined);
    const { dispatcher, freshConnection, transport } = tuning;
    const needsOwn = dispatcher !== undefined || freshConnection !== undefined;
    const base = {
      ...this.#options,
      ...(transport !== undefined && { dispatcher: undefined, freshConnection: undefined }),
      ...(needsOwn && { transport: undefined }),
    };
    return { ...base, ...Object.fromEntries(given) };
  }

  /**
   * Refuses further calls, here and in clients that share the connections. Requests under way get
   * their answer, and what became of a change is still asked; what only waits (a poll, a repetition,
   * its turn) ends at once with `ERR_QF_CLOSED`. Resolves when all of it is over and connections are
   * closed.
   */
  async close(): Promise<void> {
    await this.#context.closing.close();
    await this.#closeTransport();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
