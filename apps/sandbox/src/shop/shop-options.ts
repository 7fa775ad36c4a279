import type { ShopClock } from './clock.ts';

/** What a shop needs to trade. */
export interface ShopOptions {
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly host?: string;
  /** Base URL of the gateway, or the name of one of QFPay's environments. */
  readonly gatewayUrl: string;
  readonly appCode: string;
  readonly clientKey: string;
  /**
   * How the gateway and the customer's phone reach this shop: base of `notify_url` and `return_url`. Behind a tunnel or
   * a proxy it differs from where the shop listens. Default: where it listens.
   */
  readonly publicUrl?: string;
  /** Folder of the order table; without one, the orders live as long as the process. */
  readonly data?: string;
  /**
   * What the shop dates its orders by, and asks about months by. Default: the machine's. A gateway that is only played may be
   * in another month.
   */
  readonly clock?: ShopClock;
}

/** A shop that is open. */
export interface Shop {
  readonly url: string;
  /** Finishes running requests, then closes server, client and order table. */
  close(): Promise<void>;
}
