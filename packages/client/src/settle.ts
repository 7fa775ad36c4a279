import { type AnswerContext, responseCodeOf, type Settle, type UnknownReason } from '@qf/protocol';
import type { Unanswered } from './attempts.ts';
import { dropConnections } from './drop-connections.ts';
import { shown } from './hide-secrets.ts';
import type { Session } from './session.ts';

/** What is known while nothing is certain. */
export interface Doubt {
  readonly reason: UnknownReason;
  readonly respcd?: string | undefined;
  readonly raw?: unknown;
  readonly httpStatus?: number | undefined;
  readonly cause?: unknown;
  /** The gateway says that it knows the number, perhaps from another month. */
  readonly isKnown?: boolean | undefined;
}

/** An outcome as far as settling is concerned. */
interface Settleable {
  readonly status: string;
}

const REASONS: Readonly<Record<Settle['reason'], UnknownReason>> = {
  ambiguous_code: 'ambiguous_code',
  already_done: 'ambiguous_code',
  confirm: 'ambiguous_code',
  mismatch: 'mismatch',
};

/** The doubt that an answer, or its absence, leaves. */
export function doubtAbout(result: Unanswered | Settle, context: AnswerContext = {}): Doubt {
  if ('kind' in result) return { ...result, raw: undefined };
  const { respcd, raw } = result;
  // Even from a call for which it is not listed, such a code says that the number is known.
  const isKnown =
    result.reason === 'already_done' || responseCodeOf(respcd)?.disposition === 'already-done';
  return { reason: REASONS[result.reason], respcd, raw, httpStatus: context.httpStatus, isKnown };
}

/**
 * Asks the gateway what became of a change, within the same deadline. A query that fails, or that a
 * caller's abort forbids, leaves the doubt as it is: it never becomes an error.
 *
 * @param query one question; may throw
 * @param unknown the outcome that tells the doubt
 */
export async function settle<Outcome extends Settleable>(
  judged: Doubt,
  session: Session,
  query: () => Promise<Outcome>,
  unknown: (doubt: Doubt) => Outcome,
): Promise<Outcome> {
  const doubt = shown(judged, session);
  if (doubt.reason === 'mismatch') dropConnections(session);
  try {
    const outcome = await query();
    return outcome.status === 'unknown' ? withDoubt(outcome, doubt) : outcome;
  } catch (error) {
    return unknown({ ...doubt, cause: doubt.cause ?? error });
  }
}

/** Still unknown after the query: tells both what the call got and what the query found. */
function withDoubt<Outcome extends Settleable>(outcome: Outcome, doubt: Doubt): Outcome {
  const found: Doubt = outcome as unknown as Doubt;
  const reason =
    doubt.reason === 'mismatch' && found.reason === 'not_found' ? 'mismatch' : found.reason;
  const respcd = found.respcd ?? doubt.respcd;
  return { ...outcome, reason, respcd, cause: found.cause ?? doubt.cause };
}
