import { CallLife } from './call-life.ts';
import type { CallOptions } from './client-options.ts';
import type { Closing } from './closing.ts';
import { QFPayError } from './qfpay-error.ts';
import { openSession, type Session } from './session.ts';
import type { Settings } from './settings.ts';
import { eventFacts } from './watched-attempt.ts';

/** What every resource of a client shares. */
export interface CallContext {
  readonly settings: Settings;
  /** Knows whether the client is closed, and which calls are under way. */
  readonly closing: Closing;
}

/** What a call is about; the number is not checked yet. */
export interface CallSubject {
  readonly method: string;
  readonly out_trade_no?: unknown;
  readonly secrets?: readonly string[] | undefined;
}

/** Names the call by what its first argument says of itself; that argument is not checked yet. */
export function subjectOf(method: string, input: unknown): CallSubject {
  try {
    const fields = Object(input) as Record<string, unknown>;
    return { method, out_trade_no: fields['out_trade_no'], secrets: secretsOf(fields) };
  } catch {
    return { method };
  }
}

/** Fields that charge somebody, or name the payer. */
const SECRET_FIELDS = ['auth_code', 'code', 'openid', 'sub_openid'];

function secretsOf(fields: Readonly<Record<string, unknown>>): string[] {
  const secrets: string[] = [];
  for (const name of SECRET_FIELDS) {
    const value = fields[name];
    if (typeof value === 'string' && value !== '') secrets.push(value);
  }
  return secrets;
}

/** What a call can end with, as far as watchers are concerned. */
interface Ended {
  readonly status?: string | undefined;
  readonly reason?: string | undefined;
  readonly respcd?: string | undefined;
}

/** Numbers the calls of the process, so that watchers of several clients can tell them apart. */
let calls = 0;

/**
 * Runs one method under its own deadline and tells watchers. Whatever is thrown inside leaves as a
 * {@link QFPayError}: this is the one door.
 */
export async function runCall<Result>(
  context: CallContext,
  subject: CallSubject,
  options: CallOptions | (() => CallOptions) | undefined,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { settings, closing } = context;
  closing.enter();
  const life = new CallLife(closing);
  try {
    const { method, out_trade_no: number, secrets } = subject;
    const out_trade_no = typeof number === 'string' ? number : undefined;
    calls += 1;
    const call = calls;
    const limits = typeof options === 'function' ? options() : options;
    const about = { method, call, out_trade_no, secrets, life };
    const session = openSession(settings, limits, about);
    return await (settings.watch.isHeard() ? told(session, work) : work(session));
  } catch (error) {
    throw QFPayError.from(error, life);
  } finally {
    closing.leave();
  }
}

async function told<Result>(
  session: Session,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { watch, clock } = session.settings;
  const began = clock.monotonic();
  const end = (result: unknown, code?: string) => {
    const { status = 'done', reason, respcd } = outcomeIn(result);
    const duration = clock.monotonic() - began;
    const facts = eventFacts(session);
    watch.tell({ type: 'call.end', status, reason, respcd, code, duration, ...facts });
  };
  watch.tell({ type: 'call.start', ...eventFacts(session) });
  try {
    const result = await work(session);
    end(result);
    return result;
  } catch (error) {
    const { code, respcd } = QFPayError.from(error);
    end({ status: 'error', respcd }, code);
    throw error;
  }
}

/** A scanned payment comes with its story. */
function outcomeIn(result: unknown): Ended {
  const { payment = result } = Object(result) as { readonly payment?: unknown };
  return Object(payment);
}
