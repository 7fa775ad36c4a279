import type { ControlCall } from './control-call.ts';
import { ndjson, object } from './schema.ts';

/** Calls that are kept and played again. */
export const RECORDING_CALLS: readonly ControlCall[] = [
  { method: 'get', path: '/recordings', says: 'What was recorded' },
  {
    method: 'post',
    path: '/recordings/start',
    says: 'Records every gateway call from now on, until it is stopped or 32 MiB long',
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
];
