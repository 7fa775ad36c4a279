import { CALL_FAULTS } from '../faults/call-faults.ts';
import { FAULT_TARGETS } from '../faults/fault-rule.ts';
import { NOTIFICATION_FAULTS } from '../faults/notification-faults.ts';

/** One call of the control API. */
export interface ControlCall {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly says: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly status?: 200 | 201;
  readonly media?: string;
}

export const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const yesOrNo = { type: 'boolean' };
export const code = { type: 'string', pattern: '^\\d{4}$' };
const object = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
  additionalProperties: false,
});
const reason = object({ respcd: code });
const scenario = {
  respcd: code,
  approve_respcd: code,
  cancel_respcd: code,
  pays_after_ms: count,
  appears_after_ms: count,
  effect: { enum: Object.keys(CALL_FAULTS) },
  phase: { enum: ['before', 'after'] },
  status: count,
  delay_ms: count,
  notify: text,
  copies: count,
};
const fault = object(
  {
    on: { enum: FAULT_TARGETS },
    effect: { enum: [...Object.keys(CALL_FAULTS), ...Object.keys(NOTIFICATION_FAULTS)] },
    phase: { enum: ['before', 'after'] },
    app_code: text,
    out_trade_no: text,
    pay_type: text,
    nth: { type: 'array', items: { type: 'integer', minimum: 1 } },
    times: { type: 'integer', minimum: 1 },
    probability: { type: 'number', minimum: 0, maximum: 1 },
    respcd: code,
    status: count,
    delay_ms: count,
    copies: count,
  },
  ['on', 'effect'],
);
const merchant = object({
  clientKey: { oneOf: [text, { type: 'array', items: text }] },
  name: text,
  notifyUrl: text,
  mchids: { type: 'array', items: text },
  payTypes: { type: 'array', items: text },
  enabled: yesOrNo,
});
const step = {
  oneOf: [
    object({ by_ms: count }, ['by_ms']),
    object({ to: { const: 'next' } }, ['to']),
    object({ until: { const: 'idle' } }, ['until']),
  ],
};
const rate = { type: 'integer', minimum: 1, maximum: 999_999 };
const pace = {
  oneOf: [
    object({ mode: { const: 'real' }, rate: { const: 1 } }, ['mode']),
    object({ mode: { const: 'manual' }, rate: { const: 0 } }, ['mode']),
    object({ mode: { const: 'scaled' }, rate }, ['mode', 'rate']),
  ],
};
const ndjson = 'application/x-ndjson';
const wait = {
  timeout_ms: 'Real milliseconds; 5,000 when absent, then 408 with what it is instead.',
};

