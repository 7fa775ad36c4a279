export { createShop } from './create-shop.ts';
export { optionsFromEnvironment } from './options-from-environment.ts';
export type { Shop } from './shop-options.ts';
