/** Why a shop could not start. Codes are a contract: new ones append. */
export type ShopErrorCode = 'ERR_QF_SHOP_PORT' | 'ERR_QF_SHOP_ENVIRONMENT' | 'ERR_QF_SHOP_BOOKS';

/** A shop that cannot open, in one sentence that says what to do. */
export class ShopError extends Error {
  override readonly name = 'ShopError';
  readonly code: ShopErrorCode;

  constructor(code: ShopErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    Object.defineProperty(this, Symbol.for('@qf/error'), { value: true });
  }
}
