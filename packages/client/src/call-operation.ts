import {
  type Disposition,
  dispositionOf,
  needsConfirmation,
  type Operation,
  type OperationName,
} from '@qf/protocol';
import { call } from './call.ts';
import { dropConnections } from './drop-connections.ts';
import { hideSecrets, shown } from './hide-secrets.ts';
import { AnswerError } from './qfpay-error.ts';
import type { Answer, Coded } from './read-answer.ts';
import { rejectedError } from './rejected-error.ts';
import type { Session } from './session.ts';

/** What became of any operation. Look at `status` before believing the reply. */
export type CallOutcome<Reply> =
  | {
      /** `success`, `pending`, `declined`; `ambiguous` and `already-done` want a query. */
      readonly status: Exclude<Disposition, 'retryable' | 'invalid-request' | 'auth-config'>;
      readonly respcd: string;
      readonly reply: Reply;
      /** What the gateway said; of a download, the bytes as `file`. */
      readonly raw: unknown;
      readonly httpStatus: number;
    }
  | {
      /** It may have happened: query. A read never ends so. */
      readonly status: 'unknown';
      readonly reason: 'no_answer' | 'unreadable_answer' | 'mismatch';
      readonly httpStatus: number | undefined;
      readonly cause: unknown;
    };

/** Sends any operation and judges the reply by its code, once it is certain whose reply it is. */
export async function callOperation<Request extends object, Reply extends Coded>(
  operation: Operation<Request, Reply>,
  input: Request,
  session: Session,
): Promise<CallOutcome<Reply>> {
  const sent = await call(operation, input, session);
  if (sent.kind === 'unanswered') {
    const { reason, httpStatus, cause } = sent;
    return { status: 'unknown', reason, httpStatus, cause };
  }
  const { reply, raw, httpStatus } = sent;
  if (!echoes(reply, sent.fields, operation.name)) {
    dropConnections(session);
    const cause = foreignAnswer(sent, operation.name, session);
    if (operation.readOnly) throw cause;
    return { status: 'unknown', reason: 'mismatch', httpStatus, cause };
  }
  const { respcd } = reply;
  const text: unknown = Reflect.get(reply, 'respmsg') ?? Reflect.get(reply, 'resperr');
  const respmsg = typeof text === 'string' ? text : undefined;
  const disposition = dispositionOf(respcd, { operation: operation.name, respmsg });
  const status = !operation.readOnly && needsConfirmation(respcd) ? 'ambiguous' : disposition;
  switch (status) {
    case 'retryable':
    case 'invalid-request':
    case 'auth-config': {
      const refusal = { disposition: status, respcd, respmsg, raw, httpStatus };
      throw rejectedError(shown(refusal, session), operation.name, session);
    }
    default: {
      const safeRaw = hideSecrets(raw, session.secrets);
      // The reply repeats what the raw answer says: where nothing is hidden there, nothing is here.
      const safe = safeRaw === raw ? reply : shown(reply, session);
      return { status, respcd: safe.respcd, reply: safe, raw: safeRaw, httpStatus };
    }
  }
}

/** The number that a capture or release answers with may be one of its own. */
const NUMBERS_ITSELF: ReadonlySet<OperationName> = new Set(['authtrade', 'unfreeze']);

/** Whether number, amount, currency and original are those that were sent, where both carry them. */
function echoes(reply: object, fields: object, name: OperationName): boolean {
  const agree = (said: string, sent: string = said) => {
    const carried: unknown = Reflect.get(reply, said);
    const expected: unknown = Reflect.get(fields, sent);
    return carried === undefined || expected === undefined || String(carried) === String(expected);
  };
  const isSameNumber = NUMBERS_ITSELF.has(name) || agree('out_trade_no');
  return isSameNumber && agree('txamt') && agree('txcurrcd') && agree('orig_syssn', 'syssn');
}

function foreignAnswer(
  { raw, httpStatus }: Answer<Coded>,
  name: OperationName,
  session: Session,
): AnswerError {
  return new AnswerError(
    'ERR_QF_UNREADABLE_ANSWER',
    `The answer to ${name} is about another number, amount or currency.`,
    shown(
      { requestSent: 'yes', operation: name, out_trade_no: session.out_trade_no, httpStatus, raw },
      session,
    ),
  );
}
