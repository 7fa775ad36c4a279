import type { Request, Response } from 'express';
import { realPatience } from '../clock/real-patience.ts';
import type { Script } from '../engine.ts';
import type { Spoilable } from '../faults/call-fault.ts';
import { CALL_FAULTS } from '../faults/call-faults.ts';
import { type SteeringParts, steer } from '../faults/steer.ts';
import type { Steering } from '../faults/steering.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Answer, Call, Handler } from './call.ts';
import type { RateLimit } from './rate-limit.ts';
import { send, signatureOf, verdict, type WireReply, wireReply } from './signed-reply.ts';
import { isOwn, refusedByStore } from './store-policy.ts';

/** What answering a call needs besides the call. */
export interface AnsweringParts {
  readonly steering: SteeringParts;
  readonly rateLimit: RateLimit;
  /** Delivers the notifications of a payment now. */
  readonly notifyNow: (syssn: string) => Promise<void>;
}

/** An answer that is ready, and what is to go wrong with it. */
export interface ReadyAnswer extends Answer {
  readonly status: number;
  readonly steering: Steering | undefined;
}

/** Decides what a call is answered: limits and store first, then what was asked for, then the real flow. */
export async function answerCall(
  operation: string,
  handler: Handler,
  call: Call & { readonly request: Request },
  parts: AnsweringParts,
): Promise<ReadyAnswer> {
  const { merchant, engine } = call;
  const limited = engine.state().rules.rate_limit;
  const wait = limited ? parts.rateLimit.count(merchant.app_code, engine.clock.now()) : undefined;
  if (wait !== undefined) return tooMany(wait);
  const steering = steeringOf(operation, call, parts.steering);
  if (steering instanceof SandboxError) return plain(refusal('1104', steering.message));
  const refused = refusedByStore(call);
  if (refused !== undefined) return plain(refusal(refused.respcd, refused.respmsg));
  if (isAnotherShops(operation, call)) return plain(refusal('1268', 'the order does not exist'));
  if (steering?.phase === 'before') {
    return { ...refusal('1100', 'nothing was done'), status: 200, steering };
  }
  const script = scriptOf(steering);
  const answer = await handler(script === undefined ? call : { ...call, script });
  await overtake(script, answer, call, parts);
  return { ...answer, status: 200, steering };
}

/** Whether a call is about an order of another shop of the same agent; a query finds nothing of it by itself. */
function isAnotherShops(operation: string, call: Call): boolean {
  if (operation === 'payment' || operation === 'query') return false;
  const { fields, engine, merchant } = call;
  const syssn = fields.get('syssn');
  const row =
    syssn === undefined
      ? engine.state().findByNumber(fields.get('out_trade_no') ?? '', merchant.app_code)
      : engine.state().findBySyssn(syssn);
  return row !== undefined && !isOwn(row, call);
}

function steeringOf(operation: string, call: Call & { request: Request }, parts: SteeringParts) {
  const { fields, merchant, request } = call;
  try {
    return steer(parts, {
      on: operation,
      app_code: merchant.app_code,
      out_trade_no: fields.get('out_trade_no') ?? '',
      pay_type: fields.get('pay_type') ?? '',
      txamt: Number(fields.get('txamt')),
      header: request.get('x-sandbox-scenario'),
    });
  } catch (error) {
    if (error instanceof SandboxError) return error;
    throw error;
  }
}

function scriptOf(steering: Steering | undefined): Script | undefined {
  if (steering?.script === undefined || Object.keys(steering.script).length === 0) return undefined;
  return { source: steering.source, ...steering.script };
}

/** Lets the notification arrive before the answer to the payment call. */
async function overtake(
  script: Script | undefined,
  { syssn }: Answer,
  { engine }: Call,
  { notifyNow }: AnsweringParts,
): Promise<void> {
  const wait = script?.notify?.before_answer_ms;
  if (wait === undefined || syssn === undefined) return;
  await engine.execute({ type: 'approve', syssn });
  await notifyNow(syssn);
  await new Promise<void>((resolve) => realPatience(wait, resolve));
}

function refusal(respcd: string, respmsg: string): Answer {
  return { reply: verdict(respcd, respmsg), hints: [] };
}

function plain(answer: Answer): ReadyAnswer {
  return { ...answer, status: 200, steering: undefined };
}

/** Our decision U-1: HTTP 429 with a body that says 1100. */
function tooMany(wait: number): ReadyAnswer {
  const respmsg = `too many calls; come back in ${wait} ms`;
  return { ...refusal('1100', respmsg), status: 429, steering: undefined };
}

/** Sends the answer, or what its fault makes of it. */
export async function sendAnswer(
  response: Response,
  { reply, status, steering }: ReadyAnswer,
  call: Call,
): Promise<void> {
  const wire = wireReply(reply, call.merchant.keys);
  if (status === 429) response.status(429).setHeader('retry-after', '1');
  if (steering?.effect === undefined) return send(response, wire);
  await CALL_FAULTS[steering.effect].spoil(spoilable(response, { reply, wire }, steering, call));
}

function spoilable(
  response: Response,
  { reply, wire }: { reply: Answer['reply']; wire: WireReply },
  steering: Steering,
  { merchant }: Call,
): Spoilable {
  return {
    response,
    fields: reply,
    ...wire,
    print: (fields) => wireReply(fields, merchant.keys),
    sign: (body) => signatureOf(body, merchant.keys),
    pause: (ms) => pause(ms, response),
    options: steering.options ?? {},
  };
}

function pause(ms: number, response: Response): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      forget();
      response.off('close', done);
      resolve();
    };
    const forget = realPatience(ms, done);
    response.once('close', done);
  });
}
