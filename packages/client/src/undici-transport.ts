import type { Dispatcher } from 'undici';
import { Connecting } from './connecting.ts';
import { joinedBytes } from './joined-bytes.ts';
import { QFPayError } from './qfpay-error.ts';
import { assertTlsIsChecked } from './tls-guard.ts';
import {
  type RequestSent,
  type Transport,
  TransportError,
  type TransportReply,
  type TransportRequest,
} from './transport.ts';

/** How the transport connects. */
export interface UndiciTransportOptions {
  /** Your own agent, for a proxy or a certificate; it is used as it is and never closed by us. */
  readonly dispatcher?: Dispatcher | undefined;
  /** Every request on a connection of its own. */
  readonly freshConnection?: boolean | undefined;
  /** Milliseconds for opening a connection; 10,000 unless told. */
  readonly connectTimeout?: number | undefined;
}

/** A larger answer is no answer of this gateway. */
const LARGEST_ANSWER = 1_048_576;

/** Below the idle limits that load balancers use, so that a pooled connection is rarely a dead one. */
const IDLE_LIMIT = 4_000;

/**
 * The transport for Node: HTTP/1.1 over a private pool, loaded by the first request. Its `no` is a
 * proof: undici announces a request before the first byte of it is written.
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  let pool: Promise<Pool> | undefined;
  let loaded: Pool | undefined;
  let isClosed = false;
  const { dispatcher } = options;
  const isFresh = options.freshConnection === true;
  const open = () => {
    pool ??= dispatcher === undefined ? ownPool(options) : Promise.resolve({ dispatcher });
    return pool;
  };
  const refuse = (cause: unknown): never => {
    pool = undefined;
    throw new TransportError('No connection can be opened.', { requestSent: 'no', cause });
  };
  const letGo = async () => {
    const closing = pool;
    pool = undefined;
    loaded = undefined;
    if (dispatcher === undefined) await (await closing)?.dispatcher.close();
  };
  const sendWhenOpen = async (request: TransportRequest): Promise<TransportReply> => {
    const opening = open();
    const opened = await unlessEnded(opening.catch(refuse), request);
    // Dropped meanwhile: what is in hand is closed already, so take its successor.
    if (opening === pool) loaded = opened;
    return send(request);
  };
  const send = (request: TransportRequest): Promise<TransportReply> => {
    if (isClosed) return Promise.reject(closed());
    return loaded === undefined ? sendWhenOpen(request) : dispatch(loaded, request, isFresh);
  };
  return {
    heedsOnEnd: true,
    send,
    dropConnections() {
      // Requests under way keep their connection; new ones get a new pool.
      letGo().catch(() => {});
    },
    async close() {
      isClosed = true;
      await letGo();
    },
  };
}

/** Loading takes a while the first time: a request whose time is over meanwhile is not written. */
function unlessEnded<Value>(opening: Promise<Value>, request: TransportRequest): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stopListening = onEndOf(request, (cause) => {
      reject(new TransportError(SENTENCES.no, { requestSent: 'no', cause }));
    });
    // At once: the exchange that follows listens in this one's place.
    const settled = <Result>(settle: (result: Result) => void) => {
      return (result: Result) => {
        stopListening();
        settle(result);
      };
    };
    opening.then(settled(resolve), settled(reject));
  });
}

