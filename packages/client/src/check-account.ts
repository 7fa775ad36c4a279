import { formatTimestamp, queryOperation } from '@qf/protocol';
import { read } from './call.ts';
import { isAnswered } from './query-page.ts';
import { monthOf, monthRange } from './query-range.ts';
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

/** Asks for one row of the last second: host, app code and key must be right to be answered. */
export async function checkAccount(session: Session): Promise<AccountCheck> {
  const { clock, baseUrl: url, appCode } = session.settings;
  const now = clock.now();
  const { start_time } = monthRange(monthOf(now));
  const query = { start_time, end_time: formatTimestamp(new Date(now)), page: 1, page_size: 1 };
  const began = clock.monotonic();
  isAnswered(await read(queryOperation, query, session), session);
  return { ok: true, url, appCode, duration: clock.monotonic() - began };
}
