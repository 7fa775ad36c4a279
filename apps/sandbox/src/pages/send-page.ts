import type { Response } from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** Who may show a page inside a frame of theirs. */
export type Framing = 'nobody' | 'loopback';

/** A shop on this machine may embed the checkout, as the gateway's own page can be embedded. */
const ANCESTORS: Readonly<Record<Framing, string>> = {
  nobody: "'none'",
  loopback: "'self' http://127.0.0.1:* http://localhost:*",
};

/** Sends a page. Nothing but our own files runs or loads in it, and nothing keeps a copy. */
export function sendPage(response: Response, page: VNode, framing: Framing = 'nobody'): void {
  setPageHeaders(response, framing);
  response.type('html').send(`<!doctype html>${renderToString(page)}`);
}

/** The headers of every page, also of the answers that are no page. */
export function setPageHeaders(response: Response, framing: Framing = 'nobody'): void {
  response.set({
    'cache-control': 'no-store',
    'content-security-policy': policy(framing),
    // Not `no-referrer`: with that a browser posts forms with `Origin: null`.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
}

function policy(framing: Framing): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ANCESTORS[framing]}`,
  ].join('; ');
}
