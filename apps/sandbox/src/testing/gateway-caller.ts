import { HEADERS } from '@qf/protocol';
import { type ClientKey, clientKey, signedForm, verifyBody } from '@qf/signing';
import type { Sandbox } from '../sandbox.ts';

/** What the gateway answered. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly reply: Readonly<Record<string, unknown>>;
}

/** Calls a sandbox's gateway as a careful merchant: signed, and every reply verified. */
export interface GatewayCaller {
  call(operation: string, fields: object, headers?: Record<string, string>): Promise<Answered>;
  /** A payment of 10 HKD with what is given; answers must be 0000. */
  pay(fields: Readonly<Record<string, string>>): Promise<Answered['reply']>;
}

/** For the first store, or the one whose credentials are given. */
export function gatewayCaller(
  { url, credentials }: Pick<Sandbox, 'url' | 'credentials'>,
  key: ClientKey = clientKey(credentials.clientKey),
): GatewayCaller {
  const call: GatewayCaller['call'] = async (operation, fields, headers = {}) => {
    const form = signedForm(fields as Record<string, string>, key);
    const path = operation.startsWith('/') ? operation : `/trade/v1/${operation}`;
    const response = await fetch(url + path, {
      method: 'POST',
      redirect: 'manual',
      body: form.body,
      headers: { ...form.headers, [HEADERS.appCode]: credentials.appCode, ...headers },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    const signature = response.headers.get(HEADERS.sign);
    if (signature !== null) verifyBody(bytes, signature, key);
    return { status: response.status, headers: response.headers, text, reply: JSON.parse(text) };
  };
  return {
    call,
    pay: async (fields) => {
      const { reply, text } = await call('payment', { ...ORDER, ...fields });
      if (reply['respcd'] !== '0000') throw new Error(text);
      return reply;
    },
  };
}

/** What an order needs besides its number. */
export const ORDER = {
  pay_type: '801514',
  txamt: '1000',
  txcurrcd: 'HKD',
  txdtm: '2026-01-01 10:00:00',
} as const;
