export { createShop } from './create-shop.ts';
export { optionsFromEnvironment } from './options-from-environment.ts';
export { ShopError, type ShopErrorCode } from './shop-error.ts';
export type { Shop, ShopOptions } from './shop-options.ts';