/** Every call of the control API. */
export const CONTROL_CALLS: readonly ControlCall[] = [
  { method: 'get', path: '/info', says: 'Addresses, clock, seed, switches, stores and counts' },
  { method: 'post', path: '/reset', says: 'Everything as at the start', body: object({}) },
  {
    method: 'get',
    path: '/events',
    says: 'The journal: a page as JSON, or a stream for `Accept: text/event-stream`',
    query: {
      after: 'Position to go on behind.',
      type: 'One type, or a family such as `payment`.',
      limit: 'At most so many.',
    },
  },
  { method: 'get', path: '/export', says: 'The journal, one event a line', media: ndjson },
  {
    method: 'post',
    path: '/import',
    says: 'Forgets everything and plays an exported journal',
    body: text,
    media: ndjson,
  },
  { method: 'get', path: '/snapshots', says: 'What was remembered' },
  {
    method: 'post',
    path: '/snapshots',
    says: 'Remembers everything as it is',
    body: object({}),
    status: 201,
  },
  {
    method: 'post',
    path: '/snapshots/{id}/restore',
    says: 'Everything as it was then',
    body: object({}),
  },
  {
    method: 'get',
    path: '/transactions',
    says: 'Payments and refunds, newest first',
    query: {
      out_trade_no: 'Only this number.',
      state: 'Only in this state.',
      app_code: 'Only of this store.',
      kind: '`payment` or `refund`.',
      pay_type: 'Only this pay type.',
      limit: 'At most so many.',
    },
  },
  {
    method: 'get',
    path: '/transactions/{id}',
    says: 'One, by `syssn` or `out_trade_no`, with refunds, notifications and timeline',
  },
  {
    method: 'get',
    path: '/transactions/{id}/wait',
    says: 'Answers when it is in that state',
    query: { state: 'The state.', ...wait },
  },
  {
    method: 'post',
    path: '/transactions/{id}/scan',
    says: 'The customer opens it in the wallet',
    body: object({}),
  },
  {
    method: 'post',
    path: '/transactions/{id}/approve',
    says: 'The customer pays',
    body: object({ late: yesOrNo }),
  },
  {
    method: 'post',
    path: '/transactions/{id}/decline',
    says: 'The customer or the wallet declines',
    body: reason,
  },
  { method: 'post', path: '/transactions/{id}/expire', says: 'Its time is over', body: object({}) },
  {
    method: 'post',
    path: '/transactions/{id}/complete-refund',
    says: 'Ends a pending refund well',
    body: object({}),
  },
  {
    method: 'post',
    path: '/transactions/{id}/fail-refund',
    says: 'Ends a pending refund badly',
    body: reason,
  },
  {
    method: 'get',
    path: '/notifications',
    says: 'What merchants are told',
    query: { out_trade_no: 'Only of this payment or refund.', status: 'Only with this status.' },
  },
  { method: 'get', path: '/notifications/{id}', says: 'One, with every attempt and its verdict' },
  {
    method: 'get',
    path: '/notifications/{id}/wait',
    says: 'Answers when it has that status',
    query: { status: '`acknowledged` when absent.', ...wait },
  },
  {
    method: 'post',
    path: '/notifications/{id}/resend',
    says: 'Delivers it once more, now; well or badly',
    body: object({
      effect: { enum: Object.keys(NOTIFICATION_FAULTS) },
      copies: { type: 'integer', minimum: 1, maximum: 99 },
    }),
  },
  {
    method: 'get',
    path: '/requests',
    says: 'The last calls the gateway saw',
    query: {
      respcd: 'Only with this code.',
      app_code: 'Only of this store.',
      out_trade_no: 'Only about this number.',
    },
  },
  {
    method: 'get',
    path: '/requests/{id}',
    says: 'One call; why its signature did not fit, if it did not',
  },
  {
    method: 'get',
    path: '/requests/{id}.curl',
    says: 'One call as a shell command that signs it anew with `QFPAY_CLIENT_KEY`',
    media: 'text/plain',
  },
  {
    method: 'post',
    path: '/requests/{id}/replay',
    says: 'Sends one call again: signed anew, or as it came when it was refused unread',
    body: object({}),
  },
  {
    method: 'post',
    path: '/signature/explain',
    says: 'The mistake behind a signature',
    body: object(
      {
        received: text,
        app_code: text,
        client_key: text,
        sign_type: { enum: ['MD5', 'SHA256'] },
        fields: { type: 'object' },
        form: text,
        body: text,
      },
      ['received'],
    ),
  },
  { method: 'get', path: '/faults', says: 'What is planned to go wrong, and how often it did' },
  { method: 'post', path: '/faults', says: 'Plans a fault', body: fault, status: 201 },
  { method: 'delete', path: '/faults', says: 'Plans none' },
  { method: 'get', path: '/faults/kinds', says: 'Everything that can go wrong' },
  { method: 'get', path: '/faults/{id}', says: 'One fault' },
  { method: 'delete', path: '/faults/{id}', says: 'Takes a fault back' },
  { method: 'get', path: '/next', says: 'What the next calls will meet' },
  {
    method: 'post',
    path: '/next',
    says: 'Something for the next call of a kind only',
    body: object(
      { on: { enum: FAULT_TARGETS.filter((target) => target !== 'notification') }, ...scenario },
      ['on'],
    ),
    status: 201,
  },
  { method: 'delete', path: '/next', says: 'Forgets what the next calls would meet' },
  {
    method: 'get',
    path: '/rules',
    says: 'Every switch and the table of states, each with who says so',
  },
  { method: 'patch', path: '/rules', says: 'Changes switches', body: { type: 'object' } },
  { method: 'get', path: '/clock', says: 'Mode, rate, moment and jobs' },
  {
    method: 'put',
    path: '/clock',
    says: 'Time goes on from this moment at another pace: real, scaled, or manual',
    body: pace,
  },
  { method: 'get', path: '/jobs', says: 'What is due, and when' },
  {
    method: 'post',
    path: '/clock/advance',
    says: 'Moves the clock; answers when every delivery that caused has finished',
    body: step,
  },
  { method: 'get', path: '/merchants', says: 'The stores, without their keys' },
  { method: 'get', path: '/merchants/{appCode}', says: 'One store' },
  {
    method: 'put',
    path: '/merchants/{appCode}',
    says: 'Adds a store, or changes what is given',
    body: merchant,
    status: 201,
  },
  { method: 'delete', path: '/merchants/{appCode}', says: 'Removes a store' },
  {
    method: 'post',
    path: '/merchants/{appCode}/rotate-key',
    says: 'A new first key; the others stay valid',
    body: object({ clientKey: text }),
  },
  {
    method: 'post',
    path: '/merchants/{appCode}/retire-keys',
    says: 'Only the first key stays valid',
    body: object({}),
  },
  { method: 'get', path: '/recordings', says: 'What was recorded' },
  {
    method: 'post',
    path: '/recordings/start',
    says: 'Records every gateway call from now on',
    body: object({}),
    status: 201,
  },
  { method: 'post', path: '/recordings/stop', says: 'Ends the recording', body: object({}) },
  { method: 'get', path: '/recordings/{id}', says: 'The calls, one a line', media: ndjson },
  {
    method: 'post',
    path: '/recordings/{id}/replay',
    says: 'Asks everything again and compares the codes',
    body: object({}),
  },
  { method: 'get', path: '/codes', says: 'Every response code, and how to see it here' },
];
