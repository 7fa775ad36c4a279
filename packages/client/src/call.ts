import type { Operation } from '@qf/protocol';
import { attempts, type Unanswered } from './attempts.ts';
import { checkedFields } from './checked-fields.ts';
import type { Answer, Coded } from './read-answer.ts';
import type { Session } from './session.ts';
import { type SignedRequest, signedRequest } from './signed-request.ts';

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
  const { fields, request } = prepared(operation, input, session);
  const result = await attempts(operation, request, session);
  return { fields, ...result };
}

/** Sends a read, which is answered or throws: it can simply be repeated. */
export async function read<Request extends object, Reply extends Coded>(
  operation: Operation<Request, Reply>,
  input: Request,
  session: Session,
): Promise<Answer<Reply>> {
  const { request } = prepared(operation, input, session);
  const result = await attempts(operation, request, session);
  if (result.kind === 'unanswered') throw result.cause;
  return result;
}

/** @throws InvalidRequestError with every issue */
function prepared<Request extends object>(
  operation: Operation<Request, unknown>,
  input: Request,
  { settings }: Session,
): { fields: Request; request: SignedRequest } {
  const fields = checkedFields(operation, input, settings);
  return { fields, request: signedRequest(operation, fields, settings) };
}
