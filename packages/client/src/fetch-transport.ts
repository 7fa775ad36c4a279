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
 * written: unless the error proves that no connection was made, a failed attempt counts as `maybe`
 * sent, and a payment is settled by a query.
 */
export function fetchTransport({
  fetch = globalThis.fetch,
}: FetchTransportOptions = {}): Transport {
  return {
    async send(request) {
      if (request.signal.aborted) throw unsent(request.signal.reason);
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
    if (provesNoConnection(cause) && !signal.aborted) throw unsent(cause);
    const sentence = 'The request may have been written, and no answer came.';
    const reason: unknown = signal.aborted ? signal.reason : cause;
    throw new TransportError(sentence, { requestSent: 'maybe', cause: reason });
  }
}

function unsent(cause: unknown): TransportError {
  return new TransportError('Nothing was written.', { requestSent: 'no', cause });
}

const NO_CONNECTION: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo']);

/** Node names the system call that failed; other runtimes name nothing. */
function provesNoConnection(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (NO_CONNECTION.has(Reflect.get(at, 'syscall'))) return true;
  }
  return false;
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
