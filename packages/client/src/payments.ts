import type { Payment, PaymentRequest, PayTypeCode, PayTypes } from '@qf/protocol';
import { type CloseRequest, closePayment } from './cancel-payment.ts';
import type { CallOptions } from './client-options.ts';
import { createPayment } from './create-payment.ts';
import { createScanned, type ScannedOutcome, type ScannedPayType } from './create-scanned.ts';
import { type PaymentRef, paymentRef } from './payment-ref.ts';
import { queryPayment } from './query-payment.ts';
import { type ReverseRequest, reversePayment } from './reverse-payment.ts';
import { type CallContext, runCall, subjectOf } from './run-call.ts';
import { type ScanOptions, scanLimits } from './scan-options.ts';
import { waitForPayment } from './wait-for-payment.ts';
import { type WaitOptions, waitLimits } from './wait-options.ts';

/** Payments: create, find out, end. */
export class Payments {
  readonly #context: CallContext;

  constructor(context: CallContext) {
    this.#context = context;
  }

  /**
   * Creates an order, or charges a scanned code. Write the order into your own table first: number,
   * amount, currency and `txdtm`.
   *
   * A rejection means that nothing was done. Whatever may have happened comes back: after a lost
   * answer the gateway is asked, and nothing is ever sent twice.
   *
   * @throws QFPayError `ERR_QF_INVALID_REQUEST`, `ERR_QF_REJECTED`, `ERR_QF_CONNECTION`,
   * `ERR_QF_RATE_LIMITED`, `ERR_QF_TIMEOUT`, `ERR_QF_ABORTED`
   * @example
   * const order = await qf.payments.create({
   *   pay_type: PayType.ALIPAY_WEB_HK, out_trade_no: 'order-1', txamt: 1234, txcurrcd: 'HKD',
   * });
   * if (order.status === 'created') show(order.pay_url);
   */
  create<P extends PayTypeCode>(
    request: { pay_type: P } & PayTypes[P]['request'],
    options?: CallOptions,
  ): Promise<PayTypes[P]['created'] | Payment> {
    const subject = subjectOf('payments.create', request);
    return runCall(this.#context, subject, options, (session) =>
      createPayment(request as unknown as PaymentRequest, session),
    ) as Promise<PayTypes[P]['created'] | Payment>;
  }

  /**
   * Charges a scanned code and sees it through: asks while the customer types a password, cancels
   * what is still undecided after `patience`, and asks again. The result tells every step. It is
   * cancelled only when every row of the number was just seen, and is this sale's.
   *
   * The code is charged once. `maxWait` and `patience` are milliseconds; two minutes of patience
   * unless told. What is undecided in the end comes back as `pending` or `unknown`, never as failed.
   *
   * @throws QFPayError as `create` does: nothing was charged
   */
  createScanned(
    request: PaymentRequest<ScannedPayType>,
    options: ScanOptions,
  ): Promise<ScannedOutcome> {
    const subject = subjectOf('payments.createScanned', request);
    return runCall(this.#context, subject, scanLimits(options), (session) =>
      createScanned(request, options, session),
    );
  }

  /**
   * Asks the gateway for the truth about an order. Give the order's `txdtm`: without it only this
   * month and the last one are searched. Amount and currency, when given, must agree.
   *
   * @throws QFPayError whenever there is no answer; simply repeat it
   */
  retrieve(ref: PaymentRef, options?: CallOptions): Promise<Payment> {
    const subject = subjectOf('payments.retrieve', ref);
    return runCall(this.#context, subject, options, (session) =>
      queryPayment(paymentRef(ref), session, { checkout: ref.checkout }),
    );
  }

  /**
   * Polls until the payment is final, or `maxWait` milliseconds are over: then it returns the last
   * news, `pending` or `unknown`. It never invents a failure.
   *
   * @throws QFPayError `ERR_QF_ABORTED`; `ERR_QF_REJECTED` when the gateway refuses this client
   */
  waitFor(ref: PaymentRef, options: WaitOptions<Payment>): Promise<Payment> {
    const subject = subjectOf('payments.waitFor', ref);
    return runCall(this.#context, subject, waitLimits(options), (session) =>
      waitForPayment(ref, options, session),
    );
  }

  /**
   * Ends an order that was not paid, then asks what became of it: a payment that was faster comes
   * back as `paid`. Give the order's own amount and `txdtm`; a currency is compared, too.
   *
   * @throws QFPayError `ERR_QF_REJECTED` when the gateway refuses to close; the order is as it was
   */
  close(request: CloseRequest, options?: CallOptions): Promise<Payment> {
    const subject = subjectOf('payments.close', request);
    return runCall(this.#context, subject, options, (session) => closePayment(request, session));
  }

  /**
   * Cancels a transaction in progress, such as a scanned code without an answer. The gateway is
   * asked before and after; an order that is decided already is returned as it is, and so is one of
   * which not every row was seen, or a row is of another amount.
   *
   * @throws QFPayError `ERR_QF_CARD_REVERSAL` for cards and Apple Pay, whose reversal voids a good
   * payment; `ERR_QF_REJECTED` when the gateway refuses
   */
  reverse(request: ReverseRequest, options?: CallOptions): Promise<Payment> {
    const subject = subjectOf('payments.reverse', request);
    return runCall(this.#context, subject, options, (session) => reversePayment(request, session));
  }
}
