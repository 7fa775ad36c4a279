import type { ControlCall } from './control-call.ts';
import { count, object } from './schema.ts';

const to = { type: 'string', description: '`next`, or a moment such as 2026-01-01T23:30+08:00' };
const step = {
  oneOf: [
    object({ by_ms: count }, ['by_ms']),
    object({ to }, ['to']),
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

/** Virtual time. */
export const CLOCK_CALLS: readonly ControlCall[] = [
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
];
