import type { ResponseCodeRow } from './response-code-row.ts';

// Texts are looked for word by word, in any order: nobody knows how production words them. Each pattern
// is tied to the beginning, so that a long text is read once.
const USED_NUMBER =
  /^(?=.*(?:out_?trade_?no|[订訂][单單][号號]))(?=.*(?:(?<![a-z])(?:(?:re)?used(?![a-z])|exist|duplicat|repeat)|重[复複]|已存在|已被?使用))/is;
const PERIOD_OVER =
  /^(?!.*\bnot (?:yet )?(?:over|past|ended|expired|exceeded))(?:(?=.*(?:period|deadline|time ?limit|\bdays\b|期))(?=.*(?:\b(?:over|past|passed|ended|outside|out of|beyond|more than)\b|exceed|超|过|過))|.*(?:expired|overdue|too late|逾期|[过過]期))/is;

/** The codes that every current edition lists. */
export const CURRENT_CODES: readonly ResponseCodeRow[] = [
  [
    '0000',
    'success of the call / transaction',
    'success',
    '*',
    { remarks: 'what it says depends on the call' },
  ],
  [
    '1100',
    'maintenance',
    'retryable',
    '*',
    { group: 'system', confirmByQuery: true, remarks: 'later retry; query first' },
  ],
  [
    '1101',
    'reversal error',
    'ambiguous',
    'PV',
    {
      remarks: 'query, then reverse or refund',
      variants: [{ meaning: 'the caller must reverse', provenance: 'old' }],
    },
  ],
  ['1102', 'duplicate request', 'already-done', 'PRV', { remarks: 'query by out_trade_no' }],
  ['1103', 'malformed request', 'invalid-request', '*'],
  [
    '1104',
    'bad parameter',
    'invalid-request',
    '*',
    {
      variants: [
        {
          says: /filter error/i,
          meaning: 'the pay type is not enabled for this store',
          disposition: 'auth-config',
          provenance: 'old',
        },
      ],
    },
  ],
  ['1105', 'device not activated', 'auth-config', '*'],
  ['1106', 'invalid or mismatching device', 'auth-config', '*'],
  ['1107', 'device blocked', 'auth-config', '*'],
  ['1108', 'signature check failed', 'auth-config', '*', { remarks: 'nothing executed' }],
  ['1125', 'already refunded', 'already-done', 'RV', { group: 'order state' }],
  [
    '1136',
    'transaction does not exist or cannot be operated',
    'invalid-request',
    'QRV',
    {
      group: 'system',
      on: { payment: 'ambiguous', query: 'ambiguous', row: 'ambiguous' },
      remarks: 'not proof of non-payment; check number and month',
    },
  ],
  [
    '1142',
    'order closed',
    'already-done',
    'PQRV',
    {
      group: 'order state',
      on: { row: 'declined' },
      remarks: 'closed unpaid; still watch for a late payment',
    },
  ],
  [
    '1143',
    'not paid yet, password being typed',
    'pending',
    'PQRVC',
    {
      group: 'processing',
      variants: [
        { meaning: 'transaction does not exist', provenance: 'old' },
        { meaning: 'the refund request did not reach the channel', provenance: 'old' },
      ],
    },
  ],
  [
    '1145',
    'being processed',
    'pending',
    'PQRVC',
    { group: 'processing', variants: [{ meaning: 'waiting for payment', provenance: 'old' }] },
  ],
  [
    '1147',
    'WeChat payment error',
    'declined',
    'P',
    {
      group: 'channel',
      confirmByQuery: true,
      remarks: 'another method',
      variants: [
        { meaning: 'Hong Kong wallet not supported, or wrong password', provenance: 'old' },
      ],
    },
  ],
  ['1150', 'T0 settlement: cancelling not possible', 'declined', 'RV', { group: 'refund limit' }],
  [
    '1155',
    'refund refused',
    'declined',
    'RV',
    { group: 'refund limit', variants: [{ meaning: 'cancelling not allowed', provenance: 'old' }] },
  ],
  [
    '1181',
    'order expired',
    'declined',
    'PQRV',
    {
      group: 'order state',
      on: { refund: 'already-done', cancel: 'already-done' },
      confirmByQuery: true,
      remarks: 'query before a new order',
    },
  ],
  ['1201', 'insufficient balance', 'declined', 'P', { group: 'channel' }],
  [
    '1202',
    'payment code wrong or expired',
    'declined',
    'P',
    { group: 'channel', remarks: 'new code, new order' },
  ],
  [
    '1203',
    'merchant account error',
    'declined',
    'P',
    {
      group: 'channel',
      remarks: "alert if it repeats: may be the store's set-up",
      variants: [{ meaning: 'account error, check the paying account', provenance: 'old' }],
    },
  ],
  [
    '1204',
    'bank error',
    'ambiguous',
    'PQ',
    {
      group: 'channel',
      on: { row: 'declined', 'refund-row': 'ambiguous' },
      remarks: 'another method; a refund that met it is for a person',
    },
  ],
  [
    '1205',
    'transaction failed, try later',
    'declined',
    'PQ',
    {
      group: 'channel',
      confirmByQuery: true,
      remarks: '"later" means a new order; issuer text in resperr for cards',
    },
  ],
  ['1212', 'UnionPay overseas code needed', 'declined', 'P', { group: 'channel' }],
  ['1241', 'store unknown or in wrong state', 'auth-config', '*'],
  ['1242', 'store not configured properly', 'auth-config', '*'],
  ['1243', 'store disabled', 'auth-config', '*'],
  [
    '1250',
    'transaction forbidden, contact QFPay',
    'declined',
    'PR',
    { group: 'system', remarks: 'alert; no automatic retry' },
  ],
  [
    '1251',
    'store not configured properly, being fixed',
    'auth-config',
    '*',
    {
      variants: [
        {
          says: USED_NUMBER,
          meaning: 'this number was used before: query by it',
          disposition: 'already-done',
          provenance: 'production',
        },
      ],
    },
  ],
  ['1252', 'system error while ordering', 'ambiguous', 'PR', { group: 'system' }],
  ['1254', 'problem being resolved', 'ambiguous', '*', { group: 'system' }],
  ['1260', 'order already paid', 'already-done', 'PRV', { group: 'order state' }],
  [
    '1261',
    'order not paid',
    'invalid-request',
    'RVA',
    { group: 'order state', remarks: 'query the original; nothing to refund' },
  ],
  ['1262', 'order already refunded', 'already-done', 'RV', { group: 'order state' }],
  ['1263', 'order already cancelled', 'already-done', 'PRV', { group: 'order state' }],
  [
    '1264',
    'order already closed',
    'already-done',
    'PRV',
    {
      group: 'order state',
      variants: [
        {
          says: /wrong cancel/i,
          meaning: 'already fully refunded',
          disposition: 'already-done',
          provenance: 'production',
        },
      ],
    },
  ],
  [
    '1265',
    'refund not possible from 23:30 to 00:30, or during a promotion',
    'retryable',
    'R',
    {
      group: 'refund limit',
      remarks: 'inside that hour: later, same number; outside it: no',
      variants: [
        {
          says: PERIOD_OVER,
          meaning: 'the refund period is over',
          disposition: 'declined',
          provenance: 'production',
        },
      ],
    },
  ],
  ['1266', 'amount does not match', 'invalid-request', 'RVA', { group: 'order state' }],
  ['1267', 'order data do not match', 'invalid-request', 'RVA', { group: 'order state' }],
  [
    '1268',
    'order does not exist',
    'invalid-request',
    'QRVA',
    {
      group: 'order state',
      on: { query: 'ambiguous', row: 'ambiguous' },
      remarks: 'not proof of non-payment; check number and month',
    },
  ],
  [
    '1269',
    "today's unsettled takings too small",
    'retryable',
    'R',
    { group: 'refund limit', remarks: 'later, same number; if then told "used", query' },
  ],
  [
    '1270',
    'currency without partial refunds',
    'declined',
    'R',
    { group: 'refund limit', remarks: 'full refund, new number' },
  ],
  [
    '1271',
    'transaction without partial refunds',
    'declined',
    'R',
    { group: 'refund limit', remarks: 'full refund, new number' },
  ],
  ['1272', 'more than the refundable rest', 'invalid-request', 'R', { group: 'refund limit' }],
  [
    '1294',
    'prohibited by the bank as non-compliant',
    'declined',
    'P',
    { group: 'system', remarks: 'never retry automatically' },
  ],
  ['1295', 'slow network, waiting', 'ambiguous', 'PRV', { group: 'system' }],
  [
    '1296',
    'slow network, try later or another method',
    'ambiguous',
    'PRV',
    {
      group: 'system',
      variants: [{ meaning: 'configuration error, or wallet suspended', provenance: 'old' }],
    },
  ],
  [
    '1297',
    'bank system busy',
    'ambiguous',
    'PQRV',
    {
      group: 'channel',
      on: { 'row-read-twice': 'declined' },
      remarks:
        'another method; a row is a no only when read twice with a pause, of a scanned code only after a reversal',
      variants: [
        {
          meaning:
            'configuration, payer and collector are the same WeChat user, or close unsupported',
          provenance: 'old',
        },
        { meaning: "above the channel's maximum", provenance: 'production' },
      ],
    },
  ],
  [
    '1298',
    'slow network; if already paid do not pay again',
    'pending',
    'P',
    { group: 'processing' },
  ],
  [
    '2005',
    'payment code wrong or expired',
    'declined',
    'P',
    { group: 'channel', remarks: 'new code, new order' },
  ],
  ['2011', 'serial number repeated', 'already-done', 'PR', { remarks: 'query by out_trade_no' }],
];
