/** What `cancel` of a transaction says, and what that leaves of a payment that ended 0000. */
export interface CancelValue {
  readonly value: string;
  readonly meaning: string;
  readonly money: 'kept' | 'partly kept' | 'given back' | 'not taken' | 'pre-authorised';
  /** What editions of 2017 and 2018 say instead. */
  readonly older?: string;
}

/** Every value (QFPay, Asynchronous Notifications; for 2 our decision D-23). */
export const CANCEL_VALUES = [
  { value: '0', meaning: 'not cancelled', money: 'kept' },
  {
    value: '1',
    meaning: 'scanned payment reversed or refunded',
    money: 'not taken',
    older: 'reversal succeeded',
  },
  {
    value: '2',
    meaning: 'QR code payment cancelled',
    money: 'not taken',
    older: 'closed; refund succeeded',
  },
  { value: '3', meaning: 'refunded', money: 'given back' },
  { value: '4', meaning: 'Alipay pre-authorisation finished', money: 'pre-authorised' },
  { value: '5', meaning: 'partly refunded', money: 'partly kept' },
] as const satisfies readonly CancelValue[];
