import type { ClientOptions, Tuning } from './client-options.ts';
import { fetchTransport } from './fetch-transport.ts';
import { GatewayClient } from './gateway-client.ts';

/**
 * The client for edge runtimes: the same methods, sent with the runtime's own fetch. It still signs
 * with `node:crypto`, which such runtimes bring along.
 *
 * @example
 * import { QFPayClient } from '@qf/client/fetch';
 * const qf = new QFPayClient({ appCode, clientKey, environment: 'live-testing' });
 */
export class QFPayClient extends GatewayClient {
  /** @throws ConfigurationError `ERR_QF_CONFIGURATION` with every issue */
  constructor(options: Omit<ClientOptions, 'dispatcher' | 'freshConnection'>) {
    super(options, () => fetchTransport());
  }

  /** The same account with other options; the rate limit is shared where possible. */
  withOptions(tuning: Omit<Tuning, 'dispatcher' | 'freshConnection'>): QFPayClient {
    return new QFPayClient(this.optionsWith(tuning));
  }
}
