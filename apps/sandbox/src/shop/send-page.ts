import type { Response } from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { webAddress } from './web-address.ts';

/** Sends a page in which nothing but our own files runs; `frame` is the one foreign page it may embed. */
export function sendPage(response: Response, page: VNode, frame?: string): void {
  setPageHeaders(response, frame);
  response.type('html').send(`<!doctype html>${renderToString(page)}`);
}

/** The headers of every answer. */
export function setPageHeaders(response: Response, frame?: string): void {
  response.set({
    'cache-control': 'no-store',
    'content-security-policy': policy(frame),
    // Not `no-referrer`: with that a browser posts forms with `Origin: null`.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
}

function policy(frame: string | undefined): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `frame-src ${frameSource(frame)}`,
  ].join('; ');
}

/** A real gateway's page leads on to the wallet's hosts, which nobody lists; any of them, but encrypted. */
function frameSource(frame: string | undefined): string {
  const url = frame === undefined ? undefined : webAddress(frame);
  if (url === undefined) return "'none'";
  return url.protocol === 'https:' ? 'https:' : url.origin;
}
