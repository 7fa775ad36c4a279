// Receiving notifications

export type { Clock } from './clock.ts';
export type { Handler, HandlerContext, Handlers, Route } from './event-route.ts';
export type {
  Confirm,
  Expect,
  Expected,
  NotifiedAccount,
  TradeNotification,
} from './expectation.ts';
export type {
  KeyFor,
  NotificationOptions,
  NotifiedMerchant,
} from './notification-options.ts';
export {
  type ExpressNotificationOptions,
  type NotificationMiddleware,
  notifications,
} from './notifications.ts';
export type { OnProblem, Problem } from './problem.ts';
export type { AcknowledgedState, ReceiptState, RefusedState } from './receipt.ts';
export type { EndpointControls, NotificationCounts } from './receiving.ts';
export {
  NOTIFICATION_CHANNEL,
  type NotificationEvent,
  type NotificationEventFacts,
} from './watch.ts';

export type { WorkOptions } from './work-through.ts';

// Inboxes

export { type Durable, durable } from './durable.ts';
export type { Grant, Inbox, InboxRecord, RunLimits, Settled } from './inbox.ts';
export { type MemoryInboxOptions, memoryInbox } from './memory-inbox.ts';

// Keys

export { type ClientKey, clientKey, type Keyring } from '@qf/signing';

// Authenticating requests, for whoever plays the gateway

export type { ReceivedForm, RequestRefusal } from './request-refusal.ts';
export {
  type SignedRequest,
  type SignedRequestOptions,
  signedRequests,
} from './signed-requests.ts';

// Errors

export { MiddlewareError, type MiddlewareErrorCode } from './middleware-error.ts';
