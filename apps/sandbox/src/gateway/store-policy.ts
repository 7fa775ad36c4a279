import type { Call } from './call.ts';

/** What the store's own settings forbid, before anybody looks at the request. */
export function refusedByStore({ merchant, fields, policy }: Call) {
  if (!merchant.enabled) return { respcd: '1243', respmsg: 'the store is disabled' };
  const mchid = fields.get('mchid') ?? fields.get('mchntid');
  if (merchant.mchids !== undefined) {
    const issued = mchid !== undefined && merchant.mchids.includes(mchid);
    return issued ? undefined : { respcd: '1104', respmsg: 'mchid: expected one that was issued' };
  }
  // Our decision U-22: an mchid that nobody issued is ignored unless strictness was asked for.
  if (mchid === undefined || !policy.strict) return undefined;
  return { respcd: '1104', respmsg: 'mchid: none was issued to this store' };
}