/** Calls back when a request's time is over; returns the cancellation. */
function onEndOf(request: TransportRequest, listener: (reason: unknown) => void): () => void {
  if (request.onEnd !== undefined) return request.onEnd(listener);
  const { signal } = request;
  const onAbort = () => listener(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return () => signal.removeEventListener('abort', onAbort);
}

function closed(): TransportError {
  const cause = new QFPayError('ERR_QF_CLOSED', 'The client is closed.');
  return new TransportError('The client is closed.', { requestSent: 'no', cause });
}

/** Where requests are handed over. */
interface Pool {
  readonly dispatcher: Dispatcher;
  /** Of our own agent. */
  readonly connecting?: Connecting | undefined;
}

async function ownPool({
  freshConnection,
  connectTimeout: timeout = 10_000,
}: UndiciTransportOptions): Promise<Pool> {
  assertTlsIsChecked();
  const { Agent, buildConnector } = await import('undici');
  const connecting = new Connecting();
  // Said outright, so that nothing which is set later in the process disarms it.
  const connect = buildConnector({ allowH2: false, rejectUnauthorized: true, timeout });
  const dispatcher = new Agent({
    allowH2: false,
    pipelining: freshConnection === true ? 0 : 1,
    keepAliveTimeout: IDLE_LIMIT,
    keepAliveMaxTimeout: IDLE_LIMIT,
    connect: connecting.connector(connect),
    // One deadline covers headers and body, and it is ours.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: LARGEST_ANSWER,
  });
  return { dispatcher, connecting };
}

function dispatch(
  { dispatcher, connecting }: Pool,
  request: TransportRequest,
  reset: boolean,
): Promise<TransportReply> {
  return new Promise((resolve, reject) => {
    const { origin, path } = splitUrl(request.url);
    const exchange = new Exchange(resolve, reject, connecting);
    exchange.endsWith(request);
    if (exchange.isOver) return;
    const { method, headers, body = null } = request;
    const limits = { reset, headersTimeout: 0, bodyTimeout: 0 };
    try {
      dispatcher.dispatch({ origin, path, method, headers, body, ...limits }, exchange);
    } catch (error) {
      exchange.end(error);
    }
  });
}

/** Of the address of an environment, which was parsed at start, and a path of ours: nothing is left to parse. */
function splitUrl(url: string): { origin: string; path: string } {
  const slash = url.indexOf('/', url.indexOf('//') + 2);
  return { origin: url.slice(0, slash), path: url.slice(slash) };
}

/** One request and its answer, as undici reports them. */
class Exchange implements Dispatcher.DispatchHandler {
  #sent: RequestSent = 'no';
  #over = false;
  #status = 0;
  #headers: TransportReply['headers'] = {};
  #chunks: Uint8Array[] = [];
  #size = 0;
  #controller: Dispatcher.DispatchController | undefined;
  #stopListening: () => void = () => {};
  #connecting: Connecting | undefined;
  readonly #resolve: (reply: TransportReply) => void;
  readonly #reject: (error: TransportError) => void;

  constructor(
    resolve: (reply: TransportReply) => void,
    reject: (error: TransportError) => void,
    connecting: Connecting | undefined,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#connecting = connecting;
    connecting?.begin();
  }

  get isOver(): boolean {
    return this.#over;
  }

  /** Lets go when the request's time is over. */
  endsWith(request: TransportRequest): void {
    this.#stopListening = onEndOf(request, (reason) => this.#breakOff(reason));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Thrown before the first byte: a request whose time is over, or that a dispatcher repeats.
    if (this.#over) throw new Error('The request is over.');
    if (this.#sent !== 'no') throw new Error('A request is written once.');
    this.#sent = 'maybe';
    this.#controller = controller;
    this.#isConnected();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    this.#sent = 'yes';
    this.#status = status;
    this.#headers = single(headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#size += chunk.byteLength;
    if (this.#size > LARGEST_ANSWER) this.#breakOff(new Error('The answer is over 1 MiB.'));
  }

  onResponseEnd(): void {
    this.#finish();
    const body = joinedBytes(this.#chunks, this.#size);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.end(error);
  }

  /** Rejects with how far it got. */
  end(cause: unknown): void {
    if (this.#over) return;
    this.#finish();
    const requestSent = this.#sent;
    const httpStatus = this.#status === 0 ? undefined : this.#status;
    this.#reject(new TransportError(SENTENCES[requestSent], { requestSent, httpStatus, cause }));
  }

  #breakOff(reason: unknown): void {
    this.end(reason);
    this.#controller?.abort(new Error('The request is over.'));
  }

  #finish(): void {
    this.#over = true;
    this.#stopListening();
    this.#isConnected();
  }

  /** Waits for no connection any more. */
  #isConnected(): void {
    this.#connecting?.end();
    this.#connecting = undefined;
  }
}

const SENTENCES: Readonly<Record<RequestSent, string>> = {
  no: 'Nothing was written.',
  maybe: 'The request was written, at least in part, and no answer came.',
  yes: 'The answer broke off.',
};

/** A header that came twice is kept as both, joined. */
function single(headers: Record<string, string | string[] | undefined>): TransportReply['headers'] {
  const flat: Record<string, string | undefined> = {};
  for (const name in headers) {
    const value = headers[name];
    flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
