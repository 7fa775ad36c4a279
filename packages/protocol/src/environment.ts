/**
 * Base URLs by name. An account belongs to one country and one environment; mixing them ends in
 * signature or authorisation errors (QFPay, Environments).
 *
 * - `production`: real money, settled.
 * - `live-testing`: real wallets and real money, but nothing is settled: refund at once.
 * - `qfpay-sandbox`: simulated cards only.
 */
export const ENVIRONMENTS = {
  production: 'https://openapi-hk.qfapi.com',
  'live-testing': 'https://test-openapi-hk.qfapi.com',
  'qfpay-sandbox': 'https://openapi-int.qfapi.com',
} as const;

/** A name in {@link ENVIRONMENTS}. */
export type EnvironmentName = keyof typeof ENVIRONMENTS;

/**
 * Regional hosts of older documents, gone from the newest ones. For accounts that still live there:
 * pass the URL instead of an environment's name.
 */
export const LEGACY_ENVIRONMENTS = {
  'china-test': 'https://openapi-test.qfpay.com',
  china: 'https://openapi.qfpay.com',
  japan: 'https://openapi-jp.qfapi.com',
  'thailand-test': 'https://test-openapi-th.qfapi.com',
  thailand: 'https://openapi-th.qfapi.com',
  'dubai-test': 'https://test-openapi-db.qfapi.com',
  dubai: 'https://openapi-db.qfapi.com',
  'singapore-test': 'https://test-openapi-sg.qfapi.com',
  singapore: 'https://openapi-sg.qfapi.com',
  'indonesia-test': 'https://test-openapi-id.qfapi.com',
  indonesia: 'https://openapi-id.qfapi.com',
  'europe-test': 'https://test-openapi-eur.qfapi.com',
  europe: 'https://openapi-eur.qfapi.com',
  'global-2019': 'https://osqt.qfpay.com',
} as const;

/** The script of the payment form for your own page (Element), by environment (QFPay, Element). */
export const ELEMENT_SCRIPTS = {
  production: 'https://cdn-hk.qfapi.com/qfpay_element/qfpay.js',
  'live-testing': 'https://test-cdn-hk.qfapi.com/qfpay_element/qfpay.js',
  'qfpay-sandbox': 'https://cdn-int.qfapi.com/qfpay_element/qfpay.js',
} as const satisfies Readonly<Record<EnvironmentName, string>>;
