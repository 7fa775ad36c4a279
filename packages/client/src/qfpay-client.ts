import type { ClientOptions, Tuning } from './client-options.ts';
import { GatewayClient } from './gateway-client.ts';
import { undiciTransport } from './undici-transport.ts';

/** Opening a connection takes no longer than this, in milliseconds. */
const CONNECT_LIMIT = 10_000;

/**
 * A client for one account.
 *
 * What may have happened comes back as a value to switch on; a rejection means that nothing was
 * done. Keep one client per account: it holds the connections and the rate limit.
 *
 * @example
 * const qf = new QFPayClient({ appCode, clientKey, environment: 'live-testing' });
 * const order = await qf.payments.create({
 *   pay_type: PayType.ALIPAY_WEB_HK, out_trade_no: 'order-1', txamt: 1234, txcurrcd: 'HKD',
 * });
 * if (order.status === 'created') show(order.pay_url);
 */
export class QFPayClient extends GatewayClient {
  /** @throws ConfigurationError `ERR_QF_CONFIGURATION` with every issue */
  constructor(options: ClientOptions) {
    super(options, ({ dispatcher, freshConnection, timeout = CONNECT_LIMIT }) => {
      const connectTimeout = Math.min(timeout, CONNECT_LIMIT);
      return undiciTransport({ dispatcher, freshConnection, connectTimeout });
    });
  }

  /** The same account with other options; connections and rate limit are shared where possible. */
  withOptions(tuning: Tuning): QFPayClient {
    return new QFPayClient(this.optionsWith(tuning));
  }
}
