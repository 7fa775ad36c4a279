// The client

export type { CallOutcome } from './call-operation.ts';
export type { CloseRequest } from './cancel-payment.ts';
export type { AccountCheck } from './check-account.ts';
export type { Checkout, CheckoutPage } from './checkout.ts';
export type { CallOptions, ClientOptions, Tuning } from './client-options.ts';
export type { ScannedOutcome, ScannedPayType, ScanStep } from './create-scanned.ts';
export type { GatewayClient } from './gateway-client.ts';
export type { PaymentRef } from './payment-ref.ts';
export type { Payments } from './payments.ts';
export { QFPayClient } from './qfpay-client.ts';
export type { Discrepancy, LocalEntry, ReconcileQuery, Truth } from './reconcile.ts';
export type { RefundRef } from './refund-ref.ts';
export type { Refunds } from './refunds.ts';
export type { ReverseRequest } from './reverse-payment.ts';
export type { ScanOptions } from './scan-options.ts';
export type { TimeRange } from './time-range.ts';
export type { TransactionList, TransactionQuery } from './transaction-list.ts';
export type { Transactions } from './transactions.ts';
export type { WaitOptions } from './wait-options.ts';

// Parts of the types above

export type { Closing } from './closing.ts';
export type { Coded } from './read-answer.ts';
export type { Difference } from './reconcile.ts';
export type { CallContext } from './run-call.ts';
export type { OpenTransport, Settings } from './settings.ts';
export type { Watch } from './watch.ts';

// Errors

export {
  AbortedError,
  AnswerError,
  ConfigurationError,
  ConnectionError,
  InvalidRequestError,
  isQFPayError,
  QFPayError,
  type QFPayErrorCode,
  type QFPayErrorFacts,
  RateLimitedError,
  RejectedError,
  TimeoutError,
} from './qfpay-error.ts';

// Sending

export {
  type RequestSent,
  type Transport,
  TransportError,
  type TransportFacts,
  type TransportReply,
  type TransportRequest,
} from './transport.ts';
export { type UndiciTransportOptions, undiciTransport } from './undici-transport.ts';

// Rate limit

export { type Governor, localGovernor, type RateLimit } from './governor.ts';
export {
  type SharedGovernorOptions,
  type SharedLimiter,
  sharedGovernor,
} from './shared-governor.ts';

// Watching

export { CLIENT_CHANNEL, type ClientEvent, type EventFacts } from './watch.ts';

// Time and chance

export { type Clock, systemClock } from './clock.ts';
export { type Random, systemRandom } from './random.ts';
