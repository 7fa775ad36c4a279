import { type Disposition, dispositionOf, needsConfirmation, type Operation } from '@qf/protocol';
import { call } from './call.ts';
import { hideSecrets, shown } from './hide-secrets.ts';
import type { Coded } from './read-answer.ts';
import { rejectedError } from './rejected-error.ts';
import type { Session } from './session.ts';

/** What became of any operation. Look at `status` before believing the reply. */
export type CallOutcome<Reply> =
  | {
      /** `success`, `pending`, `declined`; `ambiguous` and `already-done` want a query. */
      readonly status: Exclude<Disposition, 'retryable' | 'invalid-request' | 'auth-config'>;
      readonly respcd: string;
      readonly reply: Reply;
      readonly raw: unknown;
      readonly httpStatus: number;
    }
  | {
      /** It may have happened: query. A read never ends so. */
      readonly status: 'unknown';
      readonly reason: 'no_answer' | 'unreadable_answer';
      readonly httpStatus: number | undefined;
      readonly cause: unknown;
    };

/** Sends any operation and judges the reply by its code alone. */
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
