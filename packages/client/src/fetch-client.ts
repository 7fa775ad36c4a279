import type { ClientOptions, Tuning } from './client-options.ts';
import { fetchTransport } from './fetch-transport.ts';
import { GatewayClient } from './gateway-client.ts';
import { ConfigurationError } from './qfpay-error.ts';
import { ignoredOption } from './settings.ts';
import type { Transport } from './transport.ts';

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
    super(options, openFetch);
  }

  /** The same account with other options; the rate limit is shared where possible. */
  withOptions(tuning: Omit<Tuning, 'dispatcher' | 'freshConnection'>): QFPayClient {
    return new QFPayClient(this.optionsWith(tuning));
  }
}

/** @throws ConfigurationError for options of undici, which a fetch would ignore */
function openFetch({ dispatcher, freshConnection }: ClientOptions): Transport {
  const issues = Object.entries({ dispatcher, freshConnection })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => ignoredOption(name));
  if (issues.length > 0) throw new ConfigurationError(issues);
  return fetchTransport();
}
