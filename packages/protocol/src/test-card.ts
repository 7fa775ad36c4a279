/** A card that QFPay's sandbox knows. */
export interface TestCard {
  readonly number: string;
  readonly result:
    | 'success'
    | 'success without a challenge'
    | 'failure at the challenge'
    | 'failure without a challenge';
  /** The code of the row that a failure leaves; the page stays open for another card. */
  readonly respcd: '0000' | '1145' | '1205';
}

/** QFPay's test cards, for the `qfpay-sandbox` environment (QFPay, Testing; codes observed). */
export const TEST_CARDS = [
  { number: '5200000000001096', result: 'success', respcd: '0000' },
  { number: '4000000000001091', result: 'success', respcd: '0000' },
  { number: '5200000000001005', result: 'success without a challenge', respcd: '0000' },
  { number: '4000000000001000', result: 'success without a challenge', respcd: '0000' },
  { number: '5200000000001120', result: 'failure at the challenge', respcd: '1145' },
  { number: '4000000000001125', result: 'failure at the challenge', respcd: '1145' },
  { number: '5200000000001013', result: 'failure without a challenge', respcd: '1205' },
  { number: '4000000000001018', result: 'failure without a challenge', respcd: '1205' },
] as const satisfies readonly TestCard[];
