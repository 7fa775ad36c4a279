/** The headers of a signed request; a reply and a notification carry the last two (QFPay, Request format). */
export const HEADERS = {
  /** Public identifier of the store or agent. */
  appCode: 'X-QF-APPCODE',
  /** Hex digest. */
  sign: 'X-QF-SIGN',
  /** `SHA256` when that was used; absent means MD5. */
  signType: 'X-QF-SIGNTYPE',
} as const;
