import type { Pace } from './clock/pace.ts';
import type { Rules } from './engine.ts';
import type { MerchantOptions } from './merchant-options.ts';

/** How a sandbox is set up; everything has a default that suits a test. */
export interface SandboxOptions {
  /** TCP port; 0 takes a free one. Default 0. */
  readonly port?: number;
  /** Address to listen on. Anything but loopback demands a token. Default `127.0.0.1`. */
  readonly host?: string;
  /**
   * `manual`: nothing happens, not even a first delivery, until the clock is advanced. `x60`: sixty times as fast as
   * the machine's. Default `real`.
   */
  readonly clock?: Pace;
  /** `memory`, or the folder that keeps the journal. Default `memory`. */
  readonly data?: 'memory' | (string & {});
  /** Decides every number and token of a new journal. Default 1; drawn where other machines reach the pages. */
  readonly seed?: number;
  /**
   * Where virtual time starts: ISO text, `Date` or milliseconds. Default: the machine's time. A journal that knows more
   * goes on where it ends.
   */
  readonly now?: string | number | Date;
  /** Where payments are notified that named no address themselves. Its host may be anywhere. */
  readonly notifyUrl?: string;
  /** Hosts besides loopback that notifications may go to. Default none. */
  readonly allowNotify?: readonly string[];
  /** Demanded by the operator's side. Default: none on loopback, else a generated one. */
  readonly token?: string;
  /** Refuse unknown fields and every encoding but the plain form. Default false. */
  readonly strict?: boolean;
  /** Hide orders of other months from queries without a range (our decision D-8). Default true. */
  readonly monthRule?: boolean;
  /** The other switches of the gateway; see `RULES` for what each does. */
  readonly rules?: Partial<Rules>;
  /** Amounts such as 91205 mean something (see the README). Default true. */
  readonly magic?: boolean;
  /** Let phones in this network open checkout and wallet, on a port of their own. Default false. */
  readonly lan?: boolean;
  /** How customers reach the pages, when that differs from where the sandbox listens. */
  readonly publicUrl?: string;
  /** The stores. Default: the built-in one. */
  readonly merchants?: readonly [MerchantOptions, ...MerchantOptions[]];
  /** Real milliseconds that a delivery may take. Default 5,000 (U-7). */
  readonly deliveryPatience_ms?: number;
}
