import { type ReceivedCheckout, readWireRequest, receivedCheckout } from '@qf/protocol';
import { readSignType, verifyFields } from '@qf/signing';
import { explainMismatch } from '@qf/signing/explain';
import { isIssued } from '../gateway/store-policy.ts';
import type { Merchant, MerchantBook } from '../merchants.ts';

/** A checkout address that can be believed, or why not. */
export type CheckstandReading =
  | { readonly ok: true; readonly merchant: Merchant; readonly request: ReceivedCheckout }
  | { readonly ok: false; readonly respcd: string; readonly problem: string };

/** Reads what stands behind `/checkstand/#/?`, checks the signature, then the values. */
export function readCheckstand(text: string, merchants: MerchantBook): CheckstandReading {
  const pairs = pairsOf(text);
  const fields = new Map(pairs);
  if (fields.size < pairs.length) return refused('1103', 'a parameter occurs twice');
  const merchant = merchants.get(fields.get('appcode') ?? '');
  if (merchant === undefined) return refused('1241', 'appcode: unknown');
  if (!merchant.enabled) return refused('1243', 'the store is disabled');
  const sign = fields.get('sign') ?? '';
  fields.delete('sign');
  const mistake = signatureProblem(fields, sign, merchant);
  if (mistake !== undefined) return refused('1108', mistake);
  if (!isIssued(merchant, fields.get('mchntid'))) {
    return refused('1104', 'mchntid: expected one that was issued');
  }
  const reading = readWireRequest(receivedCheckout, fields);
  if (reading.ok) return { ok: true, merchant, request: reading.request };
  const [issue] = reading.issues;
  return refused(
    '1104',
    `${issue?.field}: expected ${issue?.expected}, received ${issue?.received}`,
  );
}

/** Percent-decoding only: the address is made with `encodeURIComponent`, a `+` in it is a plus. */
function pairsOf(text: string): [string, string][] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return [decoded(part.slice(0, at)), decoded(part.slice(at + 1))];
    });
}

/** Some published addresses leave their values raw. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `lang` is not signed; a signature that includes it is accepted as well (our decision D-7). */
function signatureProblem(
  fields: ReadonlyMap<string, string>,
  sign: string,
  { keys, app_code }: Merchant,
): string | undefined {
  const all = Object.fromEntries(fields);
  const { lang: _unsigned, ...signed } = all;
  const signType = signTypeOf(fields.get('sign_type'));
  if (signType === undefined) return 'sign_type: expected SHA256 or MD5';
  for (const candidate of [signed, all]) {
    try {
      verifyFields(candidate, sign, keys, signType);
      return undefined;
    } catch {
      // The next reading may fit.
    }
  }
  const explanation = explainMismatch({
    received: sign,
    fields: signed,
    keys,
    appCode: app_code,
    signType,
  });
  return explanation === undefined
    ? 'sign: does not fit the parameters'
    : `sign: ${explanation.sentence} ${explanation.fix}`;
}

function signTypeOf(text: string | undefined) {
  try {
    return readSignType(text);
  } catch {
    return undefined;
  }
}

function refused(respcd: string, problem: string): CheckstandReading {
  return { ok: false, respcd, problem };
}
