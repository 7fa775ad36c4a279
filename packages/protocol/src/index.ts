// Errors

export { type Issue, ProtocolError, type ProtocolErrorCode } from './protocol-error.ts';

// The gateway

export {
  ELEMENT_SCRIPTS,
  ENVIRONMENTS,
  type EnvironmentName,
  LEGACY_ENVIRONMENTS,
} from './environment.ts';
export { NOTIFICATION_DELIVERY, RATE_LIMIT } from './gateway-limits.ts';
export { HEADERS } from './header-names.ts';
export { OMITTED_ENDPOINTS, type OmittedEndpoint } from './omitted-endpoint.ts';
export { TEST_CARDS, type TestCard } from './test-card.ts';

// Amounts and currencies

export { type AmountOptions, formatAmount, toMinorUnits } from './amount.ts';
export { CURRENCIES, type Currency, type CurrencyCode, currencyOf } from './currency.ts';

// Times

export { formatTimestamp, parseTimestamp } from './timestamp.ts';

// JSON

export { gatewayJson } from './gateway-json.ts';
export type { JsonValue } from './json-reader.ts';
export { parseStrictJson, type StrictJsonOptions } from './strict-json.ts';

// Pay types

export { PAY_TYPES, PayType, type PayTypeEntry, payTypeOf } from './pay-type.ts';
export type { DrivingField, PayMode } from './pay-type-row.ts';
export type { PaymentRequest, PayTypeCode, PayTypes } from './pay-types.ts';

// Response codes

export {
  type CodeContext,
  dispositionOf,
  needsConfirmation,
  RESPONSE_CODES,
  type ResponseCode,
  responseCodeOf,
} from './response-code.ts';
export type {
  CodeDetails,
  CodeProvenance,
  CodeVariant,
  Disposition,
  Place,
  Reading,
} from './response-code-row.ts';

// Operations

export type { CancelReply, CancelRequest } from './cancel-schema.ts';
export type { Enveloped, Listed } from './envelope.ts';
export type { Operation, OperationName, SenderRule, WireRules } from './operation.ts';
export {
  type AddNoteReply,
  type AddNoteRequest,
  addNoteOperation,
} from './operations/add-note.ts';
export { authtradeOperation, type CaptureRequest } from './operations/authtrade.ts';
export {
  type BillingOrder,
  type BillingOrderListRequest,
  billingOrderListOperation,
} from './operations/billing-order-list.ts';
export { closeOperation } from './operations/close.ts';
export {
  createPaymentIntentOperation,
  type PaymentIntentReply,
  type PaymentIntentRequest,
} from './operations/create-payment-intent.ts';
export {
  createTokenIntentOperation,
  type TokenIntentReply,
  type TokenIntentRequest,
} from './operations/create-token-intent.ts';
export {
  type Customer,
  type CustomerChange,
  type CustomerDeleteRequest,
  type CustomerFields,
  type CustomerQueryRequest,
  type CustomerUpdateRequest,
  customerCreateOperation,
  customerDeleteOperation,
  customerQueryOperation,
  customerUpdateOperation,
} from './operations/customer.ts';
export {
  type AlipayDeclaration,
  type CustomsDeclaration,
  type CustomsDeclareRequest,
  type CustomsFields,
  type CustomsQueryRequest,
  type CustomsRedeclareRequest,
  type CustomsReply,
  customsDeclareOperation,
  customsQueryOperation,
  customsRedeclareOperation,
  type SplitOrder,
  type WeChatDeclaration,
} from './operations/customs.ts';
export { type PaymentReply, paymentOperation } from './operations/payment.ts';
export {
  type BillingInterval,
  type Product,
  type ProductChange,
  type ProductCreateRequest,
  type ProductDeleteRequest,
  type ProductQueryRequest,
  type ProductUpdateRequest,
  productCreateOperation,
  productDeleteOperation,
  productQueryOperation,
  productUpdateOperation,
} from './operations/product.ts';
export { type QueryReply, type QueryRequest, queryOperation } from './operations/query.ts';
export { type RefundReply, type RefundRequest, refundOperation } from './operations/refund.ts';
export { reversalOperation } from './operations/reversal.ts';
export {
  type SubscribedProduct,
  type SubscriptionCancelRequest,
  type SubscriptionChargeRequest,
  type SubscriptionCreateRequest,
  type SubscriptionQueryRequest,
  type SubscriptionUpdateRequest,
  subscriptionCancelOperation,
  subscriptionChargeOperation,
  subscriptionCreateOperation,
  subscriptionQueryOperation,
  subscriptionUpdateOperation,
} from './operations/subscription.ts';
export {
  type StoredToken,
  type TokenQueryRequest,
  tokenQueryOperation,
} from './operations/token-query.ts';
export { type TradeBillRequest, tradeBillOperation } from './operations/trade-bill.ts';
export { type UnfreezeRequest, unfreezeOperation } from './operations/unfreeze.ts';
export {
  type WeixinOpenidReply,
  type WeixinOpenidRequest,
  weixinOpenidOperation,
} from './operations/weixin-openid.ts';
export { OPERATIONS } from './operations.ts';
export type { Subscription, SubscriptionChange, SubscriptionState } from './subscription.ts';

