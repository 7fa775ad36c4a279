import type { Transaction } from '../engine.ts';
import type { Merchant } from '../merchants.ts';
import type { Call } from './call.ts';

/** What the store's own settings forbid, before anybody looks at the request. */
export function refusedByStore({ merchant, fields, policy }: Call) {
  if (!merchant.enabled) return { respcd: '1243', respmsg: 'the store is disabled' };
  const mchid = shopIn(fields);
  if (!isIssued(merchant, mchid)) {
    return { respcd: '1104', respmsg: 'mchid: expected one that was issued' };
  }
  // Our decision U-22: an mchid that nobody issued is ignored unless strictness was asked for.
  if (merchant.mchids !== undefined || mchid === undefined || !policy.strict) return undefined;
  return { respcd: '1104', respmsg: 'mchid: none was issued to this store' };
}

/** Where shops were issued, every request has to name one (QFPay, Credentials). */
export function isIssued({ mchids }: Merchant, mchid: string | undefined): boolean {
  return mchids === undefined || (mchid !== undefined && mchids.includes(mchid));
}

/** The shop a call speaks for. */
export function shopIn(fields: ReadonlyMap<string, string>): string | undefined {
  return fields.get('mchid') ?? fields.get('mchntid');
}

/**
 * Whether an order is the store's, and its shop's where shops were issued: the app code names the agent and `mchid` the shop
 * (QFPay, FAQ); that one shop does not see another's orders is inferred.
 */
export function isOwn(
  { app_code, mchid }: Transaction,
  { merchant, fields }: Pick<Call, 'merchant' | 'fields'>,
): boolean {
  if (app_code !== merchant.app_code) return false;
  return merchant.mchids === undefined || mchid === undefined || mchid === shopIn(fields);
}
