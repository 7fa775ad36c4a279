import http from 'node:http';
import { HEADERS } from '@qf/protocol';
import { signedForm } from '@qf/signing';
import { realPatience } from '../clock/real-patience.ts';
import type { MerchantBook } from '../merchants.ts';
import { bodyOf, type ReceivedCall, type RepeatableCall } from './received-call.ts';

/** What came of a call that was sent again. */
export interface Repeated {
  /** The call as the gateway saw it now; absent when the answer does not say. */
  readonly request_id?: string;
  /** HTTP; absent when no answer came. */
  readonly status?: number;
  /** The code now, and whether it is the one of the first time. */
  readonly answered: string;
  readonly same: boolean;
}

/** Sends a call to this sandbox again; never throws. */
export type RepeatCall = (call: RepeatableCall) => Promise<Repeated>;

/** Real milliseconds until an answer is given up that a fault holds back. */
const PATIENCE = 10_000;

interface WireCall {
  readonly query: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Sends calls again: one that was believed is signed anew with the store's first key of today; one that was not goes out
 * as it came, mistakes and all.
 */
export function repeatCall({
  merchants,
  url,
}: {
  readonly merchants: MerchantBook;
  readonly url: () => string;
}): RepeatCall {
  return async (call) => {
    const wire = wireCall(call, merchants);
    const address = `${url()}${call.path}${wire.query === '' ? '' : `?${wire.query}`}`;
    const { text, ...said } = await send(address, { method: call.method, ...wire });
    return { ...said, ...compared(call, text) };
  };
}

interface Said extends Pick<Repeated, 'status' | 'request_id'> {
  readonly text: string;
}

/** By hand, because `fetch` sends no body with a GET, and a merchant's mistake may be just that. */
function send(url: string, { method, headers, body }: WireCall & { method: string }) {
  return new Promise<Said>((resolve) => {
    const length = body.length === 0 && method === 'GET' ? {} : { 'content-length': body.length };
    const request = http.request(url, { method, agent: false, headers: { ...headers, ...length } });
    const settle = (said: Said) => {
      atEase();
      resolve(said);
      request.destroy();
    };
    const atEase = realPatience(PATIENCE, () => settle({ text: '' }));
    request.on('error', () => settle({ text: '' }));
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      const { statusCode: status = 0, headers } = response;
      const request_id = headers['x-sandbox-request-id'];
      const known = { status, ...(typeof request_id === 'string' ? { request_id } : {}) };
      const end = () => settle({ ...known, text: Buffer.concat(chunks).toString('utf8') });
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', end).on('error', end);
    });
    request.end(body);
  });
}

function compared({ respcd }: RepeatableCall, text: string) {
  const answered = /"respcd": ?"(\d{4})"/.exec(text)?.[1] ?? '';
  return { answered, same: answered === respcd };
}

function wireCall(call: RepeatableCall, merchants: MerchantBook): WireCall {
  const { received, app_code, scenario } = call;
  const { headers, ...wire } =
    received === undefined ? signed(call, merchants) : asItCame(received);
  return {
    ...wire,
    headers: {
      ...headers,
      ...named(HEADERS.appCode, app_code),
      ...named('X-Sandbox-Scenario', scenario),
    },
  };
}

/** A store that is gone has no key: the gateway then says 1241 before it looks at the signature. */
function signed(
  { method, app_code, fields, sign_type }: RepeatableCall,
  merchants: MerchantBook,
): WireCall {
  const keys = merchants.get(app_code)?.keys;
  if (keys === undefined) return { query: '', body: new Uint8Array(), headers: {} };
  const form = signedForm(fields, keys, sign_type);
  if (method !== 'GET') return { query: '', body: Buffer.from(form.body), headers: form.headers };
  const { 'content-type': _, ...headers } = form.headers;
  return { query: form.body, body: new Uint8Array(), headers };
}

function asItCame(received: ReceivedCall): WireCall {
  const { query, content_type, sign, sign_type } = received;
  const headers = {
    ...named('Content-Type', content_type),
    ...named(HEADERS.sign, sign),
    ...named(HEADERS.signType, sign_type),
  };
  return { query, body: bodyOf(received), headers };
}

function named(name: string, value: string | undefined): Record<string, string> {
  return value === undefined || value === '' ? {} : { [name]: value };
}
