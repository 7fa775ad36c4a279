import { timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { type ControlProblem, sendProblem } from './control-error.ts';

/** Who may use the operator's side. */
export interface GuardOptions {
  /** Demanded on every call when given. */
  readonly token?: string;
  /** Host names, besides the loopback ones, under which the sandbox is reached. */
  readonly hosts: ReadonlySet<string>;
}

type Rule = (request: Request, options: GuardOptions) => Refusal | undefined;
type Refusal = ControlProblem & { readonly status: number };

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const COOKIE = 'qf_sandbox_token';

/**
 * Keeps web pages of strangers away from the operator's side.
 *
 * A foreign page that got its own host name resolved to this machine fails on `Host`; one that posts
 * across origins fails on `Origin` and on the content type, which a plain form cannot set.
 */
export function guard(options: GuardOptions): RequestHandler {
  const rules: readonly Rule[] = [hostIsKnown, tokenFits, originIsOurs, writesAreJson];
  return (request, response, next) => {
    for (const rule of rules) {
      const refused = rule(request, options);
      if (refused === undefined) continue;
      const { status, ...problem } = refused;
      sendProblem(response, status, problem);
      return;
    }
    rememberToken(request, options, (cookie) => response.setHeader('set-cookie', cookie));
    next();
  };
}

const hostIsKnown: Rule = (request, { hosts, token }) => {
  const name = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (token !== undefined || LOOPBACK_NAMES.has(name) || hosts.has(name)) return undefined;
  const expected = '127.0.0.1 or localhost';
  return refusal(403, 'foreign_host', { field: 'Host', expected, received: name });
};

const tokenFits: Rule = (request, { token }) => {
  if (token === undefined || offeredTokens(request).some((offer) => same(offer, token))) {
    return undefined;
  }
  const expected = 'Authorization: Bearer <the token printed at start>';
  return refusal(401, 'token_needed', { field: 'Token', expected, received: 'none that fits' });
};

const originIsOurs: Rule = (request) => {
  const { origin, host } = request.headers;
  if (isRead(request) || origin === undefined || origin === `http://${host}`) return undefined;
  if (origin === `https://${host}`) return undefined;
  const expected = `http://${host}`;
  return refusal(403, 'foreign_origin', { field: 'Origin', expected, received: origin });
};

const writesAreJson: Rule = (request) => {
  const type = request.headers['content-type'] ?? 'none';
  if (isRead(request) || /^application\/(x-nd)?json\s*(;|$)/i.test(type)) return undefined;
  const expected = 'application/json';
  return refusal(415, 'json_needed', { field: 'Content-Type', expected, received: type });
};

function refusal(status: number, code: string, saw: Saw): Refusal {
  const { field, expected, received } = saw;
  const message = `${field}: expected ${expected}. Received ${received}.`;
  return { status, code, message, expected, received };
}

interface Saw {
  readonly field: string;
  readonly expected: string;
  readonly received: string;
}

function isRead({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD';
}

function offeredTokens({ headers, query }: Request): string[] {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  const cookie = new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(headers.cookie ?? '')?.[1];
  const asked = query['token'];
  return [bearer, decoded(cookie), asked].filter((offer) => typeof offer === 'string');
}

/** A token may hold what a cookie cannot. */
function decoded(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A link with `?token=` opens the dashboard; the cookie keeps it open without the link. */
function rememberToken(
  { query }: Request,
  { token }: GuardOptions,
  setCookie: (cookie: string) => void,
): void {
  if (token === undefined || query['token'] === undefined) return;
  setCookie(`${COOKIE}=${encodeURIComponent(token)}; Path=/_sandbox; HttpOnly; SameSite=Strict`);
}

function same(offer: string, token: string): boolean {
  const [a, b] = [Buffer.from(offer), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
