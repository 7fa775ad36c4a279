import { joinedBytes } from './joined-bytes.ts';
import {
  type Transport,
  TransportError,
  type TransportReply,
  type TransportRequest,
} from './transport.ts';

/** What the transport needs of a fetch. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/** How the transport sends. */
export interface FetchTransportOptions {
  /** The runtime's own unless told. */
  readonly fetch?: FetchLike | undefined;
}

/** A larger answer is no answer of this gateway. */
const LARGEST_ANSWER = 1_048_576;

/**
 * A transport for runtimes without sockets of their own. A fetch does not tell whether a byte was
 * written, so a failed attempt counts as `maybe` sent, and a payment is settled by a query.
 *
 * Not even a refused connection proves anything: after HTTP 421 a fetch opens a new connection and
 * sends the same bytes once more, by itself. The gateway refuses a number that it knows, and a
 * payment whose number is known is settled by a query as well.
 */
export function fetchTransport({
  fetch = globalThis.fetch,
}: FetchTransportOptions = {}): Transport {
  return {
    async send(request) {
      const { aborted, reason: cause } = request.signal;
      if (aborted) throw new TransportError('Nothing was written.', { requestSent: 'no', cause });
      const response = await begun(fetch, request);
      return {
        status: response.status,
        headers: headersOf(response),
        body: await bodyOf(response),
      };
    },
  };
}

async function begun(fetch: FetchLike, request: TransportRequest): Promise<Response> {
  const { url, method, headers, body, signal } = request;
  try {
    const init = { method, headers, signal, redirect: 'manual' } as const;
    return await fetch(url, body === undefined ? init : { ...init, body });
  } catch (cause) {
    const sentence = 'The request may have been written, and no answer came.';
    const reason: unknown = signal.aborted ? signal.reason : cause;
    throw new TransportError(sentence, { requestSent: 'maybe', cause: reason });
  }
}

function headersOf({ headers }: Response): TransportReply['headers'] {
  const flat: Record<string, string | undefined> = {};
  headers.forEach((value, name) => {
    flat[name] = value;
  });
  return flat;
}

async function bodyOf(response: Response): Promise<Uint8Array> {
  const { status: httpStatus } = response;
  try {
    return await limitedBody(response);
  } catch (cause) {
    const facts = { requestSent: 'yes', httpStatus, cause } as const;
    throw new TransportError('The answer broke off.', facts);
  }
}

async function limitedBody({ body }: Response): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > LARGEST_ANSWER) throw new Error('The answer is over 1 MiB.');
  }
  return joinedBytes(chunks, size);
}
