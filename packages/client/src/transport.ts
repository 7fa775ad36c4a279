/**
 * Whether the gateway can have seen a request: `no`, not a byte was written; `maybe`, writing began;
 * `yes`, an answer began. `no` is a proof, the other two are not told apart for decisions.
 */
export type RequestSent = 'no' | 'maybe' | 'yes';

/** One signed request, ready to be written. */
export interface TransportRequest {
  readonly method: 'POST' | 'GET';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Ends the attempt: the transport lets go at once and rejects. */
  readonly signal: AbortSignal;
  /** The same end without the price of a signal: calls back once; returns its cancellation. */
  readonly onEnd?: ((listener: (reason: unknown) => void) => () => void) | undefined;
}

/** An answer, complete as far as HTTP can tell. Header names are in lower case. */
export interface TransportReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/**
 * How requests reach the gateway. It writes a request at most once, follows no redirect, and rejects
 * with a {@link TransportError}; anything else it rejects with counts as `maybe` sent.
 */
export interface Transport {
  /** It listens by `onEnd` and reads no copy of a request: no signal is made before it asks for one. */
  readonly heedsOnEnd?: boolean | undefined;
  send(request: TransportRequest): Promise<TransportReply>;
  /** An answer arrived that belongs to another request: no open connection can be trusted. */
  dropConnections?(): void;
  /** Closes what the transport opened. */
  close?(): Promise<void>;
}

/** Facts of a failed attempt. */
export interface TransportFacts {
  readonly requestSent: RequestSent;
  /** Status of an answer that broke off after its headers. */
  readonly httpStatus?: number | undefined;
  readonly cause?: unknown;
}

/** An attempt that brought no complete answer, and how far it got. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly requestSent: RequestSent;
  readonly httpStatus: number | undefined;

  constructor(message: string, { requestSent, httpStatus, cause }: TransportFacts) {
    super(message, cause === undefined ? undefined : { cause });
    this.requestSent = requestSent;
    this.httpStatus = httpStatus;
    Object.defineProperty(this, Symbol.for('@qf/error'), { value: true });
  }
}
