import type { EnvironmentName } from '@qf/protocol';
import type { ClientKey, Keyring, SignType } from '@qf/signing';
import type { Dispatcher } from 'undici';
import type { Clock } from './clock.ts';
import type { Governor, RateLimit } from './governor.ts';
import type { Random } from './random.ts';
import type { Transport } from './transport.ts';
import type { ClientEvent } from './watch.ts';

/** How a client is set up. An option that is not listed here is an error. */
export interface ClientOptions extends Tuning {
  /** Public identifier of the store or agent, issued by QFPay. */
  readonly appCode: string;
  /** The secret that QFPay issued with it, as text or wrapped; several while keys are exchanged. */
  readonly clientKey: string | ClientKey | Keyring;
  /**
   * Where requests go: an environment's name or a URL. There is no default, because a test that
   * reaches production moves money. `http:` is allowed to this machine only.
   */
  readonly environment: EnvironmentName | (string & {});
}

/** What {@link ClientOptions} and `withOptions` have in common; milliseconds throughout. */
export interface Tuning {
  /** Added to every request, if QFPay issued one to you. */
  readonly mchid?: string | undefined;
  /** Digest of requests: MD5, as QFPay documents, unless told. SHA256 where the store's channels allow it. */
  readonly signType?: SignType | undefined;
  /** How a close is sent: POST, as every program does, unless told; QFPay's newer pages say GET (D-14). */
  readonly closeMethod?: 'POST' | 'GET' | undefined;
  /** For one attempt, 20,000 unless told: a wallet may take long to answer. */
  readonly timeout?: number | undefined;
  /** For everything a call does, 45,000 unless told; up to 5,000 of it are kept for the settling query. */
  readonly totalTimeout?: number | undefined;
  /** Attempts after the first one, 2 unless told. Only what is safe to repeat is ever repeated. */
  readonly maxRetries?: number | undefined;
  /** A connection of its own for every request: no stale connection, one handshake more. Default false. */
  readonly freshConnection?: boolean | undefined;
  /** Signatures of answers: checked where one is there unless told. */
  readonly responseSignatures?: 'off' | 'if-present' | 'required' | undefined;
  /** 100 a second and 400 a minute unless told; a governor of yours; false to send at will. */
  readonly rateLimit?: RateLimit | Governor | false | undefined;
  /** An agent of yours, of undici 7 and repeating no POST, for a proxy or a certificate. The client does not close it. */
  readonly dispatcher?: Dispatcher | undefined;
  /** Another way to send, such as `fetchTransport()` of `@qf/client/fetch`. */
  readonly transport?: Transport | undefined;
  /** Told of every call, attempt and outcome; the same events are on the channel `qf:client`. */
  readonly onEvent?: ((event: ClientEvent) => unknown) | undefined;
  /** Source of time. */
  readonly clock?: Clock | undefined;
  /** Source of jitter. */
  readonly random?: Random | undefined;
}

/** What one call may decide for itself. */
export interface CallOptions {
  /** Ends the call: before a byte is written it throws, afterwards a payment or refund is `unknown`. */
  readonly signal?: AbortSignal | undefined;
  readonly timeout?: number | undefined;
  readonly totalTimeout?: number | undefined;
  readonly maxRetries?: number | undefined;
}
