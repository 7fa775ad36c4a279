import type { Operation } from '@qf/protocol';
import { shown } from './hide-secrets.ts';
import type { Coded } from './read-answer.ts';
import type { Attempt } from './send-once.ts';
import type { Session } from './session.ts';
import type { EventFacts } from './watch.ts';

/** Runs one attempt and tells watchers how it went. */
export function watchedAttempt<Reply extends Coded>(
  { name: request }: Operation<unknown, Reply>,
  session: Session,
  attempt: number,
  run: () => Promise<Attempt<Reply>>,
): Promise<Attempt<Reply>> {
  return session.settings.watch.isHeard() ? told(request, session, attempt, run) : run();
}

async function told<Reply extends Coded>(
  request: string,
  session: Session,
  attempt: number,
  run: () => Promise<Attempt<Reply>>,
): Promise<Attempt<Reply>> {
  const { watch, clock } = session.settings;
  const began = clock.monotonic();
  watch.tell({ type: 'attempt.start', attempt, request, ...eventFacts(session) });
  const result = await run();
  watch.tell({
    type: 'attempt.end',
    attempt,
    request,
    result: result.kind,
    requestSent: result.kind === 'answer' ? 'yes' : result.requestSent,
    httpStatus: result.httpStatus,
    respcd: result.kind === 'answer' ? respcdOf(result.reply, session) : undefined,
    duration: clock.monotonic() - began,
    ...eventFacts(session),
  });
  return result;
}

/** What an event of this session carries. */
export function eventFacts({ call, method, out_trade_no, settings }: Session): EventFacts {
  return { call, method, out_trade_no, at: settings.clock.now() };
}

/** A code that nobody lists may be any text. */
function respcdOf({ respcd }: Coded, session: Session): string {
  return shown({ respcd }, session).respcd;
}
