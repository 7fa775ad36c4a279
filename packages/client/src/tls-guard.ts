import { ConfigurationError } from './qfpay-error.ts';

/**
 * Refuses to work while the process has certificate checks switched off for everybody: whoever sits
 * on the line could read and answer every payment.
 *
 * @throws ConfigurationError for `NODE_TLS_REJECT_UNAUTHORIZED=0`
 */
export function assertTlsIsChecked(): void {
  // biome-ignore lint/style/noProcessEnv: this variable disarms TLS in the whole process, so it is looked at where TLS is used
  const value = globalThis.process?.env?.['NODE_TLS_REJECT_UNAUTHORIZED'];
  if (value !== '0') return;
  throw new ConfigurationError([
    {
      field: 'NODE_TLS_REJECT_UNAUTHORIZED',
      rule: 'tls',
      expected:
        'to be unset: 0 switches certificate checks off; pass a dispatcher with your own CA instead',
      received: '"0"',
    },
  ]);
}
