import type { RequestHandler } from 'express';

/**
 * Lets a posted form through only when it came from one of the shop's own pages; `refuse` answers the others.
 *
 * Browsers state `Origin` with every posted form, and a foreign page can neither leave it out nor choose it. The list is
 * ours and not taken from the `Host` header, which a foreign name that leads here would fill in.
 */
export function sameOriginOnly(
  ownOrigins: () => readonly string[],
  refuse: RequestHandler,
): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    const isOurs =
      (origin === undefined || ownOrigins().includes(origin)) &&
      (site === undefined || site === 'same-origin' || site === 'none');
    if (request.method !== 'POST' || isOurs) return next();
    return refuse(request, response, next);
  };
}
