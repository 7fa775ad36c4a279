import type { Request } from 'express';

/**
 * Whether a form came from our own page.
 *
 * Browsers say `Origin` with every posted form; a foreign page can neither leave it out nor choose it. A program that
 * sends none has no customer to be tricked.
 */
export function isSameOrigin({ headers }: Request, publicUrl: string): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  return [`http://${host}`, `https://${host}`, publicUrl].includes(origin);
}
