/** A call of the gateway that this package knows of and does not describe. */
export interface OmittedEndpoint {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly reason: string;
}

const LEGACY = 'stands in editions up to 2024 only';

/** What is left out, and why. */
export const OMITTED_ENDPOINTS: readonly OmittedEndpoint[] = [
  {
    path: '/trade/v1/payment_verify',
    method: 'POST',
    reason:
      "needs the shopper's card number on the merchant's server and stands in one edition of 2024 only; newer ones send cards to the hosted checkout or Element",
  },
  { path: '/tool/v1/mcc', method: 'GET', reason: LEGACY },
  { path: '/mch/v1/signup', method: 'POST', reason: LEGACY },
  { path: '/mch/v1/uploadcert', method: 'POST', reason: LEGACY },
  { path: '/mch/v1/query', method: 'GET', reason: LEGACY },
  { path: '/oauth/v2/authorize', method: 'GET', reason: LEGACY },
  { path: '/oauth/v2/access_token', method: 'POST', reason: LEGACY },
  { path: '/user/v1/baseinfo', method: 'GET', reason: LEGACY },
  { path: '/user/v1/tradelist', method: 'GET', reason: LEGACY },
  { path: '/settlement/v1/query', method: 'GET', reason: LEGACY },
];
