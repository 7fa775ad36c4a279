import { formatTimestamp, type QueryReply, queryOperation } from '@qf/protocol';
import { read } from './call.ts';
import { shown } from './hide-secrets.ts';
import { AnswerError } from './qfpay-error.ts';
import { isAnswered } from './query-page.ts';
import { monthOf, monthRange } from './query-range.ts';
import type { Answer } from './read-answer.ts';
import type { Session } from './session.ts';

/** What a check found: the gateway knows this account and accepts its signature. */
export interface AccountCheck {
  readonly ok: true;
  /** Where the request went. */
  readonly url: string;
  readonly appCode: string;
  /** Milliseconds from request to answer. */
  readonly duration: number;
}

/**
 * Asks for one row of the last second: host, app code and key must be right to be answered. Only a
 * success says so; a code that is not listed, or that leaves the question open, says nothing.
 *
 * @throws RejectedError for a listed no, AnswerError for a code that says neither yes nor no
 */
export async function checkAccount(session: Session): Promise<AccountCheck> {
  const { clock, baseUrl: url, appCode } = session.settings;
  const now = clock.now();
  const { start_time } = monthRange(monthOf(now));
  const query = { start_time, end_time: formatTimestamp(new Date(now)), page: 1, page_size: 1 };
  const began = clock.monotonic();
  const answer = await read(queryOperation, query, session);
  if (!isAnswered(answer, session)) throw undecided(answer, session);
  return { ok: true, url, appCode, duration: clock.monotonic() - began };
}

function undecided(answer: Answer<QueryReply>, session: Session): AnswerError {
  const { respcd, respmsg } = answer.reply;
  const { raw, httpStatus } = answer;
  const sentence = `The gateway answered the check with ${respcd}, which says nothing of this account.`;
  return new AnswerError('ERR_QF_UNREADABLE_ANSWER', sentence, {
    ...shown({ respcd, respmsg, raw, httpStatus }, session),
    requestSent: 'yes',
    operation: 'query',
    attempts: session.life.attempts,
  });
}
