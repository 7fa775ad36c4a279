import type { ControlCall } from './control-call.ts';
import { object, text, texts, yesOrNo } from './schema.ts';

const merchant = object({
  clientKey: { oneOf: [text, texts] },
  name: text,
  notifyUrl: text,
  mchids: texts,
  payTypes: texts,
  enabled: yesOrNo,
});

/** The stores. */
export const MERCHANT_CALLS: readonly ControlCall[] = [
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
];
