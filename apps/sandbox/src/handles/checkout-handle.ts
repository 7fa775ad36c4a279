import { chooseMethod } from '../checkstand/choose-method.ts';
import type { Engine, Payment } from '../engine.ts';
import type { MerchantBook } from '../merchants.ts';

/** The hosted checkout, without a browser. */
export interface CheckoutHandle {
  /**
   * Opens the page at a signed address and chooses how to pay; the order is then to be approved with `wallet`. `preauth`
   * holds the money instead of taking it. Rejects with `ERR_QF_SANDBOX_REFUSED` where the page would say no.
   */
  choose(url: string, pay_type: string, how?: { readonly preauth?: boolean }): Promise<Payment>;
}

/** The hosted checkout of these stores. */
export function checkoutHandle(engine: Engine, merchants: MerchantBook): CheckoutHandle {
  return {
    choose: (url, pay_type, how = {}) => chooseMethod(engine, merchants, { url, pay_type, ...how }),
  };
}
