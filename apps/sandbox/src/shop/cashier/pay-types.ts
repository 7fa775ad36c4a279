import { PayType } from '@qf/protocol';

/** The ways to pay that the shop offers, by QFPay's code. */
export const PAY_TYPES = {
  [PayType.ALIPAY_WEB_HK]: { name: 'Alipay HK', about: 'Wallets of Hong Kong' },
  [PayType.ALIPAY_WEB]: { name: 'Alipay', about: 'Wallets of the mainland and overseas' },
} as const;

/** A key of {@link PAY_TYPES}. */
export type ShopPayType = keyof typeof PAY_TYPES;

/** Whether the shop offers this pay type. */
export function isPayType(text: unknown): text is ShopPayType {
  return typeof text === 'string' && Object.hasOwn(PAY_TYPES, text);
}

/** The wallet as customers call it. */
export function walletName(pay_type: string): string {
  return isPayType(pay_type) ? PAY_TYPES[pay_type].name : `pay type ${pay_type}`;
}
