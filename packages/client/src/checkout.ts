import { type CheckoutRequest, checkoutUrl, formatTimestamp } from '@qf/protocol';
import { signFields } from '@qf/signing';
import { valid } from './checked-fields.ts';
import { given } from './payment-ref.ts';
import { QFPayError } from './qfpay-error.ts';
import type { CallContext } from './run-call.ts';

/** A checkout page; `appcode`, `mchntid` and `txdtm` are filled in. */
export type CheckoutPage = Omit<CheckoutRequest, 'appcode' | 'txdtm'> & {
  /** Your clock, UTC+8; now when absent. Store it: later queries want it. */
  readonly txdtm?: string | undefined;
};

/** The hosted checkout page. */
export class Checkout {
  readonly #context: CallContext;

  constructor(context: CallContext) {
    this.#context = context;
  }

  /**
   * The signed address of the hosted checkout page; open it in the shopper's browser. Nothing is
   * sent. No order exists until the shopper has chosen how to pay: decide by notification, or by
   * `payments.retrieve({ out_trade_no, txdtm, checkout: true })`, never by the redirect.
   *
   * @throws QFPayError `ERR_QF_INVALID_REQUEST` with every issue
   */
  url(page: CheckoutPage): string {
    const { settings } = this.#context;
    const { appCode: appcode, mchid, clock, keys, baseUrl } = settings;
    try {
      return valid('checkout', () => {
        const txdtm = given(page.txdtm) ?? formatTimestamp(new Date(clock.now()));
        const request = { ...page, appcode, txdtm, mchntid: given(page.mchntid) ?? mchid };
        return checkoutUrl(baseUrl, request, (fields, type) => signFields(fields, keys, type));
      });
    } catch (error) {
      throw QFPayError.from(error, { requestSent: 'no' });
    }
  }
}
