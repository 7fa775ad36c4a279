import type { ControlCall } from './control-call.ts';

/** How the gateway behaves, and its codes. */
export const RULE_CALLS: readonly ControlCall[] = [
  {
    method: 'get',
    path: '/rules',
    says: 'Every switch and the table of states, each with who says so',
  },
  { method: 'patch', path: '/rules', says: 'Changes switches', body: { type: 'object' } },
  { method: 'get', path: '/codes', says: 'Every response code, and how to see it here' },
];
