import { type Disposition, type OperationName, responseCodeOf } from '@qf/protocol';
import { RejectedError } from './qfpay-error.ts';
import type { Session } from './session.ts';

/** A listed no. */
export interface Refusal {
  readonly disposition: Disposition;
  readonly respcd: string;
  readonly respmsg?: string | undefined;
  readonly raw: unknown;
  readonly httpStatus?: number | undefined;
}

const ADVICE: Readonly<Partial<Record<Disposition, string>>> = {
  'auth-config': 'Check app code, client key, environment and the store; this needs a person',
  'invalid-request': 'Correct the request; the same one will be refused again',
  retryable: 'Nothing was done: the same request may be sent again later, with the same number',
  declined: 'It will be refused again',
};

/** The error that tells a refusal: code, meaning and advice. */
export function rejectedError(
  { disposition, respcd, respmsg, raw, httpStatus }: Refusal,
  operation: OperationName,
  { out_trade_no, life }: Session,
): RejectedError {
  const meaning = responseCodeOf(respcd)?.meaning ?? 'refused';
  const advice = ADVICE[disposition] ?? 'Nothing was done';
  const sentence = `The gateway refused ${operation} with ${respcd}: ${meaning}. ${advice}.`;
  return new RejectedError(disposition, sentence, {
    requestSent: 'yes',
    operation,
    respcd,
    respmsg,
    out_trade_no,
    httpStatus,
    raw,
    attempts: life.attempts,
  });
}
