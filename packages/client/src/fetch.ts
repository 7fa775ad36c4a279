// The client for edge runtimes, without undici

export { QFPayClient } from './fetch-client.ts';
export { type FetchLike, type FetchTransportOptions, fetchTransport } from './fetch-transport.ts';

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
  RateLimitedError,
  RejectedError,
  TimeoutError,
} from './qfpay-error.ts';
