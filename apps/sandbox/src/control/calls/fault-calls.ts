import { CALL_FAULTS } from '../../faults/call-faults.ts';
import { FAULT_TARGETS } from '../../faults/fault-rule.ts';
import { NOTIFICATION_FAULTS } from '../../faults/notification-faults.ts';
import type { ControlCall } from './control-call.ts';
import { code, count, object, text } from './schema.ts';

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

/** What is to go wrong. */
export const FAULT_CALLS: readonly ControlCall[] = [
  { method: 'get', path: '/faults', says: 'What is planned to go wrong, and how often it did' },
  { method: 'post', path: '/faults', says: 'Plans a fault', body: fault, status: 201 },
  { method: 'delete', path: '/faults', says: 'Plans none' },
  { method: 'get', path: '/faults/kinds', says: 'Everything that can go wrong' },
  { method: 'get', path: '/faults/{id}', says: 'One fault' },
  { method: 'get', path: '/faults/{id}/hits', says: 'Every time it went off' },
  { method: 'delete', path: '/faults/{id}', says: 'Takes a fault back' },
  {
    method: 'get',
    path: '/scenarios',
    says: 'What `X-Sandbox-Scenario` and `/next` understand, and what amounts mean',
  },
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
];
