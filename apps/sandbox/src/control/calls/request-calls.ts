import type { ControlCall } from './control-call.ts';
import { object, text } from './schema.ts';

/** What merchants asked, and why a signature did not fit. */
export const REQUEST_CALLS: readonly ControlCall[] = [
  {
    method: 'get',
    path: '/requests',
    says: 'The last calls the gateway saw, about a megabyte of them; `left_out` counts the older ones',
    query: {
      before: 'Only calls before this one, such as the first of the page before.',
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
];