// Requests

export type {
  AlipayInAppPayment,
  AlipayQrPayment,
  AlipayServiceWindowPayment,
  AlipayWapPayment,
  InAppPayment,
  MiniProgramPayment,
  PagePayment,
  PaymentFields,
  QrPayment,
  RealName,
  ScannedPayment,
  WebPayment,
  WeChatH5Payment,
  WeChatInAppPayment,
  WeChatJsapiPayment,
  WeChatQrPayment,
  WeChatScene,
} from './payment-request.ts';
export { readRequest } from './read-request.ts';
export { readWireRequest, type WireReading } from './read-wire-request.ts';
export { wireFields } from './wire-fields.ts';

// Replies

export { CANCEL_VALUES, type CancelValue } from './cancel-value.ts';
export type { FlatReply } from './flat-reply.ts';
export { type DownloadReading, readDownload } from './read-download.ts';
export { type ReplyReading, readReply } from './read-reply.ts';
export type { Row } from './row.ts';

// Outcomes

export type { AnswerContext, Rejected, Settle } from './answer.ts';
export { type CancelAnswer, cancelAnswer } from './cancel-answer.ts';
export type {
  Created,
  CreatedWithPayParams,
  CreatedWithQrcode,
  CreatedWithUrl,
  PayParams,
} from './created.ts';
export type {
  FailedPayment,
  FailedRefund,
  OutcomeContext,
  OutcomeFacts,
  PaidPayment,
  Payment,
  PendingPayment,
  PendingRefund,
  Refund,
  RefundedPayment,
  RefundedRefund,
  RefundFacts,
  UnknownPayment,
  UnknownReason,
  UnknownRefund,
} from './outcome.ts';
export { type PaymentAnswer, paymentAnswer } from './payment-answer.ts';
export { type PaymentContext, paymentOutcome } from './payment-outcome.ts';
export type { Expected } from './payment-row.ts';
export { type PreauthAnswer, preauthAnswer } from './preauth-answer.ts';
export { type RefundAnswer, refundAnswer } from './refund-answer.ts';
export { type ExpectedRefund, refundOutcome } from './refund-outcome.ts';

// Notifications

export { parseNotification } from './notification.ts';
export type {
  CloseNotification,
  Notification,
  NotificationFacts,
  OtherNotification,
  PaymentNotification,
  RefundNotification,
  SubscriptionNotification,
  SubscriptionPaymentNotification,
  TokenNotification,
  TradeFields,
  UnfreezeNotification,
} from './notification-types.ts';

// Hosted checkout and other addresses

export { type CheckoutSigner, checkoutRequest, checkoutUrl } from './checkout.ts';
export {
  type CheckoutRequest,
  checkoutSchema,
  type ReceivedCheckout,
  receivedCheckout,
} from './checkout-request.ts';
export {
  type WeixinOauthRequest,
  weixinOauthSchema,
  weixinOauthUrl,
} from './weixin-oauth-url.ts';
