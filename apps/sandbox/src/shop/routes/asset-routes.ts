import { Router } from 'express';
import { icon } from '../assets/icon.ts';
import { shopScript } from '../assets/shop-script.ts';
import { shopStyle } from '../assets/shop-style.ts';

/** Path, type and text of the files that pages load; texts, so that every bundle carries them. */
const ASSETS: readonly (readonly [path: string, type: string, text: string])[] = [
  ['/assets/shop.css', 'text/css', shopStyle],
  ['/assets/shop.js', 'text/javascript', shopScript],
  ['/assets/icon.svg', 'image/svg+xml', icon],
];

/** Style sheet, script and icon of the shop. */
export function assetRoutes(): Router {
  const router = Router();
  for (const [path, type, text] of ASSETS) {
    router.get(path, (_request, response) => {
      response.set({ 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
      response.set('content-security-policy', "default-src 'none'");
      response.type(type).send(text);
    });
  }
  return router;
}
