/** Requests of one merchant; above either the gateway answers HTTP 429 (QFPay, Environments). */
export const RATE_LIMIT = { perSecond: 100, perMinute: 400 } as const;

/**
 * How notifications are delivered (QFPay, Asynchronous Notifications). `retryMinutes` are the pauses
 * after each delivery that was not acknowledged (our decision D-11); the addresses are one more
 * check beside the signature, never instead of it.
 */
export const NOTIFICATION_DELIVERY = {
  sourceAddresses: ['13.228.112.115', '18.138.115.47', '18.166.202.92'],
  ports: [80, 443],
  retryMinutes: [2, 10, 10, 60, 120, 360, 900],
  acknowledgement: 'SUCCESS',
} as const;
