/** An order that exists and is not paid: show the customer what it carries, then wait. */
export interface Created {
  readonly status: 'created';
  readonly final: false;
  /** QFPay's number; keep it, queries and refunds want it. */
  readonly syssn: string;
  readonly out_trade_no: string;
  /** Minor units, as ordered. */
  readonly txamt: number;
  readonly txcurrcd: string;
  /** The order's own time; tells its month to later queries. */
  readonly txdtm: string | undefined;
  readonly pay_type: string;
  /** The shop that it was sent for, if any was named: later queries must name it too. */
  readonly mchid?: string | undefined;
  /** What the gateway said. */
  readonly raw: unknown;
  readonly httpStatus?: number | undefined;
}

/** A page to show as QR code, to embed or to redirect to. */
export interface CreatedWithUrl extends Created {
  readonly pay_url: string;
}

/** The text of a QR code to show. */
export interface CreatedWithQrcode extends Created {
  readonly qrcode: string;
}

/** What a wallet's script or app takes: an object, for FPS a URL. */
export interface CreatedWithPayParams extends Created {
  readonly pay_params: PayParams;
}

/** Handed on as it came; its names belong to the wallet. */
export type PayParams = string | Readonly<Record<string, unknown>>;
