/**
 * The shop's tables. `orders` and `refunds` hold what is written before the first byte goes to the gateway (everything
 * up to `txdtm`) and what its answers add. A unique `form_key` makes a second click on "pay" harmless, a refund's own number a
 * second click on "refund", the key of `events` a second
 * notification.
 */
export const SCHEMA = `
  PRAGMA foreign_keys = ON;
  CREATE TABLE IF NOT EXISTS orders (
    out_trade_no TEXT PRIMARY KEY,
    form_key TEXT NOT NULL UNIQUE,
    lines TEXT NOT NULL,
    txamt INTEGER NOT NULL CHECK (txamt > 0),
    txcurrcd TEXT NOT NULL,
    pay_type TEXT NOT NULL,
    txdtm TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'sending',
    reason TEXT,
    respcd TEXT,
    message TEXT,
    syssn TEXT,
    pay_url TEXT,
    paydtm TEXT,
    refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND txamt),
    version INTEGER NOT NULL DEFAULT 1
  ) STRICT;
  CREATE TABLE IF NOT EXISTS refunds (
    out_trade_no TEXT PRIMARY KEY,
    order_no TEXT NOT NULL REFERENCES orders (out_trade_no),
    txamt INTEGER NOT NULL CHECK (txamt > 0),
    txdtm TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'sending',
    message TEXT
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS one_open_refund
    ON refunds (order_no) WHERE status IN ('sending', 'pending', 'unknown');
  CREATE TABLE IF NOT EXISTS steps (
    id INTEGER PRIMARY KEY,
    order_no TEXT NOT NULL REFERENCES orders (out_trade_no),
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    tone TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS steps_of ON steps (order_no);
  CREATE TABLE IF NOT EXISTS events (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    reason TEXT,
    body TEXT,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    out_trade_no TEXT,
    order_no TEXT,
    http_status INTEGER NOT NULL,
    text TEXT NOT NULL,
    tone TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS deliveries_of ON deliveries (order_no);
`;
