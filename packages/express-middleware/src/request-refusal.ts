import type { ServerResponse } from 'node:http';
import { gatewayJson, HEADERS, RESPONSE_CODES, type ResponseCode } from '@qf/protocol';
import { type Keyring, signBody } from '@qf/signing';
import type { FormRequest } from '@qf/signing/server';

/** A request as it came, for whoever explains a refusal. */
export interface ReceivedForm extends FormRequest {
  /** The header `X-QF-SIGN`. */
  readonly signature: string | undefined;
  /** The header `X-QF-SIGNTYPE`. */
  readonly signType: string | undefined;
}

/** A request that was not authenticated, and all that is known about it. */
export interface RequestRefusal {
  /** `1241` unknown app code, `1103` no form with each name once, `1108` missing or wrong signature. */
  readonly respcd: '1103' | '1108' | '1241';
  readonly respmsg: string;
  /** HTTP; the gateway says 200 whatever the code is (our decision U-1), except for bodies that were not read. */
  readonly httpStatus: number;
  readonly appCode: string;
  /** The keys it was checked with; they hide themselves. */
  readonly keys: Keyring | undefined;
  /** Absent when the body was not read. */
  readonly received: ReceivedForm | undefined;
  readonly error: unknown;
}

/** Why there is a refusal: what was thrown, or what the headers or the body broke. */
export type RefusalCause =
  | { readonly error: unknown }
  | 'unknown_app_code'
  | 'too_large'
  | 'too_slow'
  | 'wrong_encoding';

type RefusalFacts = Pick<RequestRefusal, 'appCode' | 'keys'> & {
  readonly received?: ReceivedForm | undefined;
};

const BY_RULE = {
  unknown_app_code: { respcd: '1241', respmsg: 'app code unknown', httpStatus: 200 },
  too_large: { respcd: '1103', respmsg: 'request body too large', httpStatus: 413 },
  too_slow: { respcd: '1103', respmsg: 'request body took too long', httpStatus: 408 },
  wrong_encoding: { respcd: '1103', respmsg: 'content encoding not supported', httpStatus: 415 },
} as const;

/** What a form broke. Nothing of the request is said again: the answer is signed, and the key is the notifications’. */
const FORM_RULES: Readonly<Record<string, string>> = {
  ERR_QF_FORM_DUPLICATE: 'a parameter comes twice. Send each name once.',
  ERR_QF_FORM_UTF8: 'bytes that are not UTF-8. Encode text as UTF-8 before it is signed and sent.',
  ERR_QF_FORM_JSON: 'the request body is JSON. Send application/x-www-form-urlencoded.',
  ERR_QF_FORM_NAME: 'a parameter has no name. Send name=value pairs.',
  ERR_QF_FORM_MULTIPART:
    'the parts of the body cannot be read. Send application/x-www-form-urlencoded.',
};

/** The refusal for a cause. Rethrows what is no fault of the request. */
export function requestRefusal(cause: RefusalCause, facts: RefusalFacts): RequestRefusal {
  const { appCode, keys, received } = facts;
  const known = { appCode, keys, received };
  if (typeof cause === 'string') return { ...BY_RULE[cause], ...known, error: undefined };
  const { error } = cause;
  const code = String((error as { code?: unknown } | undefined)?.code);
  if (code.startsWith('ERR_QF_FORM_')) {
    const respmsg = `format error: ${FORM_RULES[code] ?? 'no form with each name once'}`;
    return { respcd: '1103', respmsg, httpStatus: 200, ...known, error };
  }
  if (code === 'ERR_QF_SIGNATURE' || code === 'ERR_QF_SIGN_TYPE') {
    return { respcd: '1108', respmsg: 'signature error', httpStatus: 200, ...known, error };
  }
  throw error;
}

/** Answers as the gateway does: its JSON, signed when the app code is known (our decision U-18). */
export function writeRefusal(response: ServerResponse, refusal: RequestRefusal): void {
  if (response.headersSent || response.writableEnded) return;
  const { respcd, respmsg, httpStatus, keys } = refusal;
  const { meaning: resperr } = RESPONSE_CODES[respcd] as ResponseCode;
  const body = gatewayJson({ resperr, respmsg, respcd });
  response.statusCode = httpStatus;
  response.setHeader('Content-Type', 'application/json; charset=UTF-8');
  if (httpStatus !== 200) response.setHeader('Connection', 'close');
  if (keys !== undefined) response.setHeader(HEADERS.sign, signBody(body, keys));
  response.end(body);
}
