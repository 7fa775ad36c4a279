/** A store of the sandbox, as it is configured. */
export interface MerchantOptions {
  readonly appCode: string;
  /** One key, or several while one is being replaced: the first signs, all are accepted. */
  readonly clientKey: string | readonly string[];
  readonly name?: string;
  /** Registered address; a request's own `notify_url` goes before it. */
  readonly notifyUrl?: string;
  /** The shops of an agent. When given, every request must carry one of them. */
  readonly mchids?: readonly string[];
  /** What the store may be paid with. Default: everything. */
  readonly payTypes?: readonly string[];
  /** `false`: every call answers 1243. */
  readonly enabled?: boolean;
}
