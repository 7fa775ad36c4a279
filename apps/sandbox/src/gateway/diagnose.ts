import { isUtf8 } from 'node:buffer';
import type { SignedRequestOptions } from '@qf/express-middleware';
import { type ClientKey, type Keyring, readSignType, SignatureError } from '@qf/signing';
import { type Explanation, explainMismatch } from '@qf/signing/explain';
import type { Engine } from '../engine.ts';
import type { MerchantBook } from '../merchants.ts';
import type { RequestLog } from './request-log.ts';

/** What the doctor knows. */
export interface DoctorParts {
  readonly engine: Engine;
  readonly merchants: MerchantBook;
  readonly requests: RequestLog;
  readonly publicUrl: () => string;
}

type Explain = NonNullable<SignedRequestOptions['explain']>;
type Refusal = Parameters<Explain>[0];

/**
 * Writes down every call that was refused before it could be believed, and why its signature did not fit.
 *
 * The answer stays as the gateway gives it; a header tells where the explanation is.
 */
export function diagnose({ engine, merchants, requests, publicUrl }: DoctorParts): Explain {
  return (refusal, request, response) => {
    const { respcd, appCode } = refusal;
    const fields = respcd === '1108' ? fieldsOf(refusal) : [];
    const explanation = respcd === '1108' ? explanationOf(refusal, fields, merchants) : undefined;
    const scenario = request.get('x-sandbox-scenario');
    const seen = requests.add({
      at: engine.clock.now(),
      method: request.method,
      path: request.path,
      app_code: appCode,
      fields: {},
      ...receivedBy(refusal, merchants),
      ...(scenario === undefined ? {} : { scenario }),
      respcd,
      hints:
        explanation === undefined
          ? [firstAdvice(refusal), ...characterSet(fields)]
          : [explanation.sentence, explanation.fix],
      ...(explanation === undefined ? {} : { explanation }),
    });
    response.setHeader('X-Sandbox-Request-Id', seen.id);
    if (respcd !== '1108') return;
    response.setHeader('X-Sandbox-Explain', `${publicUrl()}/_sandbox/api/v1/requests/${seen.id}`);
  };
}

/** What to look at when no mistake can be named. */
function firstAdvice({ respcd, respmsg, error }: Refusal): string {
  if (respcd !== '1108' || !(error instanceof SignatureError)) return respmsg;
  return error.reason === 'mismatch' ? ANOTHER_KEY : error.message;
}

const ANOTHER_KEY =
  'No known mistake made this signature. The likeliest that is left is another client key: compare it with the one of this store.';

/** The call as it came, for whoever sends it again; a client key that strayed into it stays out. */
function receivedBy({ received }: Refusal, merchants: MerchantBook) {
  if (received === undefined) return {};
  const hidden = (text: string | undefined) => merchants.hide(text ?? '');
  const bytes = Buffer.from(hidden(Buffer.from(received.body).toString('latin1')), 'latin1');
  return {
    received: {
      query: hidden(received.query),
      ...(isUtf8(bytes)
        ? { body: bytes.toString('utf8') }
        : { body_base64: bytes.toString('base64') }),
      ...named('content_type', hidden(received.contentType)),
      ...named('sign', hidden(received.signature)),
      ...named('sign_type', hidden(received.signType)),
    },
  };
}

function named<N extends string>(name: N, text: string): { readonly [P in N]?: string } {
  return (text === '' ? {} : { [name]: text }) as { readonly [P in N]?: string };
}

type Pairs = readonly (readonly [name: string, value: string])[];

function fieldsOf({ received }: Refusal): Pairs {
  const body = Buffer.from(received?.body ?? '').toString('utf8');
  return [...new URLSearchParams(received?.query), ...new URLSearchParams(body)];
}

/** What a shop does that encodes its text for China or Taiwan; the fields do not tell which text it was. */
function characterSet(fields: Pairs): readonly string[] {
  if (!fields.flat().some((text) => text.includes('\uFFFD'))) return [];
  return [
    'It holds escapes that are not UTF-8. Encode text as UTF-8 before it is signed and sent.',
  ];
}

function explanationOf(
  { appCode, keys, received }: Refusal,
  fields: Pairs,
  merchants: MerchantBook,
): Explanation | undefined {
  if (keys === undefined || received?.signature === undefined) return undefined;
  const others = merchants.list().filter(({ app_code }) => app_code !== appCode);
  return explainMismatch({
    received: received.signature,
    fields,
    keys,
    otherKeys: others.flatMap((merchant) => keysIn(merchant.keys)),
    appCode,
    mchid: fields.find(([name]) => name === 'mchid')?.[1],
    ...signTypeOf(received.signType),
  });
}

function keysIn(keys: Keyring): readonly ClientKey[] {
  return [keys].flat() as ClientKey[];
}

/** An unknown sign type is a mistake of its own; the digest then tells by its length. */
function signTypeOf(header: string | undefined) {
  try {
    return { signType: readSignType(header) };
  } catch {
    return {};
  }
}
