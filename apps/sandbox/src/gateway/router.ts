import { signedRequests } from '@qf/express-middleware';
import { HEADERS } from '@qf/protocol';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Engine } from '../engine.ts';
import type { MerchantBook } from '../merchants.ts';
import { addNote } from './add-note.ts';
import { type AnsweringParts, answerCall, type ReadyAnswer, sendAnswer } from './answer-call.ts';
import type { Call, GatewayPolicy, Handler } from './call.ts';
import { close, reversal } from './cancel.ts';
import { diagnose } from './diagnose.ts';
import { authtrade, unfreeze } from './hold.ts';
import { NOT_EMULATED, notEmulated } from './not-emulated.ts';
import { payment } from './payment.ts';
import { query } from './query.ts';
import { refund } from './refund.ts';
import type { RequestLog } from './request-log.ts';

/** What the gateway is made of. */
export interface GatewayParts extends AnsweringParts {
  readonly engine: Engine;
  readonly merchants: MerchantBook;
  readonly policy: GatewayPolicy;
  readonly publicUrl: () => string;
  readonly requests: RequestLog;
}

type Method = 'get' | 'post';
type Route = readonly [operation: string, methods: readonly Method[], handler: Handler];

/** Both methods where the documents disagree about it (our decision D-14). */
const ROUTES: readonly Route[] = [
  ['payment', ['post'], payment],
  ['query', ['post'], query],
  ['refund', ['post'], refund],
  ['close', ['post', 'get'], close],
  ['reversal', ['post', 'get'], reversal],
  ['add_note', ['post'], addNote],
  ['authtrade', ['post'], authtrade],
  ['unfreeze', ['post'], unfreeze],
];

/** `/trade/v1/*` as QFPay answers it, and a clear no for what is not emulated. */
export function gatewayRoutes(parts: GatewayParts): Router {
  const router = Router();
  const authenticate = signedRequests({
    keyFor: (appCode) => parts.merchants.get(appCode)?.keys,
    strict: parts.policy.strict,
    explain: diagnose(parts),
  });
  for (const [operation, methods, handler] of ROUTES) {
    for (const method of methods) {
      router[method](`/trade/v1/${operation}`, authenticate, answering(parts, operation, handler));
    }
  }
  for (const path of NOT_EMULATED) {
    const refuse: Handler = async ({ path }) => notEmulated(path);
    router.all(path, authenticate, answering(parts, 'other', refuse));
  }
  return router;
}

function answering(parts: GatewayParts, operation: string, handler: Handler): RequestHandler {
  return async (request, response) => {
    const call = callOf(parts, request);
    const answer = await answerCall(operation, handler, { ...call, request }, parts);
    await recordFault(parts.engine, operation, answer);
    note(parts, { call, request, response }, answer);
    await sendAnswer(response, answer, call);
  };
}

function callOf({ engine, merchants, policy, publicUrl }: GatewayParts, request: Request): Call {
  const { qf, path } = request;
  const merchant = merchants.get(qf?.appCode ?? '');
  if (qf === undefined || merchant === undefined) {
    throw new Error(
      `Mount signedRequests() before the gateway. ${HEADERS.appCode} was not checked.`,
    );
  }
  return { engine, merchant, fields: qf.fields, policy, path, publicUrl: publicUrl() };
}

async function recordFault(engine: Engine, on: string, { steering, syssn }: ReadyAnswer) {
  if (steering?.effect === undefined) return;
  const { source: fault, effect } = steering;
  const about = syssn === undefined ? {} : { syssn };
  await engine.execute({ type: 'record_fault', fault, effect, on, ...about });
}

interface Exchange {
  readonly call: Call;
  readonly request: Request;
  readonly response: Response;
}

/** Writes the call down and tells the developer where to read on. */
function note(
  { requests, engine, merchants }: GatewayParts,
  { call, request, response }: Exchange,
  { reply, hints, steering, syssn }: ReadyAnswer,
): void {
  const { source, effect } = steering ?? {};
  const scenario = request.get('x-sandbox-scenario');
  const seen = requests.add({
    at: engine.clock.now(),
    method: request.method,
    path: request.path,
    app_code: call.merchant.app_code,
    fields: fieldsOf(call, merchants),
    ...(request.qf?.signType === 'SHA256' ? { sign_type: 'SHA256' } : {}),
    ...(scenario === undefined ? {} : { scenario }),
    respcd: String(reply['respcd']),
    hints,
    ...(source === undefined ? {} : { source }),
    ...(effect === undefined ? {} : { effect }),
  });
  response.setHeader('X-Sandbox-Request-Id', seen.id);
  if (hints.length > 0) response.setHeader('X-Sandbox-Hint', headerOf(hints));
  const token = engine.state().findBySyssn(syssn ?? '')?.token ?? '';
  if (token !== '') response.setHeader('X-Sandbox-Wallet', `${call.publicUrl}/w/${token}`);
}

/** A program that sends its key along is told so; nobody else has to read it. */
function fieldsOf({ fields, merchant }: Call, merchants: MerchantBook): Record<string, string> {
  const shown = [...fields].map(([name, value]) => {
    return [name, merchants.hide(value, merchant.app_code)] as const;
  });
  return Object.fromEntries(fields.has('key') ? [...shown, ['key', '[client key]']] : shown);
}

/** Clients refuse an answer whose headers are longer than 16 KiB; the log has all of it. */
function headerOf(hints: readonly string[]): string {
  const text = hints.map(ascii).join('; ');
  return text.length <= LONGEST_HINT ? text : `${text.slice(0, LONGEST_HINT)}...`;
}

const LONGEST_HINT = 2_000;

/** Header text: printable ASCII, everything else escaped. */
function ascii(text: string): string {
  return text.replace(
    /[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
