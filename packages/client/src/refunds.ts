import type { Refund, RefundRequest } from '@qf/protocol';
import type { CallOptions } from './client-options.ts';
import { createRefund } from './create-refund.ts';
import { pollUntilFinal } from './poll.ts';
import { queryRefund, unknownRefund } from './query-refund.ts';
import { type RefundRef, refundRef } from './refund-ref.ts';
import { type CallContext, runCall, subjectOf } from './run-call.ts';
import { type WaitOptions, waitLimits } from './wait-options.ts';

/** Refunds: full or partial, each with a number of its own. */
export class Refunds {
  readonly #context: CallContext;

  constructor(context: CallContext) {
    this.#context = context;
  }

  /**
   * Gives a payment back, whole or in part. `syssn` is the payment's, `out_trade_no` a new number of
   * the refund's own; repeat a refund only with the same number. One refund of a payment at a time.
   *
   * A rejection means that nothing was given back. After a lost answer the gateway is asked.
   *
   * @throws QFPayError `ERR_QF_INVALID_REQUEST`, `ERR_QF_REJECTED`, `ERR_QF_CONNECTION`,
   * `ERR_QF_RATE_LIMITED`, `ERR_QF_TIMEOUT`, `ERR_QF_ABORTED`
   * @example
   * const refund = await qf.refunds.create({ syssn, out_trade_no: 'refund-1', txamt: 500 });
   */
  create(request: RefundRequest, options?: CallOptions): Promise<Refund> {
    const subject = subjectOf('refunds.create', request);
    return runCall(this.#context, subject, options, (session) => createRefund(request, session));
  }

  /**
   * Asks the gateway for the truth about a refund, by the refund's own number.
   *
   * @throws QFPayError whenever there is no answer; simply repeat it
   */
  retrieve(ref: RefundRef, options?: CallOptions): Promise<Refund> {
    const subject = subjectOf('refunds.retrieve', ref);
    return runCall(this.#context, subject, options, (session) =>
      queryRefund(refundRef(ref), session),
    );
  }

  /**
   * Polls until the refund is final, or `maxWait` milliseconds are over: then it returns the last
   * news. A refund that stays pending goes to a person, not to a second number.
   *
   * @throws QFPayError `ERR_QF_ABORTED`; `ERR_QF_REJECTED` when the gateway refuses this client
   */
  waitFor(ref: RefundRef, options: WaitOptions<Refund>): Promise<Refund> {
    const subject = subjectOf('refunds.waitFor', ref);
    return runCall(this.#context, subject, waitLimits(options), async (session) => {
      const expected = refundRef(ref);
      const poll = () => queryRefund(expected, session);
      const start = (cause: unknown) => unknownRefund(expected, { reason: 'no_answer', cause });
      return pollUntilFinal({ poll, start, onPoll: options.onPoll }, session);
    });
  }
}
