// Errors
export { type Issue, ProtocolError, type ProtocolErrorCode } from './protocol-error.ts';

// Environments and headers

// Amounts and currencies

// Times

// JSON

// Pay types

// Response codes

// Operations and requests

// Replies

// Outcomes

// Notifications

// Hosted checkout
