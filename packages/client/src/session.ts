import { CallLife } from './call-life.ts';
import { checkOptions } from './check-options.ts';
import type { CallOptions } from './client-options.ts';
import { Deadline } from './deadline.ts';
import { expectManyListeners } from './many-listeners.ts';
import { CALL_RULES, type Settings } from './settings.ts';

/** One call of a method: its settings, its single deadline, and what watchers know it by. */
export interface Session {
  readonly settings: Settings;
  readonly deadline: Deadline;
  readonly life: CallLife;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  readonly maxRetries: number;
  /** Milliseconds of the total that attempts must leave to the settling query. */
  readonly reserve: number;
  readonly method: string;
  readonly call: number;
  readonly out_trade_no: string | undefined;
  /** Parts of the request that no error, event or outcome may repeat. */
  readonly secrets: readonly string[];
}

/** What a session is about. */
export interface SessionSubject {
  readonly method: string;
  readonly call: number;
  readonly out_trade_no?: string | undefined;
  readonly secrets?: readonly string[] | undefined;
  readonly life?: CallLife | undefined;
}

const RESERVE = 5_000;

/**
 * Starts the clock of one call.
 *
 * @throws ConfigurationError for call options that make no sense
 */
export function openSession(
  settings: Settings,
  options: CallOptions | undefined,
  subject: SessionSubject,
): Session {
  if (options !== undefined) checkOptions(options, CALL_RULES);
  if (options?.signal !== undefined) expectManyListeners(options.signal);
  const totalTimeout = options?.totalTimeout ?? settings.totalTimeout;
  const { life = new CallLife() } = subject;
  return {
    settings,
    deadline: new Deadline(settings.clock, totalTimeout, options?.signal, life),
    life,
    timeout: options?.timeout ?? settings.timeout,
    maxRetries: options?.maxRetries ?? settings.maxRetries,
    // A short total is shared: a third of it is for settling.
    reserve: Math.min(RESERVE, totalTimeout / 3),
    method: subject.method,
    call: subject.call,
    out_trade_no: subject.out_trade_no,
    secrets: subject.secrets ?? [],
  };
}
