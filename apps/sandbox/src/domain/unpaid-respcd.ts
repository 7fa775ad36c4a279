import { payTypeOf } from '@qf/protocol';

/**
 * What the row of an order says that nobody has begun to pay.
 *
 * WeChat was seen to say 1143, Alipay 1145 (our decision D-1); other wallets say 1143 here (inferred).
 */
export function unpaidRespcd(pay_type: string): '1143' | '1145' {
  const wallet = payTypeOf(pay_type)?.wallet ?? '';
  return wallet.startsWith('Alipay') ? '1145' : '1143';
}
