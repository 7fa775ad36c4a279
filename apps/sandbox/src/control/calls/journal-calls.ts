import type { ControlCall } from './control-call.ts';
import { ndjson, object, text } from './schema.ts';

/** The sandbox as a whole, its journal and its snapshots. */
export const JOURNAL_CALLS: readonly ControlCall[] = [
  { method: 'get', path: '/info', says: 'Addresses, clock, seed, switches, stores and counts' },
  {
    method: 'post',
    path: '/reset',
    says: 'Everything as at the start; the stores, too, if they are not kept',
    body: object({ merchants: { const: 'keep' } }),
  },
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
];
