import { HEADERS } from '@qf/protocol';
import { type Keyring, readSignType, type SignType } from '@qf/signing';
import { readForm, verifyForm } from '@qf/signing/server';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { BodyLimits } from './body-rules.ts';
import { type Clock, systemClock } from './clock.ts';
import { OptionRules } from './option-rules.ts';
import { rawBody } from './raw-body.ts';
import {
  type ReceivedForm,
  type RequestRefusal,
  requestRefusal,
  writeRefusal,
} from './request-refusal.ts';

/** What a request says that was authenticated. */
export interface SignedRequest {
  readonly appCode: string;
  /** Exactly the values that were signed; nothing else of the request may be used. */
  readonly fields: ReadonlyMap<string, string>;
  readonly keyId: string;
  /** How the request was read so that its signature fits; `form` is the documented way. */
  readonly reading: string;
  readonly signType: SignType;
}

declare global {
  namespace Express {
    interface Request {
      /** What {@link signedRequests} has authenticated. */
      qf?: SignedRequest;
    }
  }
}

/** Options of {@link signedRequests}. */
export interface SignedRequestOptions {
  /** The keys of an app code; nothing for one that was never issued. */
  readonly keyFor: (
    appCode: string,
  ) => Keyring | undefined | null | Promise<Keyring | undefined | null>;
  /** Accept the documented form encoding only, not what deployed programs send (our decision D-5). Default false. */
  readonly strict?: boolean | undefined;
  /**
   * Told about a refused request before it is answered, with what is needed to say why; it may set headers of the
   * response. What it throws changes nothing. Never send the explanation itself: it holds what has to be signed.
   */
  readonly explain?:
    | ((refusal: RequestRefusal, request: Request, response: Response) => unknown)
    | undefined;
  /** Bytes. Default 65,536. */
  readonly maxBody?: number | undefined;
  /** Milliseconds a body may take to arrive. Default 10,000. */
  readonly bodyTimeout?: number | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Authenticates signed form requests, for whoever plays the gateway: `request.qf` holds the values that were signed.
 *
 * Refusals are the gateway's: JSON as it prints it, code 1241 for an unknown app code, 1103 for what is no form
 * with each name once, 1108 for a missing or wrong signature. Mount it before any body parser. Throws
 * {@link MiddlewareError} `ERR_QF_OPTIONS` at start.
 *
 * @example
 * app.use('/trade', signedRequests({ keyFor: (appCode) => merchants.get(appCode)?.clientKey }));
 * app.post('/trade/v1/query', (request, response) => response.json(find(request.qf?.fields)));
 */
export function signedRequests(options: SignedRequestOptions): RequestHandler {
  assertOptions(options);
  const { maxBody = 65_536, bodyTimeout = 10_000, clock = systemClock } = options;
  const limits = { maxBody, bodyTimeout, clock };
  const settle = async (request: Request, response: Response, next: NextFunction) => {
    const outcome = await authenticated(request, options, limits);
    if (outcome === 'gone') return response.destroy();
    if (!('respcd' in outcome)) {
      request.qf = outcome;
      return next();
    }
    await explained(options, outcome, request, response);
    return writeRefusal(response, outcome);
  };
  return (request, response, next) => {
    settle(request, response, next).catch(next);
  };
}

function assertOptions(options: SignedRequestOptions): void {
  const rules: OptionRules = new OptionRules('signedRequests()', options);
  rules.known(['keyFor', 'strict', 'explain', 'maxBody', 'bodyTimeout', 'clock']);
  if (options.keyFor === undefined) rules.fail('keyFor is missing. Give the keys of an app code.');
  rules.functions('keyFor', 'explain');
  rules.booleans('strict');
  rules.numbers('maxBody', 'bodyTimeout');
  rules.clock();
}

async function authenticated(
  request: Request,
  { keyFor, strict = false }: SignedRequestOptions,
  limits: BodyLimits,
): Promise<SignedRequest | RequestRefusal | 'gone'> {
  const appCode = request.get(HEADERS.appCode) ?? '';
  const keys = appCode === '' ? undefined : ((await keyFor(appCode)) ?? undefined);
  const received = await receivedForm(request, limits);
  if (received === 'gone') return 'gone';
  if (typeof received === 'string') return requestRefusal(received, { appCode, keys });
  if (keys === undefined) return requestRefusal('unknown_app_code', { appCode, keys, received });
  try {
    const signType = readSignType(received.signType);
    const candidates = readForm(received);
    const allowed = strict ? candidates.slice(0, 1) : candidates;
    const { keyId, candidate } = verifyForm(allowed, received.signature, keys, signType);
    const { fields, reading } = candidate;
    return { appCode, fields, keyId, reading, signType };
  } catch (error) {
    return requestRefusal({ error }, { appCode, keys, received });
  }
}

async function receivedForm(
  request: Request,
  limits: BodyLimits,
): Promise<ReceivedForm | 'gone' | 'too_large' | 'too_slow' | 'wrong_encoding'> {
  const coding = request.headers['content-encoding'] ?? 'identity';
  if (coding.toLowerCase() !== 'identity') return 'wrong_encoding';
  const reading = await rawBody(request, limits);
  if (reading.state === 'too_large' || reading.state === 'too_slow') return reading.state;
  if (reading.state === 'body_consumed') throw reading.error;
  if (reading.state !== 'read') return 'gone';
  return {
    body: reading.bytes,
    query: queryOf(request.originalUrl),
    contentType: request.headers['content-type'],
    signature: request.get(HEADERS.sign),
    signType: request.get(HEADERS.signType),
  };
}

/** To the end: a value may hold question marks of its own. */
function queryOf(url: string): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start + 1);
}

async function explained(
  { explain }: SignedRequestOptions,
  refusal: RequestRefusal,
  request: Request,
  response: Response,
): Promise<void> {
  try {
    await explain?.(refusal, request, response);
  } catch {
    // The refusal stands whatever a hook does.
  }
}
