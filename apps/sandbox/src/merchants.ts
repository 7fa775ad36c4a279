import { clientKey, type Keyring } from '@qf/signing';

/** A store of the sandbox, as it is configured. */
export interface MerchantOptions {
  readonly appCode: string;
  /** One key, or several while one is being replaced: the first signs, all are accepted. */
  readonly clientKey: string | readonly string[];
  readonly name?: string;
  /** Registered address; a request's own `notify_url` goes before it. */
  readonly notifyUrl?: string;
}

/** A store of the sandbox. */
export interface Merchant {
  readonly app_code: string;
  readonly name: string;
  readonly keys: Keyring;
  readonly notify_url?: string;
}

/** The store everybody starts with: obviously fake, printed at start (design §8.1). */
export const BUILT_IN_MERCHANT = {
  appCode: '5A4D8B2C1E6F4A0B9C3D7E8F00000001',
  clientKey: '3F1B7C9D2E4A48568B0C6D1E00000001',
  name: 'Sandbox Tea House',
} as const satisfies MerchantOptions;

/** The stores by app code. */
export function merchantBook(merchants: readonly MerchantOptions[]): ReadonlyMap<string, Merchant> {
  return new Map(merchants.map((options) => [options.appCode, merchant(options)]));
}

function merchant({ appCode, clientKey: secrets, name, notifyUrl }: MerchantOptions): Merchant {
  const keys = [secrets]
    .flat()
    .map((secret, index) => clientKey(secret, { id: `${appCode.slice(-4)}.${index + 1}` }));
  const registered = notifyUrl === undefined ? {} : { notify_url: notifyUrl };
  return { app_code: appCode, name: name ?? `Store ${appCode.slice(-4)}`, keys, ...registered };
}
