import type { Answer } from './call.ts';
import { verdict } from './signed-reply.ts';

/** What QFPay has and this sandbox has not; never a silent success. */
export const NOT_EMULATED: readonly string[] = [
  '/trade/v1/payment_verify',
  '/payment_element/v1/{*rest}',
  '/customer/v1/{*rest}',
  '/product/v1/{*rest}',
  '/token/v1/{*rest}',
  '/subscription/{*rest}',
  '/custom/v1/{*rest}',
  '/tool/v1/{*rest}',
  '/download/v1/{*rest}',
  '/mch/v1/{*rest}',
  '/oauth/v2/{*rest}',
  '/user/v1/{*rest}',
  '/settlement/v1/{*rest}',
];

/** The clear no, with what to do about it. */
export function notEmulated(path: string): Answer {
  return {
    reply: verdict('1119', `not emulated by the sandbox: ${path}`),
    hints: [
      `${path} exists at QFPay and is not emulated; try it in QFPay's own sandbox or live testing`,
    ],
  };
}
