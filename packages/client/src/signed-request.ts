import { HEADERS, type Operation, wireFields } from '@qf/protocol';
import { signedForm } from '@qf/signing';
import type { Settings } from './settings.ts';
import type { TransportRequest } from './transport.ts';

/** A request but for the signal that ends it: made once, so that a repetition is identical to the byte. */
export type SignedRequest = Omit<TransportRequest, 'signal' | 'onEnd'>;

/** Signs and encodes checked fields in one place. A GET carries them in its query string. */
export function signedRequest<Request extends object>(
  operation: Operation<Request, unknown>,
  fields: Request,
  { appCode, keys, signType, baseUrl, closeMethod }: Settings,
): SignedRequest {
  const { body, headers } = signedForm(wireFields(fields), keys, signType);
  const { name, path } = operation;
  const method = name === 'close' ? closeMethod : operation.method;
  headers[HEADERS.appCode] = appCode;
  headers['accept'] = 'application/json';
  if (method === 'POST') return { method, url: baseUrl + path, headers, body };
  const { 'content-type': _, ...withoutType } = headers;
  return { method, url: `${baseUrl}${path}?${body}`, headers: withoutType };
}
