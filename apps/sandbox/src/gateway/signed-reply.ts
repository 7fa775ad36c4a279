import { gatewayJson, HEADERS, RESPONSE_CODES } from '@qf/protocol';
import { type Keyring, signBody } from '@qf/signing';
import type { Response } from 'express';

/** A reply as it goes on the wire. */
export interface WireReply {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Prints a reply as the gateway prints JSON and signs its bytes with the store's key (our decision D-6). */
export function wireReply(fields: Readonly<Record<string, unknown>>, keys: Keyring): WireReply {
  const body = gatewayJson(fields);
  return {
    body,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...signatureOf(body, keys) },
  };
}

/** The header that signs these bytes. */
export function signatureOf(body: string, keys: Keyring): Record<string, string> {
  return { [HEADERS.sign]: signBody(body, keys) };
}

/** Sends it; the gateway answers HTTP 200 whatever the code is (our decision U-1). */
export function send(response: Response, { body, headers }: WireReply): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(body);
}

/** What the gateway calls a code. */
export function resperr(respcd: string): string {
  return respcd === '0000' ? 'success' : (RESPONSE_CODES[respcd]?.meaning ?? 'unknown code');
}

/** The three fields every reply has. */
export function verdict(respcd: string, respmsg = ''): Record<string, string> {
  return { resperr: resperr(respcd), respmsg, respcd };
}
