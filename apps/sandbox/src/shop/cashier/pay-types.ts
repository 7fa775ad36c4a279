import { PayType } from '@qf/protocol';

/** The ways to pay that the shop offers, the likeliest first. */
export const PAY_TYPES = [
  { code: PayType.ALIPAY_WEB_HK, name: 'Alipay HK', about: 'Wallets of Hong Kong' },
  { code: PayType.ALIPAY_WEB, name: 'Alipay', about: 'Wallets of the mainland and overseas' },
] as const;

/** QFPay's code of one of {@link PAY_TYPES}. */
export type ShopPayType = (typeof PAY_TYPES)[number]['code'];

/** Whether the shop offers this pay type. */
export function isPayType(text: string): text is ShopPayType {
  return PAY_TYPES.some(({ code }) => code === text);
}

/** The wallet as customers call it. */
export function walletName(pay_type: string): string {
  return PAY_TYPES.find(({ code }) => code === pay_type)?.name ?? `pay type ${pay_type}`;
}
