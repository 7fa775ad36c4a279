import { ShopError } from './shop-error.ts';
import type { ShopOptions } from './shop-options.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Target = Pick<ShopOptions, 'gatewayUrl' | 'appCode' | 'clientKey'>;

/**
 * Another gateway than the sandbox, when the environment names one: `QF_SHOP_GATEWAY_URL` (a URL, or an environment's
 * name such as `live-testing`), `QF_SHOP_APP_CODE`, `QF_SHOP_CLIENT_KEY`; and `QF_SHOP_PUBLIC_URL` for notifications.
 *
 * Throws `ShopError` `ERR_QF_SHOP_ENVIRONMENT` when only some of the first three are given: half a change would send
 * one store's orders under another store's key.
 */
export function optionsFromEnvironment(
  env: Environment,
): Partial<Target & Pick<ShopOptions, 'publicUrl'>> {
  const publicUrl = given(env, 'QF_SHOP_PUBLIC_URL');
  return { ...target(env), ...(publicUrl === undefined ? {} : { publicUrl }) };
}

function target(env: Environment): Target | Record<string, never> {
  const gatewayUrl = given(env, 'QF_SHOP_GATEWAY_URL');
  const appCode = given(env, 'QF_SHOP_APP_CODE');
  const clientKey = given(env, 'QF_SHOP_CLIENT_KEY');
  if (gatewayUrl !== undefined && appCode !== undefined && clientKey !== undefined) {
    return { gatewayUrl, appCode, clientKey };
  }
  if (gatewayUrl === undefined && appCode === undefined && clientKey === undefined) return {};
  throw new ShopError(
    'ERR_QF_SHOP_ENVIRONMENT',
    'Set QF_SHOP_GATEWAY_URL, QF_SHOP_APP_CODE and QF_SHOP_CLIENT_KEY together, or none of them.',
  );
}

function given(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}
