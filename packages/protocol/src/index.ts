// Errors

export { type Issue, ProtocolError, type ProtocolErrorCode } from './protocol-error.ts';

// Environments and headers

export { ENVIRONMENTS, type EnvironmentName, LEGACY_ENVIRONMENTS } from './environment.ts';
export { HEADERS } from './header-names.ts';

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

// Response codes

// Operations and requests

// Replies

// Outcomes

// Notifications

// Hosted checkout
