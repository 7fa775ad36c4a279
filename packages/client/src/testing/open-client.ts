// Loaded before any clock runs: the first request of a process would otherwise spend its time on it.
import 'undici';
import type { ClientOptions } from '../client-options.ts';
import { QFPayClient } from '../qfpay-client.ts';

/** A client for a gateway on this machine, impatient and without a rate limit. */
export function openClient(url: string, options: Partial<ClientOptions> = {}): QFPayClient {
  return new QFPayClient({
    appCode: 'TESTAPPCODE0001',
    clientKey: 'test-client-key-0001-NOT-REAL',
    environment: url,
    timeout: 1_000,
    totalTimeout: 5_000,
    rateLimit: false,
    random: () => 0,
    ...options,
  });
}
