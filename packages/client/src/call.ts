import type { Operation } from '@qf/protocol';
import { attempts, type Unanswered } from './attempts.ts';
import { checkedFields } from './checked-fields.ts';
import type { Answer, Coded } from './read-answer.ts';
import type { Session } from './session.ts';
import { signedRequest } from './signed-request.ts';

/**
 * Sends one operation: validate, sign, send, read. What the answer means is the caller's business.
 *
 * @throws QFPayError, and then nothing was done
 */
export async function call<Request extends object, Reply extends Coded>(
  operation: Operation<Request, Reply>,
  input: Request,
  session: Session,
): Promise<(Answer<Reply> | Unanswered) & { readonly fields: Request }> {
  const fields = checkedFields(operation, input, session.settings);
  const request = signedRequest(operation, fields, session.settings);
  const result = await attempts(operation, request, session);
  return { fields, ...result };
}

/** Sends a read, which is answered or throws: it can simply be repeated. */
export async function read<Request extends object, Reply extends Coded>(
  operation: Operation<Request, Reply>,
  input: Request,
  session: Session,
): Promise<Answer<Reply>> {
  const result = await call(operation, input, session);
  if (result.kind === 'unanswered') throw result.cause;
  return result;
}
